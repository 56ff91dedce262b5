package io.counterfoil.node.store;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.LongPredicate;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * Objects as files, in the folders of {@link Layout}. Each is written under a name outside these
 * folders, synced, renamed, and its folder synced.
 */
public final class DiskStore implements ObjectStore {
    /**
     * Up to here an object is read at once: one read and one write cost less than setting up a
     * stream.
     */
    private static final int SMALL = 256 << 10;

    private static final Duration SAME_TIME = Duration.ofSeconds(2);

    private final DataFolder folder;
    private final Room room;
    private final ReadBuffers buffers;

    public DiskStore(DataFolder folder, Room room, ByteBufferPool pool) {
        this.folder = folder;
        this.room = room;
        this.buffers = new ReadBuffers(pool);
    }

    /** A disk answers sooner than another thread would begin. */
    @Override
    public Executor threads() {
        return Runnable::run;
    }

    /** An upload into a file. */
    private final class Receiving implements Incoming {
        private final Location location;
        private final IncomingFile file;

        private Receiving(Location location, IncomingFile file) {
            this.location = location;
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
            file.write(bytes);
        }

        @Override
        public Instant publish(Instant now) throws IOException {
            Path target = path(location);
            Instant storedAt = date(now);
            boolean lasts = false;
            try {
                folder.files().put(file.path(), file.channel(), target);
                lasts = true;
                file.placed();
                return storedAt;
            } catch (IOException e) {
                throw StoreException.ofDisk(e);
            } finally {
                if (!lasts) {
                    // Refused to the client and not in the index, so it mustn't count after the
                    // next start either.
                    Files.deleteIfExists(target);
                }
            }
        }

