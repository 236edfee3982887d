package io.jenkins.plugins.vela.cue.export;

/**
 * What of a value is written.
 *
 * @param definitions also {@code #definitions}
 * @param hidden also {@code _hidden} fields
 * @param optional also optional fields
 * @param attributes also attributes of fields
 * @param docs also the comments above fields
 */
public record Profile(boolean definitions, boolean hidden, boolean optional, boolean attributes, boolean docs) {
    /** Regular fields alone. */
    public static final Profile DATA = new Profile(false, false, false, false, false);
}
