package io.jenkins.plugins.vela.provider.http;

import io.jenkins.plugins.vela.provider.HttpPolicy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** The policy for outbound requests, for protocols other than HTTP. */
public final class OutboundHost {

    private OutboundHost() {}

    /**
     * An address of the host that may be connected to; empty when the policy forbids them all.
     *
     * @throws UnknownHostException when the name cannot be resolved
     */
    public static Optional<InetAddress> allowed(HttpPolicy policy, String host) throws UnknownHostException {
        try {
            return Optional.of(new AddressGuard(policy).resolve(host)[0]);
        } catch (AddressGuard.DeniedException e) {
            return Optional.empty();
        }
    }
}
