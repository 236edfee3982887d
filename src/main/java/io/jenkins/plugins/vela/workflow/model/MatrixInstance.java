package io.jenkins.plugins.vela.workflow.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * One combination of a matrix' values.
 *
 * @param key what the instance is called, behind the step's name
 * @param values by axis; never mutated
 */
public record MatrixInstance(String key, ObjectNode values) {

    /** More instances than this are a slip. */
    private static final int MOST = 1_000;

    public MatrixInstance {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(values, "values");
    }

    /**
     * Every combination; the last axis changes fastest. None where an axis has no value.
     *
     * @throws IllegalArgumentException when there are too many, or two would be called the same; says so in words
     */
    public static List<MatrixInstance> of(List<MatrixAxis> axes) {
        List<MatrixInstance> instances = List.of(new MatrixInstance("", JsonNodeFactory.instance.objectNode()));
        for (MatrixAxis axis : axes) {
            if ((long) instances.size() * axis.values().size() > MOST) {
                throw new IllegalArgumentException("the matrix has more than " + MOST + " instances");
            }
            List<MatrixInstance> more = new ArrayList<>();
            for (MatrixInstance instance : instances) {
                for (int i = 0; i < axis.values().size(); i++) {
                    more.add(instance.and(axis, i));
                }
            }
            instances = more;
        }
        Set<String> keys = new HashSet<>();
        for (MatrixInstance instance : instances) {
            if (!keys.add(instance.key)) {
                throw new IllegalArgumentException("two instances would be called " + instance.key);
            }
        }
        return instances;
    }

    private MatrixInstance and(MatrixAxis axis, int index) {
        ObjectNode both = values.deepCopy();
        both.set(axis.name(), axis.values().get(index));
        return new MatrixInstance(key.isEmpty() ? axis.key(index) : key + "-" + axis.key(index), both);
    }
}
