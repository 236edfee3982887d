package io.jenkins.plugins.vela.sandbox.patch;

import java.util.List;

/** The type of a whole object: metadata is the same for every kind, the rest is the kind's own. */
public final class ObjectType implements ValueType {

    private final ValueType own;
    private final TableType metadata;

    ObjectType(ValueType own, TableType metadata) {
        this.own = own;
        this.metadata = metadata;
    }

    ValueType own() {
        return own;
    }

    @Override
    public ValueType field(String name) {
        return name.equals("metadata") ? metadata : own.field(name);
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
