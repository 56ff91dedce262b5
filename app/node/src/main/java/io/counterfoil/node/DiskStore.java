package io.counterfoil.node;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Objects as files, laid out as restic itself lays out a local repository, so that an account's
 * folder can be read with plain restic when all else is lost: {@code config}, {@code data/xx/NAME},
 * {@code index/NAME} and so on.
 *
 * <p>An object is visible only whole and durable: it is written under a name outside these folders,
 * synced, renamed, and its folder synced. Callers make sure that no two of them publish or delete
 * the same location at a time.
 */
final class DiskStore {
    private static final Set<Kind> NAMED = EnumSet.complementOf(EnumSet.of(Kind.CONFIG));

    private final DataFolder folder;
    private final Room room;

    DiskStore(DataFolder folder, Room room) {
        this.folder = folder;
        this.room = room;
    }

    /** Learns what is stored. */
    interface Finder {
        void repository(String prefix);

        void object(Location location, StoredObject object);

        /** A file that no protocol request can have made. */
        void stranger(Path file);
    }

    /** An object on its way in; closing it without {@link #publish} leaves no trace. */
    final class Incoming implements AutoCloseable {
        private final Path file;
        private final FileChannel channel;
        private long promised;

        private Incoming(Path file, FileChannel channel, long promised) {
            this.file = file;
            this.channel = channel;
            this.promised = promised;
        }

        /** Makes room for so many bytes more than were said before; false when there isn't. */
        boolean makeRoom(long bytes) {
            if (!room.promise(bytes)) {
                return false;
            }
            promised += bytes;
            return true;
        }

        /** Writes bytes for which there is room. */
        void write(ByteBuffer bytes) throws IOException {
            int length = bytes.remaining();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            promised -= length;
            room.release(length);
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

    /** Whether the volume has any room at all. */
    boolean hasRoom() {
        return room.promise(0);
    }

    /** A place for an object of so many bytes that comes in, or null when the volume has none. */
    @Nullable Incoming incoming(long bytes) throws IOException {
        if (!room.promise(bytes)) {
            return null;
        }
        Path file = folder.newIncoming();
        FileChannel channel = null;
        try {
            channel = folder.files().create(file);
            return new Incoming(file, channel, bytes);
        } finally {
            if (channel == null) {
                room.release(bytes);
            }
        }
    }

    /** Puts an incoming object in its place; when this returns, it survives a power cut. */
    void publish(Incoming incoming, Location location, Instant now) throws IOException {
        Path target = path(location);
        Files.setLastModifiedTime(incoming.file, FileTime.from(now));
        boolean lasts = false;
        try {
            folder.files().put(incoming.file, incoming.channel, target);
            lasts = true;
        } finally {
            if (!lasts) {
                // Refused to the client and not in the index, so it mustn't count after the next
                // start either.
                Files.deleteIfExists(target);
            }
        }
    }

    /**
     * Opens an object for reading; it stays readable when it is deleted meanwhile.
     *
     * @return null when there is none
     */
    @Nullable FileChannel open(Location location) throws IOException {
        try {
            return FileChannel.open(path(location), READ);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /**
     * Removes an object; a power cut may bring it back. Enough for locks, which expire, and for
     * purges, which are resumed.
     */
    void delete(Location location) throws IOException {
        Files.deleteIfExists(path(location));
    }

    /**
     * Removes an object for good. A prune that is cut off must not find an old index back whose
     * packs are gone, so each removal is durable before the next one starts.
     */
    void deleteDurably(Location location) throws IOException {
        folder.files().delete(path(location));
    }

    /** Makes the folders of an empty repository. */
    void createRepository(UUID account, String prefix) throws IOException {
        Path root = repository(account, prefix);
        for (Kind kind : NAMED) {
            folder.files().createFolder(root.resolve(kind.word()));
        }
    }

    /** Goes through everything that an account stores. */
    void find(UUID account, Finder finder) throws IOException {
        Path root = folder.repositories().resolve(account.toString());
        if (Files.isDirectory(root)) {
            Files.walkFileTree(root, new Walk(account, root, finder));
        }
    }

    /** Removes the folders that are left of an account without objects. */
    void removeFolders(UUID account) throws IOException {
        Path root = folder.repositories().resolve(account.toString());
        if (Files.isDirectory(root)) {
            Files.walkFileTree(root, new Removal());
            folder.files().sync(folder.repositories());
        }
    }

    private Path repository(UUID account, String prefix) {
        return folder.repositories().resolve(account.toString()).resolve(FolderName.of(prefix));
    }

    private Path path(Location location) {
        Path path =
                repository(location.account(), location.repository())
                        .resolve(location.kind().word());
        ObjectName name = location.name();
        if (name == null) {
            return path;
        }
        String text = name.toString();
        return location.kind() == Kind.DATA
                ? path.resolve(text.substring(0, 2)).resolve(text)
                : path.resolve(text);
    }

    private final class Walk extends SimpleFileVisitor<Path> {
        private final UUID account;
        private final Path root;
        private final Finder finder;

        Walk(UUID account, Path root, Finder finder) {
            this.account = account;
            this.root = root;
            this.finder = finder;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            String below = below(dir);
            if (below.equals("data/") || below.endsWith("/data/")) {
                finder.repository(below.substring(0, below.length() - "data/".length()));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            Location location = location(file);
            if (location == null) {
                finder.stranger(file);
            } else {
                finder.object(
                        location,
                        new StoredObject(
                                attributes.size(), attributes.lastModifiedTime().toMillis()));
            }
            return FileVisitResult.CONTINUE;
        }

        /** The location whose file this is, or null. */
        private @Nullable Location location(Path file) {
            Location guess = guess(file);
            return guess != null && path(guess).equals(file) ? guess : null;
        }

        private @Nullable Location guess(Path file) {
            String name = String.valueOf(file.getFileName());
            Path parent = DataFolder.parent(file);
            if (name.equals(Kind.CONFIG.word())) {
                return new Location(account, below(parent), Kind.CONFIG, null);
            }
            if (!ObjectName.FORM.matcher(name).matches()) {
                return null;
            }
            Path kindFolder =
                    String.valueOf(parent.getFileName()).length() == 2
                            ? DataFolder.parent(parent)
                            : parent;
            for (Kind kind : NAMED) {
                if (kindFolder.endsWith(kind.word())) {
                    String repository = below(DataFolder.parent(kindFolder));
                    return new Location(account, repository, kind, ObjectName.of(name));
                }
            }
            return null;
        }

        private String below(Path dir) {
            String relative = root.relativize(dir).toString().replace('\\', '/');
            return relative.isEmpty() ? "" : FolderName.repository(relative) + "/";
        }
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failure)
                throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
        }
    }
}
