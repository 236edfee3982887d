package io.jenkins.plugins.vela.provider.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of addresses, {@code 10.0.0.0/8}. Not a record: its bytes are not to be handed out. */
final class AddressRange {

    /** Only literal addresses: a name must never be looked up here. */
    private static final Pattern LITERAL = Pattern.compile("([0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(?:/(\\d{1,3}))?");

    private final byte[] prefix;
    private final int bits;

    private AddressRange(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /** The range, or empty when the text is a host name. */
    static Optional<AddressRange> parse(String text) {
        var matcher = LITERAL.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            byte[] address = InetAddress.getByName(matcher.group(1)).getAddress();
            int bits = matcher.group(2) == null ? address.length * 8 : Integer.parseInt(matcher.group(2));
            return bits > address.length * 8 ? Optional.empty() : Optional.of(new AddressRange(address, bits));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    boolean contains(InetAddress candidate) {
        byte[] address = candidate.getAddress();
        if (address.length != prefix.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
