package io.counterfoil.node.store;

import io.counterfoil.node.content.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Bodies whose length nobody says before they end, as files until they are whole: a bucket wants to
 * know it first, and uploads in parts would leave parts behind. Restic sends none of them.
 */
public final class Spool {
    private final DataFolder folder;
    private final Room room;

    public Spool(DataFolder folder, Room room) {
        this.folder = folder;
        this.room = room;
    }

    /** A place for a body, or null when the volume has no room for it. */
    ObjectStore.@Nullable Incoming incoming(BucketPlace place, long length) throws IOException {
        long bytes = Math.max(0, length);
        if (!room.promise(bytes)) {
            return null;
        }
        Path file = folder.newIncoming();
        FileChannel channel = null;
        try {
            channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            return new Spooled(place, file, channel, bytes);
        } finally {
            if (channel == null) {
                room.release(bytes);
            }
        }
    }

    private final class Spooled implements ObjectStore.Incoming {
        private final BucketPlace place;
        private final Path file;
        private final FileChannel channel;
        private final MessageDigest sha256 = ObjectName.sha256();
        private long promised;

        Spooled(BucketPlace place, Path file, FileChannel channel, long promised) {
            this.place = place;
            this.file = file;
            this.channel = channel;
            this.promised = promised;
        }

        @Override
        public boolean makeRoom(long bytes) {
            if (!room.promise(bytes)) {
                return false;
            }
            promised += bytes;
            return true;
        }

        @Override
        public boolean takesNow(Runnable later) {
            return true;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            int length = bytes.remaining();
            sha256.update(bytes.duplicate());
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                throw StoreException.ofDisk(e);
            }
            promised -= length;
            room.release(length);
        }

        @Override
        public Instant publish(Instant now) throws IOException {
            try (InputStream body = Channels.newInputStream(channel.position(0))) {
                place.put(
                        channel.size(), HexFormat.of().formatHex(sha256.digest()), body);
            }
            return now;
        }

        @Override
        public void close() throws IOException {
            room.release(promised);
            promised = 0;
            try (channel) {
                Files.deleteIfExists(file);
            }
        }
    }
}
