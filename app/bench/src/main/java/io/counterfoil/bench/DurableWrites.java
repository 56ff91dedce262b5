package io.counterfoil.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;

/**
 * The least that durable storing takes: each blob is hashed, written to a file and synced, by so
 * many threads; and, where a name has to last too, renamed into one of 256 folders, which is synced
 * as well. Without that a power cut may leave the bytes and no name that leads to them. No client is
 * in it.
 */
final class DurableWrites {
    private static final int SHELVES = 256;

    private final Path folder;

    DurableWrites(Path folder) throws IOException {
        this.folder = folder;
        for (int i = 0; i < SHELVES; i++) {
            Files.createDirectory(folder.resolve("%02x".formatted(i)));
        }
    }

    /** Blobs a second whose bytes last; each is written once. */
    double perSecond(int threads, List<StoredBlob> blobs) throws Exception {
        return perSecond(threads, blobs, false);
    }

    /** Blobs a second whose bytes and names last; each is written once. */
    double namedPerSecond(int threads, List<StoredBlob> blobs) throws Exception {
        return perSecond(threads, blobs, true);
    }

    private double perSecond(int threads, List<StoredBlob> blobs, boolean named)
            throws Exception {
        int each = blobs.size() / threads;
        double rate =
                Crowd.run(threads, each, number -> new Writer(blobs, number * each, named))
                        .perSecond();
        for (StoredBlob blob : blobs) {
            Files.deleteIfExists((named ? shelf(blob) : folder).resolve(blob.name()));
        }
        return rate;
    }

    private Path shelf(StoredBlob blob) {
        return folder.resolve(blob.name().substring(0, 2));
    }

    private final class Writer implements Crowd.Member {
        private final List<StoredBlob> blobs;
        private final int first;
        private final boolean named;

        Writer(List<StoredBlob> blobs, int first, boolean named) {
            this.blobs = blobs;
            this.first = first;
            this.named = named;
        }

        @Override
        public void act(int made) throws IOException {
            StoredBlob blob = blobs.get(first + made);
            Path written = folder.resolve(blob.name());
            try (FileChannel file =
                    FileChannel.open(
                            written,
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.WRITE)) {
                MessageDigest sha256 = StoredBlob.sha256();
                write(file, sha256, blob.start().duplicate());
                write(file, sha256, blob.rest().duplicate());
                file.force(true);
            }
            if (named) {
                Path shelf = shelf(blob);
                Files.move(
                        written, shelf.resolve(blob.name()), StandardCopyOption.ATOMIC_MOVE);
                try (FileChannel names = FileChannel.open(shelf, StandardOpenOption.READ)) {
                    names.force(true);
                }
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
