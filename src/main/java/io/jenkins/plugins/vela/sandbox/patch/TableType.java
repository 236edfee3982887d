package io.jenkins.plugins.vela.sandbox.patch;

import java.util.List;
import java.util.Optional;

/**
 * The type of a value of a built-in kind, as the table of fields writes it.
 *
 * @param code as told at the head of the table
 */
record TableType(BuiltInFields fields, String code) implements ValueType {

    private static final String ANYTHING = "*";

    @Override
    public ValueType field(String name) {
        return declared(name).orElseGet(() -> new TableType(fields, ANYTHING));
    }

    /** The type of a field, if the type of this map has it. */
    Optional<TableType> declared(String name) {
        if (code.startsWith("{")) {
            return Optional.of(new TableType(fields, without(code.substring(1), "!")));
        }
        if (!code.startsWith("@")) {
            return Optional.empty();
        }
        String line = fields.line(type());
        int start = line.indexOf(" " + name + "=");
        if (start < 0) {
            return Optional.empty();
        }
        int from = start + name.length() + 2;
        return Optional.of(new TableType(fields, line.substring(from, line.indexOf(' ', from))));
    }

    private String type() {
        return without(code.substring(1), "!");
    }

    private static String without(String text, String end) {
        return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
    }

    @Override
    public ValueType item() {
        if (!code.startsWith("[")) {
            return new TableType(fields, ANYTHING);
        }
        return new TableType(fields, code.substring(1, suffix()));
    }

    /** Where the words about the list begin. */
    private int suffix() {
        for (int i = 0; i < code.length(); i++) {
            if ("#$^".indexOf(code.charAt(i)) >= 0) {
                return i;
            }
        }
        return code.length();
    }

    @Override
    public Listing listing() {
        if (code.startsWith("[") && suffix() < code.length()) {
            char first = code.charAt(suffix());
            return first == '#' ? Listing.MAP : first == '$' ? Listing.SET : Listing.ATOMIC;
        }
        return Listing.ATOMIC;
    }

    @Override
    public List<String> keys() {
        if (listing() != Listing.MAP) {
            return List.of();
        }
        String keys = code.substring(suffix() + 1);
        int end = keys.indexOf('^');
        return List.of((end < 0 ? keys : keys.substring(0, end)).split("\\+"));
    }

    @Override
    public String mergeKey() {
        int key = code.indexOf('^');
        return code.startsWith("[") && key >= 0 ? code.substring(key + 1) : "";
    }

    @Override
    public boolean atomicMap() {
        return (code.endsWith("!") && !code.startsWith("[")) || (code.startsWith("@") && fields.indivisible(type()));
    }

    /** Whether this is a map with known fields, so that others are unknown. */
    boolean closed() {
        return code.startsWith("@");
    }

    boolean list() {
        return code.startsWith("[");
    }

    boolean map() {
        return code.startsWith("{") || code.startsWith("@");
    }
}
