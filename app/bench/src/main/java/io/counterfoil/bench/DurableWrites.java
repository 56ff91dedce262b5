package io.counterfoil.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;

/**
 * The least that durable storing takes: each blob is hashed, written to a file and synced, by so
 * many threads. Neither a name that lasts nor a client is in it.
 */
final class DurableWrites {
    private final Path folder;

    DurableWrites(Path folder) {
        this.folder = folder;
    }

    /** Blobs a second; each is written once. */
    double perSecond(int threads, List<StoredBlob> blobs) throws Exception {
        int each = blobs.size() / threads;
        double rate =
                Crowd.run(threads, each, number -> new Writer(blobs, number * each)).perSecond();
        for (StoredBlob blob : blobs) {
            Files.deleteIfExists(folder.resolve(blob.name()));
        }
        return rate;
    }

    private final class Writer implements Crowd.Member {
        private final List<StoredBlob> blobs;
        private final int first;

        Writer(List<StoredBlob> blobs, int first) {
            this.blobs = blobs;
            this.first = first;
        }

        @Override
        public void act(int made) throws IOException {
            StoredBlob blob = blobs.get(first + made);
            try (FileChannel file =
                    FileChannel.open(
                            folder.resolve(blob.name()),
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.WRITE)) {
                MessageDigest sha256 = StoredBlob.sha256();
                write(file, sha256, blob.start().duplicate());
                write(file, sha256, blob.rest().duplicate());
                file.force(true);
            }
        }

        /** In pieces that stay in the processor's cache between hashing and writing. */
        private static void write(FileChannel file, MessageDigest sha256, ByteBuffer bytes)
                throws IOException {
            int piece = 64 << 10;
            for (int from = 0; from < bytes.limit(); from += piece) {
                ByteBuffer part = bytes.slice(from, Math.min(piece, bytes.limit() - from));
                sha256.update(part.duplicate());
                while (part.hasRemaining()) {
                    file.write(part);
                }
            }
        }

        @Override
        public void close() {}
    }
}
