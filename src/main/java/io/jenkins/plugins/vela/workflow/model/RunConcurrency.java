package io.jenkins.plugins.vela.workflow.model;

import java.util.Objects;
import java.util.Optional;

/**
 * A run's {@code concurrency}: what happens when another run with the same key is under way; not in the upstream API.
 *
 * @param key runs with equal keys exclude each other, whatever their namespace
 */
public record RunConcurrency(String key, Policy policy) {

    /** What a new run does about the others. */
    public enum Policy {
        /** It waits until they are finished, in the order in which they came. */
        QUEUE("queue"),
        /** They are terminated, and it starts when they are finished. */
        CANCEL_OLDER("cancel-older"),
        /** It is refused. */
        REJECT("reject");

        private final String word;

        Policy(String word) {
            this.word = word;
        }

        /** The word in a document. */
        public String word() {
            return word;
        }

        static Optional<Policy> ofWord(String word) {
            for (Policy policy : values()) {
                if (policy.word.equals(word)) {
                    return Optional.of(policy);
                }
            }
            return Optional.empty();
        }
    }

    public RunConcurrency {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(policy, "policy");
    }
}
