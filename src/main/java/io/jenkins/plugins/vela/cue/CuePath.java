package io.jenkins.plugins.vela.cue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A path into a value, such as {@code a.b[0]."c-d".#Def}. Immutable; equality is by elements, so that {@code a."b"} and
 * {@code a.b} are the same path.
 */
public record CuePath(List<Element> elements) implements Comparable<CuePath> {

    private static final CuePath ROOT = new CuePath(List.of());

    public CuePath {
        elements = List.copyOf(elements);
    }

    /** One step of a path. */
    public sealed interface Element {
        /** The label without quotes, or the index in digits. */
        String name();
    }

    /** A field with a plain or quoted label. */
    public record Field(String name) implements Element {
        public Field {
            Objects.requireNonNull(name, "name");
        }
    }

    /** A field whose label has a meaning of its own: {@code #Definition}, {@code _hidden}, {@code _#hiddenDefinition}. */
    public record Special(String name) implements Element {
        public Special {
            Objects.requireNonNull(name, "name");
        }
    }

    /** An element of a list, from 0. */
    public record Index(int index) implements Element {
        @Override
        public String name() {
            return Integer.toString(index);
        }
    }

    /** The empty path: the whole value. */
    public static CuePath root() {
        return ROOT;
    }

    /** A path of plain fields, each taken literally: {@code of("a", "b-c")} is {@code a."b-c"}. */
    public static CuePath of(String... names) {
        List<Element> list = new ArrayList<>(names.length);
        for (String name : names) {
            list.add(new Field(name));
        }
        return new CuePath(list);
    }

    /**
     * Reads a path as CUE writes it.
     *
     * @throws IllegalArgumentException when the text is no path
     */
    public static CuePath parse(String text) {
        return CuePathReader.read(text);
    }

    public CuePath append(Element element) {
        return elements.isEmpty() ? new CuePath(List.of(element)) : append(new CuePath(List.of(element)));
    }

    /** This path, then the other one. */
    public CuePath append(CuePath tail) {
        if (elements.isEmpty()) {
            return tail;
        }
        List<Element> list = new ArrayList<>(elements.size() + tail.elements.size());
        list.addAll(elements);
        list.addAll(tail.elements);
        return new CuePath(list);
    }

    /** This path and below it the fields and indexes of the text, read as by {@link #parse}. */
    public CuePath append(String tail) {
        return append(parse(tail));
    }

    public boolean isRoot() {
        return elements.isEmpty();
    }

    /** The last element; not for the empty path. */
    public Element last() {
        return elements.get(elements.size() - 1);
    }

    /** The path without its last element; the empty path is its own parent. */
    public CuePath parent() {
        return elements.isEmpty() ? this : new CuePath(elements.subList(0, elements.size() - 1));
    }

    /** True when the other path is this one or lies below it. */
    public boolean isPrefixOf(CuePath other) {
        return other.elements.size() >= elements.size()
                && other.elements.subList(0, elements.size()).equals(elements);
    }

    @Override
    public int compareTo(CuePath other) {
        return toString().compareTo(other.toString());
    }

    /** The path as CUE writes it, quotes only where they are needed. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Element element : elements) {
            if (element instanceof Index index) {
                text.append('[').append(index.index()).append(']');
                continue;
            }
            if (text.length() > 0) {
                text.append('.');
            }
            text.append(element instanceof Field field ? CuePathReader.label(field.name()) : element.name());
        }
        return text.toString();
    }
}
