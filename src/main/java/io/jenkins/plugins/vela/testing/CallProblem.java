package io.jenkins.plugins.vela.testing;

import java.util.Objects;

/**
 * Something that is wrong with a call.
 *
 * @param source the script's file, as it was named
 * @param line from 1; 0 where the call stands in no script
 * @param column from 1; 0 where the call stands in no script
 * @param message begins with the name of the function
 */
public record CallProblem(String source, int line, int column, String message) {

    public CallProblem {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(message, "message");
    }

    /** {@code Jenkinsfile:12:5: buildPushImage: image: missing …} */
    @Override
    public String toString() {
        return line == 0 ? message : source + ":" + line + ":" + column + ": " + message;
    }
}
