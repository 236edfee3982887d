package io.jenkins.plugins.vela.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** What the disk does for the journal. */
final class Disk {

    private static final int ROUNDS = 200;

    private Disk() {}

    /** Times of appending and forcing. */
    static List<Long> forces(Path file, int bytes) throws IOException {
        List<Long> nanos = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < ROUNDS; i++) {
                channel.write(ByteBuffer.allocate(bytes), (long) i * bytes);
                long before = System.nanoTime();
                channel.force(false);
                nanos.add(System.nanoTime() - before);
            }
        }
        return nanos;
    }
}
