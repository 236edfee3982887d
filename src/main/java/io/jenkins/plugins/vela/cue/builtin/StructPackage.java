package io.jenkins.plugins.vela.cue.builtin;

import static io.jenkins.plugins.vela.cue.value.Kind.BOOL;
import static io.jenkins.plugins.vela.cue.value.Kind.INT;
import static io.jenkins.plugins.vela.cue.value.Kind.STRUCT;

import io.jenkins.plugins.vela.cue.value.Value;

/** Package {@code struct}. */
final class StructPackage {
    private StructPackage() {}

    static Members members() {
        return new Members("struct")
                .function("MinFields", BOOL, StructPackage::minFields, STRUCT, INT)
                .function("MaxFields", BOOL, StructPackage::maxFields, STRUCT, INT);
    }

    private static Value minFields(Call call) throws Failure {
        int count = call.context().fields(call.value(0)).size();
        long least = call.integer(1);
        if (count >= least) {
            return Results.bool(true);
        }
        String message = "len(fields) < MinFields(" + least + ") (" + count + " < " + least + ")";
        // an open struct may still get more fields
        return call.context().isOpen(call.value(0))
                ? call.context().unsatisfiedYet(message)
                : call.context().unsatisfied(message);
    }

    private static Value maxFields(Call call) throws Failure {
        int count = call.context().fields(call.value(0)).size();
        long most = call.integer(1);
        return count <= most
                ? Results.bool(true)
                : call.context().unsatisfied("len(fields) > MaxFields(" + most + ") (" + count + " > " + most + ")");
    }
}
