package io.jenkins.plugins.vela.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.TopLevelItem;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.vela.config.DefinitionTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import jenkins.model.Jenkins;
import jenkins.scm.api.SCMFile;
import jenkins.scm.api.SCMFileSystem;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMRevisionAction;
import jenkins.scm.api.SCMSource;

/**
 * The files of the revision that is trusted, when a build is of one that is not, such as a pull request from somebody's fork. A
 * workflow's text and definitions decide what is done with the controller's clusters, so a build may use them only as they are in
 * the trusted revision: the rule of {@code readTrusted}.
 */
final class TrustedFiles {
    private final SCMSource source;
    private final SCMHead head;
    private final SCMRevision trusted;
    private final Run<?, ?> run;
    private final TaskListener log;

    private TrustedFiles(SCMSource source, SCMHead head, SCMRevision trusted, Run<?, ?> run, TaskListener log) {
        this.source = source;
        this.head = head;
        this.trusted = trusted;
        this.run = run;
        this.log = log;
    }

    /** For a build of an untrusted revision; empty for all others. */
    static Optional<TrustedFiles> of(Run<?, ?> run, TaskListener log) throws IOException, InterruptedException {
        Job<?, ?> job = run.getParent();
        SCMSource source = SCMSource.SourceByItem.findSource(job);
        SCMHead head = SCMHead.HeadByItem.findHead(job);
        if (source == null || head == null) {
            return Optional.empty();
        }
        SCMRevision tip = revision(source, head, run, log);
        SCMRevision trusted = source.getTrustedRevision(tip, log);
        return tip.equals(trusted) ? Optional.empty() : Optional.of(new TrustedFiles(source, head, trusted, run, log));
    }

    private static SCMRevision revision(SCMSource source, SCMHead head, Run<?, ?> run, TaskListener log)
            throws IOException, InterruptedException {
        SCMRevision built = SCMRevisionAction.getRevision(source, run);
        SCMRevision tip = built == null ? source.fetch(head, log) : built;
        if (tip == null) {
            throw new AbortException("it cannot be said which revision of " + head.getName()
                    + " this build is of, and so not whether it is trusted");
        }
        return tip;
    }

    /**
     * Refuses files that are not as they are in the trusted revision.
     *
     * @param root a file or a directory, from the root of the repository
     * @param files all that is used of it, by the path from there; {@code ""} is the file itself
     */
    void check(String root, Map<String, String> files) throws IOException, InterruptedException {
        Map<String, String> theirs = new TreeMap<>();
        try (SCMFileSystem system = SCMFileSystem.of(source, head, trusted)) {
            if (system == null) {
                readCheckout(root, theirs);
            } else {
                read(root.isEmpty() ? system.getRoot() : system.child(root), "", theirs);
            }
        }
        Set<String> all = new TreeSet<>(theirs.keySet());
        all.addAll(files.keySet());
        for (String path : all) {
            if (!files.containsKey(path)) {
                throw refused(root, path, "is missing in");
            } else if (!theirs.containsKey(path)) {
                throw refused(root, path, "was added in");
            } else if (!files.get(path).equals(theirs.get(path))) {
                throw refused(root, path, "was changed in");
            }
        }
    }

    private AbortException refused(String root, String path, String how) {
        String file = path.isEmpty() ? root : root.isEmpty() ? path : root + "/" + path;
        return new AbortException(file + " " + how + " an untrusted revision: a workflow runs only as it is in "
                + trusted.getHead().getName() + " (" + trusted + ")");
    }

    private static void read(SCMFile file, String path, Map<String, String> texts)
            throws IOException, InterruptedException {
        if (file.isFile()) {
            texts.put(path, file.contentAsString());
        } else if (file.isDirectory()) {
            for (SCMFile child : file.children()) {
                if (child.isDirectory() || (child.isFile() && DefinitionTexts.isOne(Path.of(child.getName())))) {
                    read(child, path.isEmpty() ? child.getName() : path + "/" + child.getName(), texts);
                }
            }
        }
    }

    // ---- where a repository cannot be read without being checked out ----

    private void readCheckout(String root, Map<String, String> texts) throws IOException, InterruptedException {
        Computer controller = Jenkins.get().toComputer();
        FilePath workspace = workspace();
        if (controller == null || workspace == null) {
            throw new AbortException("the trusted revision cannot be checked out on the controller");
        }
        FilePath directory = workspace.withSuffix("@vela-trusted");
        // of no use to us, but not every SCM does without
        Path changes = Files.createTempFile("vela-trusted", ".xml");
        try (WorkspaceList.Lease lease = controller.getWorkspaceList().acquire(directory)) {
            source.build(head, trusted)
                    .checkout(run, Jenkins.get().createLauncher(log), lease.path, log, changes.toFile(), null);
            FilePath file = root.isEmpty() ? lease.path : lease.path.child(root);
            if (!root.isEmpty() && !lease.path.isDescendant(root)) {
                throw new AbortException(root + " lies outside the repository");
            }
            if (file.isDirectory()) {
                for (FilePath one : file.list(DefinitionTexts.PATTERN)) {
                    texts.put(relative(file, one), one.readToString());
                }
            } else if (file.exists()) {
                texts.put("", file.readToString());
            }
        } finally {
            Files.deleteIfExists(changes);
        }
    }

    @CheckForNull
    private FilePath workspace() {
        return run.getParent() instanceof TopLevelItem item ? Jenkins.get().getWorkspaceFor(item) : null;
    }

    private static String relative(FilePath root, FilePath file) {
        return file.getRemote().substring(root.getRemote().length() + 1).replace('\\', '/');
    }
}
