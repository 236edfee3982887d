package io.jenkins.plugins.vela.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.LogTaskListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.scm.api.SCMFile;
import jenkins.scm.api.SCMFileSystem;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.SCMSourceDescriptor;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Step definitions in a repository that Jenkins can read without checking it out, such as one of Git. */
public final class RepositorySource extends DefinitionSourceConfiguration {
    private static final Logger LOGGER = Logger.getLogger(RepositorySource.class.getName());
    private static final int MOST_FILES = 1000;

    private final SCMSource source;
    private final String version;
    private String path = "";

    @CheckForNull
    private transient Read last;

    private record Read(SCMRevision revision, Map<String, String> texts) {}

    /** @param version a branch, a tag or a commit */
    @DataBoundConstructor
    public RepositorySource(SCMSource source, String version) {
        this.source = source;
        this.version = Util.fixNull(Util.fixEmptyAndTrim(version));
    }

    public SCMSource getSource() {
        return source;
    }

    public String getVersion() {
        return version;
    }

    /** The directory of the definitions; empty for all of the repository. */
    public String getPath() {
        return Util.fixNull(path);
    }

    @DataBoundSetter
    public void setPath(String path) {
        this.path = Util.fixNull(Util.fixEmptyAndTrim(path)).replaceAll("^/+|/+$", "");
    }

    @Override
    protected synchronized Map<String, String> read() throws IOException, InterruptedException {
        if (source == null || version.isEmpty()) {
            throw new IOException("a repository and a version of it are needed");
        }
        TaskListener log = new LogTaskListener(LOGGER, Level.FINE);
        SCMRevision revision = source.fetch(version, log, null);
        if (revision == null) {
            throw new IOException("there is no branch, tag or commit " + version);
        }
        if (last != null && revision.isDeterministic() && revision.equals(last.revision())) {
            return last.texts();
        }
        Map<String, String> texts = new TreeMap<>();
        try (SCMFileSystem files = SCMFileSystem.of(source, revision.getHead(), revision)) {
            if (files == null) {
                throw new IOException("this kind of repository can only be read by being checked out in a build");
            }
            SCMFile root = getPath().isEmpty() ? files.getRoot() : files.child(getPath());
            if (!root.isDirectory()) {
                throw new IOException("there is no directory " + getPath() + " in " + version);
            }
            read(root, "", texts);
        }
        last = new Read(revision, texts);
        return texts;
    }

    private static void read(SCMFile directory, String path, Map<String, String> texts)
            throws IOException, InterruptedException {
        for (SCMFile child : directory.children()) {
            String name = path + child.getName();
            if (child.isDirectory()) {
                read(child, name + "/", texts);
            } else if (child.isFile() && DefinitionTexts.isOne(Path.of(child.getName()))) {
                texts.put(name, child.contentAsString());
            }
            if (texts.size() > MOST_FILES) {
                throw new IOException("more than " + MOST_FILES + " files of definitions");
            }
        }
    }

    @Override
    protected boolean isRemote() {
        return true;
    }

    @Override
    public String describe() {
        String name = source == null ? "" : source.getDescriptor().getDisplayName() + " " + source.getId() + " ";
        return "repository " + name + version + (getPath().isEmpty() ? "" : ":" + getPath());
    }

    /** The form of a repository. */
    @Extension
    @Symbol("scm")
    public static final class DescriptorImpl extends Descriptor<DefinitionSourceConfiguration> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.RepositorySource_displayName();
        }

        /** The kinds of repositories that there are. */
        public List<SCMSourceDescriptor> getSourceDescriptors() {
            return List.copyOf(ExtensionList.lookup(SCMSourceDescriptor.class));
        }

        /** Complains about a missing version. */
        @POST
        public FormValidation doCheckVersion(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return Util.fixEmptyAndTrim(value) == null
                    ? FormValidation.error("Which branch, tag or commit?")
                    : FormValidation.ok();
        }
    }
}
