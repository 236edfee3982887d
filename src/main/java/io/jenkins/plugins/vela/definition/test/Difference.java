package io.jenkins.plugins.vela.definition.test;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The places at which two trees differ. */
final class Difference {
    private Difference() {}

    static void between(String path, JsonNode expected, JsonNode found, List<String> differences) {
        if (expected.isObject() && found.isObject()) {
            Set<String> names = new TreeSet<>();
            expected.fieldNames().forEachRemaining(names::add);
            found.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                between(path + "." + name, expected.path(name), found.path(name), differences);
            }
        } else if (expected.isArray() && found.isArray()) {
            for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
                between(path + "[" + i + "]", expected.path(i), found.path(i), differences);
            }
        } else if (!same(expected, found)) {
            differences.add(path + ": expected " + text(expected) + ", found " + text(found));
        }
    }

    private static boolean same(JsonNode expected, JsonNode found) {
        return (expected.isNumber() && found.isNumber())
                ? expected.decimalValue().compareTo(found.decimalValue()) == 0
                : expected.equals(found);
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.toString();
    }
}
