package io.jenkins.plugins.vela.cue.builtin;

import io.jenkins.plugins.vela.cue.value.BuiltinPackages;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** All standard packages; each is made when it is first imported. */
public final class StandardPackages implements BuiltinPackages {

    private static final Map<String, Holder> PACKAGES = Map.ofEntries(
            Map.entry("strings", new Holder(StringsPackage::members)),
            Map.entry("strconv", new Holder(StrconvPackage::members)),
            Map.entry("list", new Holder(ListPackage::members)),
            Map.entry("math", new Holder(MathPackage::members)),
            Map.entry("math/bits", new Holder(BitsPackage::members)),
            Map.entry("struct", new Holder(StructPackage::members)),
            Map.entry("encoding/json", new Holder(JsonPackage::members)),
            Map.entry("encoding/yaml", new Holder(YamlPackage::members)),
            Map.entry("encoding/base64", new Holder(Base64Package::members)),
            Map.entry("encoding/hex", new Holder(HexPackage::members)));

    private static final StandardPackages INSTANCE = new StandardPackages();

    private StandardPackages() {}

    /** The one set of packages; immutable, thread-safe. */
    public static BuiltinPackages instance() {
        return INSTANCE;
    }

    @Override
    public Optional<BuiltinPackage> find(String importPath) {
        return Optional.ofNullable(PACKAGES.get(importPath)).map(Holder::get);
    }

    /** Makes a package once. */
    private static final class Holder {
        private final Supplier<BuiltinPackage> maker;
        private volatile BuiltinPackage made;

        Holder(Supplier<BuiltinPackage> maker) {
            this.maker = maker;
        }

        BuiltinPackage get() {
            BuiltinPackage known = made;
            if (known == null) {
                // two threads may both make it: the packages are equal
                known = maker.get();
                made = known;
            }
            return known;
        }
    }
}
