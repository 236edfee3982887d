package io.jenkins.plugins.vela.workflow.owner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests on a local socket until it is closed. */
public final class OwnerSocket implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OwnerSocket.class);

    /** What the systems we know allow for an address, with room for their differences. */
    private static final int MAX_PATH_BYTES = 100;

    private final ServerSocketChannel server;
    private final Path path;
    private final UnaryOperator<ObjectNode> handler;

    private OwnerSocket(ServerSocketChannel server, Path path, UnaryOperator<ObjectNode> handler) {
        this.server = server;
        this.path = path;
        this.handler = handler;
    }

    /**
     * Listens in a directory, or in a temporary one where its path is too long for a socket.
     *
     * @param handler answers a request; called by many threads, may block
     * @throws IOException when the system or the file system has no such sockets
     */
    public static OwnerSocket serve(Path directory, UnaryOperator<ObjectNode> handler) throws IOException {
        Path path = directory.toAbsolutePath().resolve("socket");
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
            path = Files.createTempDirectory("velaflow").resolve("socket");
        }
        // whoever left one there is gone, since the directory is ours
        Files.deleteIfExists(path);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path));
            if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            }
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
        OwnerSocket socket = new OwnerSocket(server, path, handler);
        thread("vela-owner", socket::accept);
        return socket;
    }

    private static void thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Where it listens. */
    public Path path() {
        return path;
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                // a client that says nothing must not keep others waiting
                thread("vela-owner-request", () -> answer(client));
            } catch (IOException e) {
                if (server.isOpen()) {
                    LOG.warn("no more requests at {}: {}", path, e.toString());
                    return;
                }
            }
        }
    }

    private void answer(SocketChannel client) {
        try (client) {
            ObjectNode request = Message.read(client);
            Message.write(client, handler.apply(request));
        } catch (IOException e) {
            // whoever asked is gone, or is none of ours
            LOG.debug("a request at {} ended early: {}", path, e.toString());
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
    }
}