        /**
         * Leaves the file the time of its last write, unless the node's clock goes by another:
         * setting it would have each small upload wait for the journal once more.
         */
        private Instant date(Instant now) throws IOException {
            Instant written = Files.getLastModifiedTime(file.path()).toInstant();
            if (Duration.between(written, now).abs().compareTo(SAME_TIME) < 0) {
                return written;
            }
            Files.setLastModifiedTime(file.path(), FileTime.from(now));
            return now;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    @Override
    public boolean hasRoom() {
        return room.promise(0);
    }

    @Override
    public @Nullable Incoming incoming(Location location, long length) throws IOException {
        LongPredicate promise =
                location.kind().mayUseReserve() ? room::promiseForPrune : room::promise;
        IncomingFile file = IncomingFile.open(folder, room, promise, length);
        return file == null ? null : new Receiving(location, file);
    }

    @Override
    public @Nullable Outgoing read(Location location, long from, long length) throws IOException {
        FileChannel file;
        try {
            file = FileChannel.open(path(location), READ);
        } catch (NoSuchFileException e) {
            return null;
        }
        if (length > SMALL) {
            return new Outgoing.Streamed(Content.Source.from(buffers, file, from, length));
        }
        try (file) {
            ByteBuffer bytes = ByteBuffer.allocate((int) length);
            while (bytes.hasRemaining()) {
                if (file.read(bytes, from + bytes.position()) < 0) {
                    throw new IOException("an object is shorter than it was when it was stored");
                }
            }
            return new Outgoing.AtOnce(bytes.flip());
        }
    }

    @Override
    public void confirm(Location location) throws IOException {
        folder.files().settle(DataFolder.parent(path(location)));
    }

    @Override
    public void confirmAll(UUID account, String repository) throws IOException {
        DurableFiles files = folder.files();
        for (Kind kind : Kind.NAMED) {
            Path place = root(account).resolve(Layout.folder(repository, kind));
            if (Files.isDirectory(place)) {
                files.createFolder(place);
                for (Path shelf : shelves(place)) {
                    files.syncAnew(shelf);
                }
                files.syncAnew(place);
            }
        }
        files.settle(DataFolder.parent(path(new Location(account, repository, Kind.CONFIG, null))));
    }

    private static List<Path> shelves(Path place) throws IOException {
        try (DirectoryStream<Path> shelves = Files.newDirectoryStream(place, Files::isDirectory)) {
            List<Path> all = new ArrayList<>();
            shelves.forEach(all::add);
            return all;
        }
    }

    @Override
    public void delete(Location location) throws IOException {
        Files.deleteIfExists(path(location));
    }

    @Override
    public void deleteDurably(Location location, Runnable gone) throws IOException {
        folder.files().delete(path(location), gone);
    }

    @Override
    public void keep(Deleted deleted) throws IOException {
        Path here = path(deleted.location());
        Path there = path(deleted);
        if (Files.exists(here)) {
            folder.files().move(here, there);
        } else if (Files.exists(there)) {
            // An earlier try came so far.
            folder.files().settle(DataFolder.parent(there));
            folder.files().settle(DataFolder.parent(here));
        }
    }

    @Override
    public boolean bringBack(Deleted deleted) throws IOException {
        Path here = path(deleted.location());
        Path there = path(deleted);
        if (Files.exists(here)) {
            // Perhaps by an earlier try.
            folder.files().settle(DataFolder.parent(here));
            folder.files().delete(there, () -> {});
            return true;
        }
        try {
            folder.files().move(there, here);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public void drop(Deleted deleted) throws IOException {
        Files.deleteIfExists(path(deleted));
    }

    @Override
    public @Nullable InputStream scan(Location location, long size) throws IOException {
        return scan(location.account(), path(location));
    }

    private @Nullable InputStream scan(UUID account, Path file) throws IOException {
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            if (!Files.isDirectory(root(account))) {
                // Nobody removed that: a disk that is away takes nothing with it.
                throw new StoreException(Refusal.FAULT, root(account) + " isn't there", e);
            }
            return null;
        }
    }

    @Override
    public void quarantine(Deleted damaged) throws IOException {
        Path here = path(damaged.location());
        Path there = quarantined(damaged);
        try {
            folder.files().move(here, there);
        } catch (NoSuchFileException e) {
            folder.files().settle(DataFolder.parent(here));
            // Moved by an earlier try, or lost without anybody's doing.
            if (Files.exists(there)) {
                folder.files().settle(DataFolder.parent(there));
            } else {
                folder.replace(there, new byte[0]);
            }
        }
    }

    /** A file is in one place or the other, and nothing that was never aside could come back. */
    @Override
    public boolean isUntouched(Deleted damaged) {
        return Files.exists(path(damaged.location())) && Files.notExists(quarantined(damaged));
    }

    @Override
    public @Nullable InputStream scanQuarantined(Deleted damaged) throws IOException {
        return scan(damaged.location().account(), quarantined(damaged));
    }

    @Override
    public void dropQuarantined(Deleted damaged) throws IOException {
        folder.files().delete(quarantined(damaged), () -> {});
    }

    private Path quarantined(Deleted damaged) {
        return damaged(damaged.location().account()).resolve(Layout.path(damaged));
    }

    @Override
    public void createRepository(UUID account, String prefix) throws IOException {
        for (Kind kind : Kind.NAMED) {
            folder.files().createFolder(root(account).resolve(Layout.folder(prefix, kind)));
        }
    }

    @Override
    public void find(UUID account, Finder finder) throws IOException {
        new DiskWalk.Objects(account, root(account), finder).run();
        new DiskWalk.Kept(account, deleted(account), finder).run();
        new DiskWalk.Damaged(account, damaged(account), finder).run();
    }

    @Override
    public void removeRest(UUID account) throws IOException {
        for (Path root : List.of(deleted(account), damaged(account), root(account))) {
            Path parent = DataFolder.parent(root);
            if (Files.exists(root)) {
                Files.walkFileTree(root, new Removal());
            }
            if (Files.exists(parent)) {
                // Also where an earlier try, perhaps before the last start, left nothing to remove.
                folder.files().syncAnew(parent);
            }
        }
    }

    private Path root(UUID account) {
        return folder.repositories().resolve(account.toString());
    }

    private Path deleted(UUID account) {
        return folder.deleted().resolve(account.toString());
    }

    private Path damaged(UUID account) {
        return folder.damaged().resolve(account.toString());
    }

    private Path path(Deleted deleted) {
        return deleted(deleted.location().account()).resolve(Layout.path(deleted));
    }

    private Path path(Location location) {
        return root(location.account()).resolve(Layout.path(location));
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
