package io.jenkins.plugins.vela.cue.builtin;

import io.jenkins.plugins.vela.cue.value.Builtin;
import io.jenkins.plugins.vela.cue.value.BuiltinPackages;
import io.jenkins.plugins.vela.cue.value.CallContext;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The members of a standard package. Filled once by the package's class, then only read. */
final class Members implements BuiltinPackages.BuiltinPackage {

    /** The body of a function that may fail. */
    @FunctionalInterface
    interface Body {
        Value call(Call call) throws Failure;
    }

    private final String importPath;
    private final String source;
    private final Map<String, Value> members = new LinkedHashMap<>();

    Members(String importPath) {
        this(importPath, "");
    }

    /**
     * Begins a package.
     *
     * @param source its definitions that are written in CUE
     */
    Members(String importPath, String source) {
        this.importPath = importPath;
        this.source = source;
    }

    /** A function of concrete arguments. */
    Members function(String name, int result, Body body, int... parameters) {
        return add(name, result, Builtin.Mode.CONCRETE, body, parameters);
    }

    /** A function whose arguments may be types or incomplete. */
    Members schemaFunction(String name, int result, Body body, int... parameters) {
        return add(name, result, Builtin.Mode.ANY, body, parameters);
    }

    private Members add(String name, int result, Builtin.Mode mode, Body body, int... parameters) {
        String qualified = importPath + "." + name;
        List<Integer> kinds = Arrays.stream(parameters).boxed().toList();
        members.put(
                name,
                new Builtin(
                        qualified, kinds, result, mode, (context, values) -> call(body, context, qualified, values)));
        return this;
    }

    private static Value call(Body body, CallContext context, String name, List<Value> arguments) {
        try {
            return body.call(new Call(context, name, arguments));
        } catch (Failure failure) {
            return failure.toBottom(context);
        }
    }

    Members constant(String name, Value value) {
        members.put(name, value);
        return this;
    }

    @Override
    public Optional<Value> member(String name) {
        return Optional.ofNullable(members.get(name));
    }

    @Override
    public Collection<String> names() {
        return members.keySet();
    }

    @Override
    public String source() {
        return source;
    }
}
