package io.jenkins.plugins.vela.cue.builtin;

import static io.jenkins.plugins.vela.cue.value.Kind.BOOL;
import static io.jenkins.plugins.vela.cue.value.Kind.LIST;
import static io.jenkins.plugins.vela.cue.value.Kind.STRING;
import static io.jenkins.plugins.vela.cue.value.Kind.TOP;

import io.jenkins.plugins.vela.cue.value.Kind;
import io.jenkins.plugins.vela.cue.value.Num;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Package {@code net}; nothing here uses a network. */
final class NetPackage {
    private static final Pattern LABEL =
            Pattern.compile("[\\x00-\\x7F&&[^-]]([\\x00-\\x7F]{0,61}[\\x00-\\x7F&&[^-]])?", Pattern.DOTALL);
    private static final Pattern PREFIX_LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");

    private NetPackage() {}

    static Members members() {
        Members all = new Members("net")
                .constant("IPv4len", Results.integer(4))
                .constant("IPv6len", Results.integer(16))
                .function("SplitHostPort", LIST, NetPackage::splitHostPort, STRING)
                .function("JoinHostPort", STRING, NetPackage::joinHostPort, TOP, TOP)
                .function("FQDN", BOOL, c -> Results.bool(isDomainName(c.text(0))), STRING)
                .function("ParseIP", LIST, NetPackage::parseIp, STRING)
                .function("IPCIDR", BOOL, NetPackage::cidr, TOP)
                .function("ToIP4", LIST, NetPackage::toIp4, TOP)
                .function("ToIP16", LIST, c -> octets(c, required(c).to16()), TOP)
                .function("IPString", STRING, c -> Results.text(required(c).toString()), TOP)
                .function("PathEscape", STRING, c -> Results.text(UrlText.escape(c.text(0), "$&+=:@", false)), STRING)
                .function("PathUnescape", STRING, c -> Results.text(UrlText.unescape(c.text(0), false)), STRING)
                .function("QueryEscape", STRING, c -> Results.text(UrlText.escape(c.text(0), "", true)), STRING)
                .function("QueryUnescape", STRING, c -> Results.text(UrlText.unescape(c.text(0), true)), STRING)
                .function("URL", BOOL, NetPackage::url, STRING)
                .function("AbsURL", BOOL, NetPackage::absoluteUrl, STRING);
        is(all, "IP", ip -> true);
        is(all, "IPv4", IpAddress::is4);
        is(all, "IPv6", ip -> !ip.is4());
        is(all, "LoopbackIP", IpAddress::isLoopback);
        is(all, "MulticastIP", IpAddress::isMulticast);
        is(all, "InterfaceLocalMulticastIP", IpAddress::isInterfaceLocalMulticast);
        is(all, "LinkLocalMulticastIP", IpAddress::isLinkLocalMulticast);
        is(all, "LinkLocalUnicastIP", IpAddress::isLinkLocalUnicast);
        is(all, "GlobalUnicastIP", IpAddress::isGlobalUnicast);
        is(all, "UnspecifiedIP", IpAddress::isUnspecified);
        return all;
    }

    private static void is(Members all, String name, Predicate<IpAddress> property) {
        all.function(
                name, BOOL, c -> Results.bool(address(c, 0).filter(property).isPresent()), TOP);
    }

    /** An address given as text, bytes of a text, or list of octets. */
    private static Optional<IpAddress> address(Call call, int index) throws Failure {
        Value value = call.context().value(call.value(index));
        return switch (value.kinds()) {
            case Kind.STRING, Kind.BYTES -> IpAddress.parse(call.text(index));
            case Kind.LIST -> fromOctets(call, value);
            default -> Optional.empty();
        };
    }

    private static Optional<IpAddress> fromOctets(Call call, Value list) throws Failure {
        List<Value> elements = call.elements(list);
        byte[] bytes = new byte[elements.size()];
        for (int i = 0; i < bytes.length; i++) {
            if (!(call.context().value(elements.get(i)) instanceof Num octet)
                    || !octet.isLong()
                    || octet.asLong() < 0
                    || octet.asLong() > 255) {
                return Optional.empty();
            }
            bytes[i] = (byte) octet.asLong();
        }
        return IpAddress.of(bytes);
    }

    private static IpAddress required(Call call) throws Failure {
        Optional<IpAddress> address = address(call, 0);
        if (address.isEmpty()) {
            throw Failure.of("invalid IP " + call.context().value(call.value(0)));
        }
        return address.get();
    }

    private static Value octets(Call call, byte[] bytes) {
        List<Value> octets = new ArrayList<>();
        for (byte one : bytes) {
            octets.add(Results.integer(one & 0xFF));
        }
        return Results.list(call, octets);
    }

