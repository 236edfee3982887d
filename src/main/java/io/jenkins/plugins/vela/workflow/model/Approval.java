package io.jenkins.plugins.vela.workflow.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What a suspended step asks for, and what was decided; not in the upstream API.
 *
 * @param approvers names of people and groups who may decide; empty: everybody
 * @param decision absent while nobody has decided
 */
public record Approval(List<String> approvers, Optional<Decision> decision) {

    public Approval {
        approvers = List.copyOf(approvers);
        Objects.requireNonNull(decision, "decision");
    }

    /** How an approval ended. */
    public enum Verdict {
        APPROVED,
        REJECTED,
        /** The suspend's duration ran out before anybody decided, which rejects. */
        EXPIRED;

        /** The word in the status JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Reads the word of the status JSON. */
        public static Verdict ofWord(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * Somebody's word.
     *
     * @param by who decided; empty for {@link Verdict#EXPIRED}
     * @param comment why; empty when nothing was said
     */
    public record Decision(Verdict verdict, String by, String comment, Instant time) {
        public Decision {
            Objects.requireNonNull(verdict, "verdict");
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(comment, "comment");
            Objects.requireNonNull(time, "time");
        }

        /** The words that a rejected step shows. */
        public String text() {
            String text = verdict == Verdict.EXPIRED ? "nobody approved in time" : verdict.word() + " by " + by;
            return comment.isEmpty() ? text : text + ": " + comment;
        }
    }

    /** Whether this person, or a group of theirs, may decide. */
    public boolean mayBeDecidedBy(Decider decider) {
        return approvers.isEmpty()
                || approvers.contains(decider.name())
                || decider.groups().stream().anyMatch(approvers::contains);
    }

    public Approval decided(Decision made) {
        return new Approval(approvers, Optional.of(made));
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (!approvers.isEmpty()) {
            approvers.forEach(json.putArray("approvers")::add);
        }
        decision.ifPresent(made -> {
            json.put("decision", made.verdict().word());
            if (!made.by().isEmpty()) {
                json.put("by", made.by());
            }
            if (!made.comment().isEmpty()) {
                json.put("comment", made.comment());
            }
            json.put("time", RunStatus.rfc3339(made.time()));
        });
        return json;
    }
}
