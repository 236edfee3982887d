package io.jenkins.plugins.vela.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.scm.SCM;
import hudson.scm.SCMDescriptor;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import jenkins.scm.api.SCMFile;
import jenkins.scm.api.SCMFileSystem;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.SCMSourceDescriptor;
import jenkins.scm.impl.mock.MockChangeRequestSCMRevision;
import jenkins.scm.impl.mock.MockSCMController;
import jenkins.scm.impl.mock.MockSCMRevision;
import jenkins.scm.impl.mock.MockSCMSource;

/** Lets repositories of {@link MockSCMController} be read without a checkout, as those of Git can. */
public final class RepositoryFiles extends SCMFileSystem {
    private final File root;

    private RepositoryFiles(SCMRevision revision, File root) {
        super(revision);
        this.root = root;
    }

    @Override
    public long lastModified() {
        return 0;
    }

    @NonNull
    @Override
    public SCMFile getRoot() {
        return new OfDisk(root);
    }

    private static final class OfDisk extends SCMFile {
        private final File file;

        OfDisk(OfDisk parent, String name, File file) {
            super(parent, name);
            this.file = file;
        }

        private OfDisk(File file) {
            this.file = file;
        }

        @NonNull
        @Override
        protected SCMFile newChild(@NonNull String name, boolean assumeIsDirectory) {
            return new OfDisk(this, name, new File(file, name));
        }

        @NonNull
        @Override
        public Iterable<SCMFile> children() {
            List<SCMFile> children = new ArrayList<>();
            for (String name : file.list()) {
                children.add(newChild(name, false));
            }
            return children;
        }

        @Override
        public long lastModified() {
            return 0;
        }

        @NonNull
        @Override
        protected Type type() {
            return file.isDirectory() ? Type.DIRECTORY : file.exists() ? Type.REGULAR_FILE : Type.NONEXISTENT;
        }

        @NonNull
        @Override
        public InputStream content() throws IOException {
            return new ByteArrayInputStream(Files.readAllBytes(file.toPath()));
        }
    }

    /** Makes the file systems; a test adds it to the extensions. */
    public static final class Builder extends SCMFileSystem.Builder {
        private final MockSCMController repositories;
        private final File temporary;

        public Builder(MockSCMController repositories, File temporary) {
            this.repositories = repositories;
            this.temporary = temporary;
        }

        @Override
        public boolean supports(SCM scm) {
            return false;
        }

        @Override
        public boolean supports(SCMSource source) {
            return source instanceof MockSCMSource;
        }

        @Override
        protected boolean supportsDescriptor(SCMDescriptor descriptor) {
            return false;
        }

        @Override
        protected boolean supportsDescriptor(SCMSourceDescriptor descriptor) {
            return descriptor.clazz == MockSCMSource.class;
        }

        @Override
        public SCMFileSystem build(@NonNull Item owner, @NonNull SCM scm, SCMRevision revision) {
            return null;
        }

        @Override
        public SCMFileSystem build(@NonNull SCMSource source, @NonNull SCMHead head, SCMRevision revision)
                throws IOException {
            File root =
                    Files.createTempDirectory(temporary.toPath(), "revision").toFile();
            String hash = revision instanceof MockChangeRequestSCMRevision request
                    ? request.getHash()
                    : ((MockSCMRevision) revision).getHash();
            repositories.checkout(root, ((MockSCMSource) source).getRepository(), hash);
            return new RepositoryFiles(revision, root);
        }
    }
}