    private static Value parseIp(Call call) throws Failure {
        Optional<IpAddress> address = IpAddress.parse(call.text(0));
        if (address.isEmpty()) {
            throw Failure.of("invalid IP address " + StrconvPackage.quoted(call.text(0)));
        }
        return octets(call, address.get().bytes());
    }

    private static Value toIp4(Call call) throws Failure {
        IpAddress address = required(call);
        if (!address.is4()) {
            throw Failure.of("cannot convert \"" + address + "\" to IPv4");
        }
        return octets(call, address.bytes());
    }

    private static Value cidr(Call call) throws Failure {
        int kinds = call.context().value(call.value(0)).kinds();
        if (kinds != Kind.STRING && kinds != Kind.BYTES) {
            return Results.bool(true);
        }
        String text = call.text(0);
        String problem = cidrProblem(text);
        if (!problem.isEmpty()) {
            throw Failure.of("netip.ParsePrefix(" + StrconvPackage.quoted(text) + "): " + problem);
        }
        return Results.bool(true);
    }

    private static String cidrProblem(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 0) {
            return "no '/'";
        }
        Optional<IpAddress> address = IpAddress.parse(text.substring(0, slash));
        if (address.isEmpty()) {
            return "unable to parse IP";
        }
        if (!address.get().zone().isEmpty()) {
            return "IPv6 zones cannot be present in a prefix";
        }
        String bits = text.substring(slash + 1);
        if (!PREFIX_LENGTH.matcher(bits).matches()) {
            return "bad bits after slash: " + StrconvPackage.quoted(bits);
        }
        return Integer.parseInt(bits) > address.get().bytes().length * 8 ? "prefix length out of range" : "";
    }

    // ---- hosts ----

    private static Value splitHostPort(Call call) throws Failure {
        String address = call.text(0);
        int colon = address.lastIndexOf(':');
        if (colon < 0) {
            throw addressError(address, "missing port in address");
        }
        String host;
        int checked = 0;
        int afterBracket = 0;
        if (address.startsWith("[")) {
            int end = address.indexOf(']');
            if (end < 0) {
                throw addressError(address, "missing ']' in address");
            }
            if (end + 1 == address.length()) {
                throw addressError(address, "missing port in address");
            }
            if (end + 1 != colon) {
                throw addressError(
                        address,
                        address.charAt(end + 1) == ':' ? "too many colons in address" : "missing port in address");
            }
            host = address.substring(1, end);
            checked = 1;
            afterBracket = end + 1;
        } else {
            host = address.substring(0, colon);
            if (host.indexOf(':') >= 0) {
                throw addressError(address, "too many colons in address");
            }
        }
        if (address.indexOf('[', checked) >= 0) {
            throw addressError(address, "unexpected '[' in address");
        }
        if (address.indexOf(']', afterBracket) >= 0) {
            throw addressError(address, "unexpected ']' in address");
        }
        return Results.texts(call, List.of(host, address.substring(colon + 1)));
    }

    private static Failure addressError(String address, String problem) {
        return Failure.of("address " + address + ": " + problem);
    }

    private static Value joinHostPort(Call call) throws Failure {
        Value host = call.context().value(call.value(0));
        String name;
        if (host.kinds() == Kind.LIST) {
            name = address(call, 0)
                    .orElseThrow(() -> Failure.of("invalid host " + call.value(0)))
                    .toString();
        } else {
            name = call.text(0);
        }
        int kinds = call.context().value(call.value(1)).kinds();
        String port = kinds == Kind.STRING || kinds == Kind.BYTES ? call.text(1) : String.valueOf(call.integer(1));
        boolean needsBrackets = name.indexOf(':') >= 0;
        return Results.text((needsBrackets ? "[" + name + "]" : name) + ":" + port);
    }

    private static boolean isDomainName(String text) {
        String bare = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (text.isEmpty() || bare.length() > 253) {
            return false;
        }
        for (String label : bare.split("\\.", -1)) {
            boolean hasTag = label.length() > 3 && label.startsWith("--", 2);
            boolean isEncoded = label.matches("xn--[a-z0-9-]*[a-z0-9]");
            if (!LABEL.matcher(label).matches() || (hasTag && !isEncoded)) {
                return false;
            }
        }
        return true;
    }

    // ---- URLs ----

    private static Value url(Call call) throws Failure {
        UrlText.check(call.text(0));
        return Results.bool(true);
    }

    private static Value absoluteUrl(Call call) throws Failure {
        if (!UrlText.check(call.text(0))) {
            throw Failure.of("URL is not absolute");
        }
        return Results.bool(true);
    }
}
