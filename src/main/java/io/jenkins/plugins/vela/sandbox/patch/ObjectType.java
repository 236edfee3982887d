package io.jenkins.plugins.vela.sandbox.patch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The type of a whole object: metadata is the same for every kind, the rest is the kind's own. */
public final class ObjectType implements ValueType {

    private final ValueType own;

    private ObjectType(ValueType own) {
        this.own = own;
    }

    /** The type of every built-in kind. */
    public static ObjectType builtIn() {
        return new ObjectType(BuiltInType.ROOT);
    }

    /** The type of a custom resource; an absent schema (a missing node) makes all its lists atomic. */
    public static ObjectType custom(JsonNode schema) {
        return new ObjectType(schema.isMissingNode() ? SchemaType.UNKNOWN : new SchemaType(schema));
    }

    @Override
    public ValueType field(String name) {
        return name.equals("metadata") ? BuiltInType.ROOT.field(name) : own.field(name);
    }

    @Override
    public ValueType item() {
        return own.item();
    }

    @Override
    public Listing listing() {
        return Listing.ATOMIC;
    }

    @Override
    public List<String> keys() {
        return List.of();
    }

    @Override
    public String mergeKey() {
        return "";
    }

    @Override
    public boolean atomicMap() {
        return false;
    }
}
