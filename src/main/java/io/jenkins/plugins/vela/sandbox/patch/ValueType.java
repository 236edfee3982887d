package io.jenkins.plugins.vela.sandbox.patch;

import java.util.List;

/** What a patch has to know of a value: how its lists merge and whether its map is one indivisible value. */
public interface ValueType {

    /** How the items of a list are told apart. */
    enum Listing {
        /** The list is one value. */
        ATOMIC,
        /** Items are told apart by the value of some of their fields. */
        MAP,
        /** Items are scalars, each at most once. */
        SET
    }

    /** The type of a field of this map. */
    ValueType field(String name);

    /** The type of an item of this list. */
    ValueType item();

    Listing listing();

    /** The fields that tell the items of a {@link Listing#MAP} apart. */
    List<String> keys();

    /** The field that tells the items apart in a strategic merge patch. */
    String mergeKey();

    /** Whether this map is one indivisible value. */
    boolean atomicMap();

    /** What a key field of an item has when it is left out; empty when there is nothing. */
    default String keyDefault(String key) {
        return key.equals("protocol") ? "TCP" : "";
    }
}
