package io.jenkins.plugins.vela.provider.http;

import io.jenkins.plugins.vela.provider.HttpPolicy;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Applies an {@link HttpPolicy} to a host after its name was resolved, and hands out only the addresses that passed: the
 * connection goes to an address that was checked, so a name that resolves differently the next time gains nothing.
 */
final class AddressGuard {

    /** Where clouds hand out credentials to whoever asks, beside the link-local range. */
    private static final List<AddressRange> METADATA = List.of(
            AddressRange.parse("fd00:ec2::254/128").orElseThrow(),
            AddressRange.parse("100.100.100.200/32").orElseThrow(),
            AddressRange.parse("168.63.129.16/32").orElseThrow(),
            AddressRange.parse("192.0.0.192/32").orElseThrow());

    private final HttpPolicy policy;

    AddressGuard(HttpPolicy policy) {
        this.policy = policy;
    }

    /** The addresses of a host that may be connected to; at least one. */
    InetAddress[] resolve(String host) throws UnknownHostException, DeniedException {
        InetAddress[] all = InetAddress.getAllByName(host);
        List<InetAddress> passed = new ArrayList<>();
        for (InetAddress address : all) {
            if (mayReach(host, address)) {
                passed.add(address);
            }
        }
        if (passed.isEmpty()) {
            throw new DeniedException(host);
        }
        return passed.toArray(InetAddress[]::new);
    }

    private boolean mayReach(String host, InetAddress resolved) {
        InetAddress address = unwrapped(resolved);
        if (address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || METADATA.stream().anyMatch(r -> r.contains(address))) {
            return false;
        }
        boolean thisMachine = address.isLoopbackAddress() || address.isAnyLocalAddress();
        if (thisMachine && !policy.loopback()) {
            return false;
        }
        if (policy.deny().stream().anyMatch(p -> matches(p, host, address))) {
            return false;
        }
        return policy.allow().isEmpty() || policy.allow().stream().anyMatch(p -> matches(p, host, address));
    }

    private static boolean matches(String pattern, String host, InetAddress address) {
        var range = AddressRange.parse(pattern);
        if (range.isPresent()) {
            return range.get().contains(address);
        }
        String wanted = pattern.toLowerCase(Locale.ROOT);
        String name = host.toLowerCase(Locale.ROOT);
        name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return wanted.startsWith("*.") ? name.endsWith(wanted.substring(1)) : name.equals(wanted);
    }

    /** An IPv4 address that a translation prefix carries inside an IPv6 one (NAT64, 6to4) is what is really reached. */
    private static InetAddress unwrapped(InetAddress address) {
        if (address instanceof Inet6Address) {
            byte[] b = address.getAddress();
            boolean nat64 = b[0] == 0 && b[1] == 0x64 && (b[2] & 0xff) == 0xff && (b[3] & 0xff) == 0x9b;
            boolean sixToFour = b[0] == 0x20 && b[1] == 0x02;
            try {
                if (nat64) {
                    return InetAddress.getByAddress(Arrays.copyOfRange(b, 12, 16));
                }
                if (sixToFour) {
                    return InetAddress.getByAddress(Arrays.copyOfRange(b, 2, 6));
                }
            } catch (UnknownHostException e) {
                throw new IllegalStateException("four bytes are always an address", e);
            }
        }
        return address;
    }

    /** The policy does not let this host be reached. */
    static final class DeniedException extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        DeniedException(String host) {
            super("requests to " + host + " are not allowed by the HTTP policy");
        }
    }
}
