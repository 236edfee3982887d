package io.jenkins.plugins.vela.cue;

import io.jenkins.plugins.vela.cue.eval.View;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Value;
import io.jenkins.plugins.vela.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says which field was probably meant, where a struct has no such field. */
final class Hints {
    private static final String NOT_ALLOWED = "field not allowed";
    private static final String UNDEFINED = "undefined field: ";
    /** What a selector is applied to: names with dots between them, and the dot. */
    private static final Pattern OPERAND = Pattern.compile("([\\p{L}_$#][\\w$#.]*)\\.$");

    private Hints() {}

    /** What to add to the message; empty for nothing. */
    static String notAllowed(Bottom bottom, CuePath path, View view) {
        if (!bottom.message().equals(NOT_ALLOWED) || path.isRoot()) {
            return "";
        }
        List<String> names = names(at(view, view.root(), path.parent()), view);
        names.remove(path.last().name());
        return Suggestion.didYouMean(path.last().name(), names);
    }

    /** What to add to the message of a selector that leads nowhere; empty for nothing. */
    static String undefined(Bottom bottom, CuePath path, View view) {
        if (!bottom.message().startsWith(UNDEFINED) || bottom.positions().isEmpty()) {
            return "";
        }
        Position position = bottom.positions().get(0);
        String line = position.source().line(position.line());
        String before = line.codePoints()
                .limit(position.column() - 1L)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        Matcher operand = OPERAND.matcher(before);
        if (!operand.find()) {
            return "";
        }
        CuePath target;
        try {
            target = CuePath.parse(operand.group(1));
        } catch (IllegalArgumentException e) {
            return "";
        }
        String name = bottom.message().substring(UNDEFINED.length());
        for (CuePath scope = path; ; scope = scope.parent()) {
            List<String> names = names(at(view, view.root(), scope.append(target)), view);
            if (!names.isEmpty() || scope.isRoot()) {
                return Suggestion.didYouMean(name, names);
            }
        }
    }

    private static Value at(View view, Value root, CuePath path) {
        Value found = root;
        for (CuePath.Element element : path.elements()) {
            found = view.field(found, Wiring.label(element));
        }
        return found;
    }

    private static List<String> names(Value struct, View view) {
        List<String> names = new ArrayList<>();
        for (View.Field field : view.fields(struct)) {
            if (!(field.value() instanceof Bottom)) {
                names.add(field.label().name());
            }
        }
        return names;
    }
}
