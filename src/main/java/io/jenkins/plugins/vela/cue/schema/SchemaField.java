package io.jenkins.plugins.vela.cue.schema;

import java.util.Objects;

/**
 * A field of a struct.
 *
 * @param documentation what the comments above it say
 * @param isSecret whether its value is to be kept from logs and screens: it is marked ({@code // +secret} or
 *     {@code @secret()}), or it is a text whose name says so, such as {@code password} or {@code apiToken}
 */
public record SchemaField(
        String name, Presence presence, Documentation documentation, boolean isSecret, Schema schema) {

    /** Who has to say what the field is. */
    public enum Presence {
        /** The user has to. */
        REQUIRED,
        /** It is not there when the user says nothing. */
        OPTIONAL,
        /** It has {@link Schema#defaultValue()} when the user says nothing. */
        DEFAULTED
    }

    public SchemaField {
        Objects.requireNonNull(name);
        Objects.requireNonNull(presence);
        Objects.requireNonNull(documentation);
        Objects.requireNonNull(schema);
    }

    public boolean isRequired() {
        return presence == Presence.REQUIRED;
    }
}
