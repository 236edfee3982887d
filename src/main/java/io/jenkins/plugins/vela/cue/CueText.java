package io.jenkins.plugins.vela.cue;

/**
 * What {@link CueValue#toCue(CueText)} writes. Immutable; start from {@link #data()} or {@link #schema()}.
 *
 * @param definitions also {@code #definitions}
 * @param hidden also {@code _hidden} fields
 * @param optional also fields with {@code ?}
 * @param attributes also attributes of fields
 * @param docs also the comments above fields
 * @param simplified braces around single fields are left away
 * @param spaces how many spaces a level is indented by; 0 for a tab
 */
public record CueText(
        boolean definitions,
        boolean hidden,
        boolean optional,
        boolean attributes,
        boolean docs,
        boolean simplified,
        int spaces) {

    private static final CueText DATA = new CueText(false, false, false, false, true, true, 0);
    private static final CueText SCHEMA = new CueText(true, false, false, false, false, false, 4);

    /** Regular fields and their comments: what {@code cue export --out cue} writes. */
    public static CueText data() {
        return DATA;
    }

    /** Regular fields and definitions: what {@code cue eval} writes. */
    public static CueText schema() {
        return SCHEMA;
    }

    public CueText withDefinitions(boolean shown) {
        return new CueText(shown, hidden, optional, attributes, docs, simplified, spaces);
    }

    public CueText withHidden(boolean shown) {
        return new CueText(definitions, shown, optional, attributes, docs, simplified, spaces);
    }

    public CueText withOptional(boolean shown) {
        return new CueText(definitions, hidden, shown, attributes, docs, simplified, spaces);
    }

    public CueText withAttributes(boolean shown) {
        return new CueText(definitions, hidden, optional, shown, docs, simplified, spaces);
    }

    public CueText withSimplified(boolean left) {
        return new CueText(definitions, hidden, optional, attributes, docs, left, spaces);
    }
}
