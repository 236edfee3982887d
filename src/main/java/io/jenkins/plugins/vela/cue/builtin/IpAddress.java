package io.jenkins.plugins.vela.cue.builtin;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IP address: 4 or 16 bytes, the latter perhaps with a zone. Parsed by hand, since Java's own parser looks names up
 * and turns mapped addresses into others.
 */
@SuppressWarnings("ArrayRecordComponent") // never handed out
record IpAddress(byte[] bytes, String zone) {
    private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");

    static Optional<IpAddress> parse(String text) {
        int percent = text.indexOf('%');
        String zone = percent < 0 ? "" : text.substring(percent + 1);
        String bare = percent < 0 ? text : text.substring(0, percent);
        if (percent >= 0 && (zone.isEmpty() || bare.indexOf(':') < 0)) {
            return Optional.empty();
        }
        return (bare.indexOf(':') < 0 ? parse4(bare) : parse6(bare)).map(bytes -> new IpAddress(bytes, zone));
    }

    static Optional<IpAddress> of(byte[] bytes) {
        return bytes.length == 4 || bytes.length == 16 ? Optional.of(new IpAddress(bytes, "")) : Optional.empty();
    }

    private static Optional<byte[]> parse4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            if (!OCTET.matcher(parts[i]).matches() || Integer.parseInt(parts[i]) > 255) {
                return Optional.empty();
            }
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return Optional.of(bytes);
    }

    private static Optional<byte[]> parse6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        if (gap < 0) {
            return groups(text, true).filter(bytes -> bytes.length == 16);
        }
        Optional<byte[]> head = groups(text.substring(0, gap), false);
        Optional<byte[]> tail = groups(text.substring(gap + 2), true);
        if (head.isEmpty() || tail.isEmpty() || head.get().length + tail.get().length > 14) {
            return Optional.empty();
        }
        byte[] bytes = Arrays.copyOf(head.get(), 16);
        System.arraycopy(tail.get(), 0, bytes, 16 - tail.get().length, tail.get().length);
        return Optional.of(bytes);
    }

    private static Optional<byte[]> groups(String text, boolean mayEndWithIp4) {
        if (text.isEmpty()) {
            return Optional.of(new byte[0]);
        }
        String[] parts = text.split(":", -1);
        byte[] bytes = new byte[parts.length * 2 + 2];
        int length = 0;
        for (int i = 0; i < parts.length; i++) {
            Optional<byte[]> ip4 = mayEndWithIp4 && i == parts.length - 1 && parts[i].indexOf('.') >= 0
                    ? parse4(parts[i])
                    : Optional.empty();
            if (ip4.isPresent()) {
                System.arraycopy(ip4.get(), 0, bytes, length, 4);
                length += 4;
            } else if (GROUP.matcher(parts[i]).matches()) {
                int value = Integer.parseInt(parts[i], 16);
                bytes[length++] = (byte) (value >> 8);
                bytes[length++] = (byte) value;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(Arrays.copyOf(bytes, length));
    }

    boolean is4() {
        return bytes.length == 4;
    }

    private boolean isMapped() {
        byte[] prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};
        return !is4() && Arrays.equals(bytes, 0, 12, prefix, 0, 12);
    }

    private IpAddress unmapped() {
        return isMapped() ? new IpAddress(Arrays.copyOfRange(bytes, 12, 16), "") : this;
    }

    byte[] to16() {
        if (!is4()) {
            return bytes;
        }
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        System.arraycopy(bytes, 0, mapped, 12, 4);
        return mapped;
    }

    private int at(int index) {
        return bytes[index] & 0xFF;
    }

    private boolean isAll(int value, int from, int to) {
        for (int i = from; i < to; i++) {
            if (at(i) != value) {
                return false;
            }
        }
        return true;
    }

    boolean isLoopback() {
        IpAddress ip = unmapped();
        return ip.is4() ? ip.at(0) == 127 : ip.isAll(0, 0, 15) && ip.at(15) == 1;
    }

    boolean isMulticast() {
        IpAddress ip = unmapped();
        return ip.is4() ? (ip.at(0) & 0xF0) == 0xE0 : ip.at(0) == 0xFF;
    }

    boolean isInterfaceLocalMulticast() {
        return !is4() && at(0) == 0xFF && (at(1) & 0x0F) == 1;
    }

    boolean isLinkLocalMulticast() {
        IpAddress ip = unmapped();
        return ip.is4()
                ? ip.at(0) == 224 && ip.at(1) == 0 && ip.at(2) == 0
                : ip.at(0) == 0xFF && (ip.at(1) & 0x0F) == 2;
    }

    boolean isLinkLocalUnicast() {
        IpAddress ip = unmapped();
        return ip.is4() ? ip.at(0) == 169 && ip.at(1) == 254 : ip.at(0) == 0xFE && (ip.at(1) & 0xC0) == 0x80;
    }

    boolean isUnspecified() {
        return isAll(0, 0, bytes.length) && zone.isEmpty();
    }

    boolean isGlobalUnicast() {
        IpAddress ip = unmapped();
        boolean isBroadcast = ip.is4() && ip.isAll(255, 0, 4);
        return !isBroadcast && !ip.isUnspecified() && !isLoopback() && !isMulticast() && !isLinkLocalUnicast();
    }

    /** The customary form: the longest run of zero groups shortened, the first one of equals. */
    @Override
    public String toString() {
        if (is4()) {
            return at(0) + "." + at(1) + "." + at(2) + "." + at(3);
        }
        String suffix = zone.isEmpty() ? "" : "%" + zone;
        if (isMapped()) {
            return "::ffff:" + unmapped() + suffix;
        }
        int bestStart = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && at(2 * end) == 0 && at(2 * end + 1) == 0) {
                end++;
            }
            if (end - i > bestLength) {
                bestStart = i;
                bestLength = end - i;
            }
            i = Math.max(i, end - 1);
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == bestStart) {
                out.append("::");
                i += bestLength - 1;
            } else {
                out.append(out.length() > 0 && out.charAt(out.length() - 1) != ':' ? ":" : "");
                out.append(Integer.toHexString(at(2 * i) << 8 | at(2 * i + 1)));
            }
        }
        return out + suffix;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress ip && Arrays.equals(bytes, ip.bytes) && zone.equals(ip.zone);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes) * 31 + zone.hashCode();
    }
}
