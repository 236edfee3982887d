package io.jenkins.plugins.vela.workflow.owner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/** Asks the process that listens at a socket. */
public final class OwnerClient {

    private OwnerClient() {}

    /**
     * Asks one thing and waits for the answer.
     *
     * @return empty when nobody listens there
     * @throws IOException when the connection broke before the answer was there
     */
    public static Optional<ObjectNode> ask(Path socket, ObjectNode request) throws IOException {
        SocketChannel channel;
        try {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        } catch (UnsupportedOperationException noSuchSockets) {
            return Optional.empty();
        }
        try (channel) {
            try {
                channel.connect(UnixDomainSocketAddress.of(socket));
            } catch (IOException nobody) {
                return Optional.empty();
            }
            Message.write(channel, request);
            return Optional.of(Message.read(channel));
        }
    }
}
