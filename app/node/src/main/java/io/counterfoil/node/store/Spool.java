package io.counterfoil.node.store;

import io.counterfoil.node.content.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
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
        IncomingFile file = IncomingFile.open(folder, room, room::promise, length);
        return file == null ? null : new Spooled(place, file);
    }

    private static final class Spooled implements ObjectStore.Incoming {
        private final BucketPlace place;
        private final IncomingFile file;
        private final MessageDigest sha256 = ObjectName.sha256();

        Spooled(BucketPlace place, IncomingFile file) {
            this.place = place;
            this.file = file;
        }

        @Override
        public boolean makeRoom(long bytes) {
            return file.makeRoom(bytes);
        }

        @Override
        public boolean takesNow(Runnable later) {
            return true;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            sha256.update(bytes.duplicate());
            file.write(bytes);
        }

        @Override
        public Instant publish(Instant now) throws IOException {
            FileChannel written = file.channel();
            try (InputStream body = Channels.newInputStream(written.position(0))) {
                place.put(
                        written.size(), HexFormat.of().formatHex(sha256.digest()), body);
            }
            return now;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
