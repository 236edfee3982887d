package io.jenkins.plugins.vela.stepform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.vela.cue.schema.Schema;
import io.jenkins.plugins.vela.document.Document;
import io.jenkins.plugins.vela.document.DocumentException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was filled in, as values; and values as what a form shows. */
public final class FormValues {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FormValues() {}

    /**
     * Reads a submitted form. Fields that were left empty are left out.
     *
     * @param submitted texts by {@link FormField#key}
     * @return plain values: texts, flags, whole numbers as {@link Long}, others as {@link Double}, lists and maps
     * @throws IllegalArgumentException when something that is required is empty or something is not of its kind; the
     *     message names the field
     */
    public static Map<String, Object> read(List<FormField> fields, Map<?, ?> submitted) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (FormField field : fields) {
            if (field.kind() == FormField.Kind.GROUP) {
                group(field, submitted, values);
                continue;
            }
            Object given = submitted.get(field.key());
            String text = given == null ? "" : given.toString();
            if (!text.isBlank()) {
                values.put(field.name(), value(field, text));
            } else if (field.isRequired()) {
                throw new IllegalArgumentException(place(field) + " is required");
            }
        }
        return values;
    }

    /** An optional group of which nothing was filled in is not there at all. */
    private static void group(FormField field, Map<?, ?> submitted, Map<String, Object> values) {
        if (!field.isRequired() && isEmpty(field, submitted)) {
            return;
        }
        Map<String, Object> inner = read(field.children(), submitted);
        if (!inner.isEmpty() || field.isRequired()) {
            values.put(field.name(), inner);
        }
    }

    private static boolean isEmpty(FormField field, Map<?, ?> submitted) {
        if (field.kind() == FormField.Kind.GROUP) {
            return field.children().stream().allMatch(child -> isEmpty(child, submitted));
        }
        Object given = submitted.get(field.key());
        return given == null || given.toString().isBlank();
    }

    private static Object value(FormField field, String text) {
        return switch (field.kind()) {
            case TEXT, GROUP -> text;
            case NUMBER -> number(field, text.trim());
            case FLAG -> flag(field, text.trim());
            case CHOICE -> choice(field, text);
            case LINES -> lines(field, text);
            case DATA -> data(field, text);
        };
    }

    private static Object flag(FormField field, String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new IllegalArgumentException(place(field) + " is true or false, not " + text);
    }

    private static Object number(FormField field, String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            return text.matches("[+-]?[0-9]+") ? (Object) number.longValueExact() : (Object) number.doubleValue();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(place(field) + " is no number: " + text, e);
        }
    }

    private static Object choice(FormField field, String text) {
        return ((Schema.Scalar) field.schema())
                .choices().stream()
                        .filter(choice -> FormField.text(choice).equals(text))
                        .findFirst()
                        .map(choice -> JSON.convertValue(choice, Object.class))
                        .orElseThrow(() -> new IllegalArgumentException(
                                place(field) + " is one of " + String.join(", ", field.choices()) + ", not " + text));
    }

    private static List<Object> lines(FormField field, String text) {
        boolean numbers = FormField.isNumber((Schema.Scalar) ((Schema.ListOf) field.schema()).element());
        List<Object> values = new ArrayList<>();
        text.lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> values.add(numbers ? number(field, line.trim()) : line));
        return values;
    }

    private static Object data(FormField field, String text) {
        try {
            List<Document> documents = Document.parseAll(place(field), text);
            if (documents.size() == 1) {
                return JSON.convertValue(documents.get(0).value(), Object.class);
            }
        } catch (DocumentException notYaml) {
            throw new IllegalArgumentException(notYaml.getMessage(), notYaml);
        }
        throw new IllegalArgumentException(place(field) + " is one YAML value");
    }

    private static String place(FormField field) {
        return String.join(".", field.path());
    }

    static String text(FormField field, Object value) {
        if (field.kind() == FormField.Kind.LINES && value instanceof List<?> list) {
            return list.stream().map(String::valueOf).collect(Collectors.joining("\n"));
        }
        JsonNode json = JSON.valueToTree(value);
        return json.isValueNode() ? FormField.text(json) : json.toPrettyString();
    }
}
