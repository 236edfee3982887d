package io.jenkins.plugins.vela.cue.syntax;

import java.util.Optional;

/**
 * One imported package.
 *
 * @param alias the name it gets in this file, where one is given
 * @param target as written in quotes: {@code path} or {@code path:name}
 */
public record ImportDecl(Position position, Comments comments, Optional<Expr.Ident> alias, String target)
        implements Node {

    /** The import path without the package name: {@code a/b} of {@code a/b:c}. */
    public String path() {
        int colon = target.lastIndexOf(':');
        return colon < 0 ? target : target.substring(0, colon);
    }

    /** The package's own name: what follows the colon, or else the last element of the path without its version. */
    public String packageName() {
        int colon = target.lastIndexOf(':');
        if (colon >= 0) {
            return target.substring(colon + 1);
        }
        int version = target.indexOf('@');
        String bare = version < 0 ? target : target.substring(0, version);
        return bare.substring(bare.lastIndexOf('/') + 1);
    }

    /** The name that the file uses for it. */
    public String name() {
        return alias.map(Expr.Ident::name).orElseGet(this::packageName);
    }
}
