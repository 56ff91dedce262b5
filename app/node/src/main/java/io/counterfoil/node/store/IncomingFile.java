package io.counterfoil.node.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A file whose bytes still come, where no listing shows it, and the room that was promised to it.
 * Closing it removes it, unless it was put in its place.
 */
final class IncomingFile implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private final Room room;
    private final LongPredicate promise;
    private long promised;
    private boolean placed;

    private IncomingFile(
            Path path, FileChannel channel, Room room, LongPredicate promise, long promised) {
        this.path = path;
        this.channel = channel;
        this.room = room;
        this.promise = promise;
        this.promised = promised;
    }

    /**
     * Makes a file for so many bytes, or null when there is no room for them.
     *
     * @param promise asks {@code room} for bytes
     * @param length or {@link ObjectStore#UNKNOWN_LENGTH}, for which room is made later
     */
    static @Nullable IncomingFile open(
            DataFolder folder, Room room, LongPredicate promise, long length) throws IOException {
        long bytes = length == ObjectStore.UNKNOWN_LENGTH ? 0 : length;
        if (!promise.test(bytes)) {
            return null;
        }
        Path path = folder.newIncoming();
        FileChannel channel = null;
        try {
            channel = folder.files().create(path);
            return new IncomingFile(path, channel, room, promise, bytes);
        } catch (IOException e) {
            throw StoreException.ofDisk(e);
        } finally {
            if (channel == null) {
                room.release(bytes);
            }
        }
    }

    Path path() {
        return path;
    }

    FileChannel channel() {
        return channel;
    }

    /** Makes room for so many bytes more; false when there isn't. */
    boolean makeRoom(long bytes) {
        if (!promise.test(bytes)) {
            return false;
        }
        promised += bytes;
        return true;
    }

    /** Takes bytes for which there is room. */
    void write(ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
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

    /** It has another name now. */
    void placed() {
        placed = true;
    }

    @Override
    public void close() throws IOException {
        room.release(promised);
        promised = 0;
        try (channel) {
            if (!placed) {
                Files.deleteIfExists(path);
            }
        }
    }
}
