package io.jenkins.plugins.vela.cue.builtin;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/** Escaping and checking of URLs by the rules of the reference's library. */
final class UrlText {
    private UrlText() {}

    static String escape(String text, String alsoAllowed, boolean spaceAsPlus) {
        StringBuilder out = new StringBuilder();
        for (byte one : Utf8.bytes(text)) {
            char ch = (char) (one & 0xFF);
            boolean unreserved = (ch >= 'a' && ch <= 'z')
                    || (ch >= 'A' && ch <= 'Z')
                    || (ch >= '0' && ch <= '9')
                    || "-_.~".indexOf(ch) >= 0;
            if (unreserved || alsoAllowed.indexOf(ch) >= 0) {
                out.append(ch);
            } else if (ch == ' ' && spaceAsPlus) {
                out.append('+');
            } else {
                out.append(String.format("%%%02X", (int) ch));
            }
        }
        return out.toString();
    }

    static String unescape(String text, boolean plusIsSpace) throws Failure {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] bytes = Utf8.bytes(text);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%') {
                out.write(hex(bytes, i));
                i += 2;
            } else {
                out.write(bytes[i] == '+' && plusIsSpace ? ' ' : bytes[i]);
            }
        }
        return Utf8.text(out.toByteArray());
    }

    private static int hex(byte[] bytes, int at) throws Failure {
        int high = at + 1 < bytes.length ? Character.digit((char) bytes[at + 1], 16) : -1;
        int low = at + 2 < bytes.length ? Character.digit((char) bytes[at + 2], 16) : -1;
        if (high < 0 || low < 0) {
            String bad = Utf8.text(java.util.Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 3)));
            throw Failure.of("invalid URL escape " + StrconvPackage.quoted(bad));
        }
        return high * 16 + low;
    }

    /** Checks a URL; the result is whether it is absolute. */
    static boolean check(String url) throws Failure {
        try {
            return parse(url);
        } catch (Failure failure) {
            throw Failure.of("parse " + StrconvPackage.quoted(url) + ": " + failure.getMessage());
        }
    }

    private static boolean parse(String url) throws Failure {
        if (url.chars().anyMatch(ch -> ch < ' ' || ch == 0x7F)) {
            throw Failure.of("net/url: invalid control character in URL");
        }
        if (url.equals("*")) {
            return false;
        }
        int hash = url.indexOf('#');
        if (hash >= 0) {
            unescape(url.substring(hash + 1), false);
        }
        String rest = hash < 0 ? url : url.substring(0, hash);
        int schemeEnd = schemeEnd(rest);
        boolean isAbsolute = schemeEnd > 0;
        rest = isAbsolute ? rest.substring(schemeEnd + 1) : rest;
        int query = rest.indexOf('?');
        rest = query < 0 ? rest : rest.substring(0, query);
        if (!rest.startsWith("/")) {
            if (isAbsolute) {
                return true;
            }
            int colon = rest.indexOf(':');
            int slash = rest.indexOf('/');
            if (colon >= 0 && (slash < 0 || colon < slash)) {
                throw Failure.of("first path segment in URL cannot contain colon");
            }
        }
        if (rest.startsWith("//") && (isAbsolute || !rest.startsWith("///"))) {
            int slash = rest.indexOf('/', 2);
            authority(slash < 0 ? rest.substring(2) : rest.substring(2, slash));
            rest = slash < 0 ? "" : rest.substring(slash);
        }
        unescape(rest, false);
        return isAbsolute;
    }

    /** Where the colon after the scheme is; 0 where there is no scheme. */
    private static int schemeEnd(String url) throws Failure {
        for (int i = 0; i < url.length(); i++) {
            char ch = Character.toLowerCase(url.charAt(i));
            if (ch >= 'a' && ch <= 'z') {
                continue;
            }
            if ((ch >= '0' && ch <= '9') || ch == '+' || ch == '-' || ch == '.') {
                if (i == 0) {
                    return 0;
                }
                continue;
            }
            if (ch == ':') {
                if (i == 0) {
                    throw Failure.of("missing protocol scheme");
                }
                return i;
            }
            return 0;
        }
        return 0;
    }

    private static void authority(String authority) throws Failure {
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            String user = authority.substring(0, at);
            if (!user.chars()
                    .allMatch(ch ->
                            ch < 0x80 && (Character.isLetterOrDigit(ch) || "-._:~!$&'()*+,;=%@".indexOf(ch) >= 0))) {
                throw Failure.of("net/url: invalid userinfo");
            }
            unescape(user, false);
        }
        host(authority.substring(at + 1));
    }

    private static void host(String host) throws Failure {
        if (host.startsWith("[")) {
            int close = host.lastIndexOf(']');
            if (close < 0) {
                throw Failure.of("missing ']' in host");
            }
            port(host.substring(close + 1));
            return;
        }
        int colon = host.lastIndexOf(':');
        if (colon >= 0) {
            port(host.substring(colon));
        }
        for (int i = 0; i < host.length(); i++) {
            char ch = host.charAt(i);
            if (ch == '%') {
                // only non-ASCII bytes may be escaped in a host
                int value = hex(Utf8.bytes(host.substring(i)), 0);
                if (value < 0x80) {
                    throw Failure.of("invalid URL escape "
                            + StrconvPackage.quoted(host.substring(i, Math.min(host.length(), i + 3))));
                }
            } else if (ch < 0x80 && !Character.isLetterOrDigit(ch) && "-_.~!$&'()*+,;=:[]<>\"".indexOf(ch) < 0) {
                throw Failure.of("invalid character " + StrconvPackage.quoted(String.valueOf(ch)) + " in host name");
            }
        }
    }

    private static void port(String port) throws Failure {
        if (!port.isEmpty() && !port.toLowerCase(Locale.ROOT).matches(":[0-9]*")) {
            throw Failure.of("invalid port " + StrconvPackage.quoted(port) + " after host");
        }
    }
}
