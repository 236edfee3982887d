package io.jenkins.plugins.vela.cue.builtin;

import static io.jenkins.plugins.vela.cue.value.Kind.BYTES;
import static io.jenkins.plugins.vela.cue.value.Kind.STRING;
import static io.jenkins.plugins.vela.cue.value.Kind.TOP;

import io.jenkins.plugins.vela.cue.value.Value;

/** Package {@code encoding/toml}: can be imported, but its functions say that they are not supported. */
final class TomlPackage {
    private TomlPackage() {}

    static Members members() {
        return new Members("encoding/toml")
                .function("Marshal", STRING, TomlPackage::unsupported, TOP)
                .function("Unmarshal", TOP, TomlPackage::unsupported, BYTES | STRING);
    }

    private static Value unsupported(Call call) throws Failure {
        throw Failure.of(call.name() + " is not supported");
    }
}
