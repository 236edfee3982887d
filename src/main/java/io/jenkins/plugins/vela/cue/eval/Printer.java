package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.compile.Label;

/** A value in one line, for messages. Shows what is known, evaluates nothing. */
final class Printer {

    private static final int DEPTH = 3;
    private static final int LENGTH = 120;

    private Printer() {}

    static String text(Vertex vertex) {
        StringBuilder out = new StringBuilder();
        append(vertex, out, 0);
        return out.length() > LENGTH ? out.substring(0, LENGTH) + "…" : out.toString();
    }

    private static void append(Vertex vertex, StringBuilder out, int depth) {
        Vertex target = vertex.deref();
        if (target.kind == 0) {
            out.append(target.value == null ? "_" : target.value);
            return;
        }
        boolean list = target.isList();
        out.append(list ? '[' : '{');
        if (depth >= DEPTH || out.length() > LENGTH) {
            out.append("…");
        } else {
            boolean first = true;
            for (int i = 0; i < target.arcCount(); i++) {
                Vertex arc = target.arc(i);
                if (arc.presence != Presence.REGULAR) {
                    continue;
                }
                out.append(first ? "" : ",");
                first = false;
                if (arc.label.kind() != Label.Kind.INDEX) {
                    out.append(arc.label).append(':');
                }
                append(arc, out, depth + 1);
            }
        }
        out.append(list ? ']' : '}');
    }
}
