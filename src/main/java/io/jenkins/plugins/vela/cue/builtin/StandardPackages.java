package io.jenkins.plugins.vela.cue.builtin;

import io.jenkins.plugins.vela.cue.value.BuiltinPackages;
import java.util.Collection;
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
            Map.entry("encoding/hex", new Holder(HexPackage::members)),
            Map.entry("encoding/csv", new Holder(CsvPackage::members)),
            Map.entry("regexp", new Holder(RegexpPackage::members)),
            Map.entry("net", new Holder(NetPackage::members)),
            Map.entry("time", new Holder(TimePackage::members)),
            Map.entry("path", new Holder(PathPackage::members)),
            Map.entry("encoding/toml", new Holder(TomlPackage::members)),
            Map.entry("text/template", new Holder(TemplatePackage::members)),
            Map.entry("text/tabwriter", new Holder(TabwriterPackage::members)),
            Map.entry("html", new Holder(HtmlPackage::members)),
            Map.entry("uuid", new Holder(UuidPackage::members)),
            Map.entry("crypto/md5", new Holder(DigestPackages::md5)),
            Map.entry("crypto/sha1", new Holder(DigestPackages::sha1)),
            Map.entry("crypto/sha256", new Holder(DigestPackages::sha256)),
            Map.entry("crypto/sha512", new Holder(DigestPackages::sha512)),
            Map.entry("crypto/hmac", new Holder(DigestPackages::hmac)),
            Map.entry("crypto/ed25519", new Holder(DigestPackages::ed25519)));

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

    @Override
    public Collection<String> paths() {
        return PACKAGES.keySet();
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
