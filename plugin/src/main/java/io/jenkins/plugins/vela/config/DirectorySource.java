package io.jenkins.plugins.vela.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Step definitions in a directory of the controller, below {@code JENKINS_HOME} when the path is relative. */
public final class DirectorySource extends DefinitionSourceConfiguration {
    private final String path;

    @DataBoundConstructor
    public DirectorySource(String path) {
        this.path = Util.fixNull(Util.fixEmptyAndTrim(path));
    }

    public String getPath() {
        return path;
    }

    @Override
    protected Map<String, String> read() throws IOException {
        Path directory = Jenkins.get().getRootDir().toPath().resolve(path);
        if (path.isEmpty() || !Files.isDirectory(directory)) {
            throw new IOException("there is no such directory");
        }
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path file :
                    (Iterable<Path>) walk.filter(Files::isRegularFile).filter(DefinitionTexts::isOne)::iterator) {
                files.put(directory.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    @Override
    protected boolean isRemote() {
        return false;
    }

    @Override
    public String describe() {
        return "directory " + path;
    }

    /** The form of a directory. */
    @Extension
    @Symbol("directory")
    public static final class DescriptorImpl extends Descriptor<DefinitionSourceConfiguration> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.DirectorySource_displayName();
        }

        /** Complains about a directory that is not there. */
        @POST
        public FormValidation doCheckPath(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            String path = Util.fixEmptyAndTrim(value);
            if (path == null) {
                return FormValidation.error("Which directory?");
            }
            return Files.isDirectory(Jenkins.get().getRootDir().toPath().resolve(path))
                    ? FormValidation.ok()
                    : FormValidation.warning("There is no such directory.");
        }
    }
}
