package io.jenkins.plugins.vela.provider;

import io.jenkins.plugins.vela.cue.CueField;
import io.jenkins.plugins.vela.cue.CueValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Comments that mean something to an action, such as {@code // +patchKey=name} above a list. */
public final class FieldComments {

    private FieldComments() {}

    /**
     * The comments in a value that have a line beginning with {@code +}, by the JSON pointer of the field they stand above.
     *
     * @param value {@code $params}, or the whole struct of a legacy call
     */
    public static Map<String, String> of(CueValue value) {
        Map<String, String> found = new LinkedHashMap<>();
        collect(value, "", found);
        return found;
    }

    private static void collect(CueValue value, String pointer, Map<String, String> found) {
        for (CueField field : value.fields()) {
            String below = pointer + "/" + field.name().replace("~", "~0").replace("/", "~1");
            String doc = field.value().doc();
            if (doc.lines().anyMatch(l -> l.strip().startsWith("+"))) {
                found.put(below, doc);
            }
            collect(field.value(), below, found);
        }
        List<CueValue> elements = value.elements();
        for (int i = 0; i < elements.size(); i++) {
            collect(elements.get(i), pointer + "/" + i, found);
        }
    }
}
