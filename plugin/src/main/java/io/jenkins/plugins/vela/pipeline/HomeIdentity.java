package io.jenkins.plugins.vela.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jenkins.model.Jenkins;

/**
 * Which {@code JENKINS_HOME} this is, so that a copy of it knows that it is one: the number of a file that is written once in a
 * home's life. Where files have no numbers, its place.
 */
final class HomeIdentity {
    private static final String WRITTEN_ONCE = "secrets/master.key";

    private HomeIdentity() {}

    static String current() {
        Path home = Jenkins.get().getRootDir().toPath();
        try {
            return "inode " + Files.getAttribute(home.resolve(WRITTEN_ONCE), "unix:ino");
        } catch (UnsupportedOperationException | IllegalArgumentException | IOException noNumbers) {
            return "path " + home.toAbsolutePath().normalize();
        }
    }
}
