package io.jenkins.plugins.vela.cue.value;

import io.jenkins.plugins.vela.cue.syntax.Bytes;

/** The concrete scalars other than numbers, and types. */
public final class Scalars {

    private Scalars() {}

    /** {@code null}. */
    public static final class Null implements Value {
        public static final Null INSTANCE = new Null();

        private Null() {}

        @Override
        public int kinds() {
            return Kind.NULL;
        }

        @Override
        public boolean isConcrete() {
            return true;
        }

        @Override
        public String toString() {
            return "null";
        }
    }

    /** {@code true} and {@code false}. */
    public static final class Bool implements Value {
        public static final Bool TRUE = new Bool(true);
        public static final Bool FALSE = new Bool(false);

        private final boolean value;

        private Bool(boolean value) {
            this.value = value;
        }

        public static Bool of(boolean value) {
            return value ? TRUE : FALSE;
        }

        public boolean value() {
            return value;
        }

        @Override
        public int kinds() {
            return Kind.BOOL;
        }

        @Override
        public boolean isConcrete() {
            return true;
        }

        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /** A string. */
    public record Text(String value) implements Value {
        @Override
        public int kinds() {
            return Kind.STRING;
        }

        @Override
        public boolean isConcrete() {
            return true;
        }

        @Override
        public String toString() {
            return Quoting.quote(value);
        }
    }

    /** Bytes. */
    public record Binary(Bytes value) implements Value {
        @Override
        public int kinds() {
            return Kind.BYTES;
        }

        @Override
        public boolean isConcrete() {
            return true;
        }

        @Override
        public String toString() {
            return Quoting.quoteBytes(value.toByteArray());
        }
    }

    /** Everything of some kinds: {@code string}, {@code number}, {@code _}. */
    public record BasicType(int kinds) implements Value {
        public static final BasicType TOP = new BasicType(Kind.TOP);
        public static final BasicType NULL = new BasicType(Kind.NULL);
        public static final BasicType BOOL = new BasicType(Kind.BOOL);
        public static final BasicType INT = new BasicType(Kind.INT);
        public static final BasicType FLOAT = new BasicType(Kind.FLOAT);
        public static final BasicType NUMBER = new BasicType(Kind.NUMBER);
        public static final BasicType STRING = new BasicType(Kind.STRING);
        public static final BasicType BYTES = new BasicType(Kind.BYTES);
        public static final BasicType STRUCT = new BasicType(Kind.STRUCT);
        public static final BasicType LIST = new BasicType(Kind.LIST);

        public static BasicType of(int kinds) {
            return switch (kinds) {
                case Kind.TOP -> TOP;
                case Kind.BOOL -> BOOL;
                case Kind.INT -> INT;
                case Kind.FLOAT -> FLOAT;
                case Kind.NUMBER -> NUMBER;
                case Kind.STRING -> STRING;
                case Kind.BYTES -> BYTES;
                case Kind.STRUCT -> STRUCT;
                case Kind.LIST -> LIST;
                default -> new BasicType(kinds);
            };
        }

        @Override
        public String toString() {
            return Kind.name(kinds);
        }
    }
}
