package io.jenkins.plugins.vela.cue.value;

import io.jenkins.plugins.vela.cue.syntax.Position;
import java.util.ArrayList;
import java.util.List;

/**
 * No value: why, and where. Not an exception, but a value that flows through the evaluation.
 *
 * @param code how grave it is
 * @param message one line without position
 * @param positions what took part, the most telling first
 * @param path of the value that is bottom, empty while it is not known
 * @param missing bits of the tracked actions whose absent result alone makes the value incomplete; 0 for none
 * @param provisional true when the reason is that something is only being computed: not to be remembered
 */
public record Bottom(
        Code code, String message, List<Position> positions, String path, long missing, boolean provisional)
        implements Value {

    /** From grave to harmless. */
    public enum Code {
        /** A limit was exceeded: nothing may swallow it. */
        LIMIT,
        /** A conflict, an operand of the wrong kind, a failed constraint. */
        EVAL,
        /** {@code error("…")} or {@code _|_} written out. */
        USER,
        STRUCTURAL_CYCLE,
        /** Not concrete yet. */
        INCOMPLETE,
        /** Depends on itself; more data may resolve it. */
        CYCLE;

        public boolean isFatal() {
            return compareTo(INCOMPLETE) < 0;
        }
    }

    public static Bottom of(Code code, String message, Position... positions) {
        return new Bottom(code, message, List.of(positions), "", 0, false);
    }

    /** A fatal error. */
    public static Bottom conflict(String message, Position... positions) {
        return of(Code.EVAL, message, positions);
    }

    public static Bottom incomplete(String message, Position... positions) {
        return of(Code.INCOMPLETE, message, positions);
    }

    public boolean isFatal() {
        return code.isFatal();
    }

    public Bottom at(Position position) {
        List<Position> all = new ArrayList<>(positions.size() + 1);
        all.addAll(positions);
        if (!all.contains(position)) {
            all.add(position);
        }
        return new Bottom(code, message, List.copyOf(all), path, missing, provisional);
    }

    public Bottom withPath(String where) {
        return path.isEmpty() ? new Bottom(code, message, positions, where, missing, provisional) : this;
    }

    public Bottom withMissing(long actions) {
        return actions == missing ? this : new Bottom(code, message, positions, path, actions, provisional);
    }

    public Bottom asProvisional() {
        return provisional ? this : new Bottom(code, message, positions, path, missing, true);
    }

    /** The graver of two; of two that are incomplete, one that misses more than results of actions. */
    public static Bottom graver(Bottom a, Bottom b) {
        if (a == null) {
            return b;
        }
        if (b == null || a.code.compareTo(b.code) < 0) {
            return a;
        }
        if (b.code.compareTo(a.code) < 0) {
            return b;
        }
        if (a.provisional != b.provisional) {
            return a.provisional ? a : b;
        }
        if (!a.isFatal() && a.missing != 0) {
            return b.missing == 0 ? b : a.withMissing(a.missing | b.missing);
        }
        return a;
    }

    @Override
    public int kinds() {
        return Kind.NONE;
    }

    @Override
    public String toString() {
        return "_|_ // [" + code + "] " + message;
    }
}
