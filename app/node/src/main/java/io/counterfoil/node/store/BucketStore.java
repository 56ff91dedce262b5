package io.counterfoil.node.store;

import io.counterfoil.node.bucket.Bucket;
import io.counterfoil.node.bucket.BucketException;
import io.counterfoil.node.bucket.Lease;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.AsyncContent;
import org.jspecify.annotations.Nullable;

/**
 * Objects in a bucket, under the keys of {@link Layout}. A body of known length goes on to the
 * bucket while it comes; small ones and those of unknown length, which restic doesn't send, go when
 * they are whole.
 *
 * <p>An object that was deleted and is kept stays where it is, as moving it would mean to copy it: an
 * object without bytes beside it, under {@code deleted/}, says when that was. Only a {@code config},
 * which may be followed by another one, is copied there.
 *
 * <p>An empty repository is an object without bytes among its packs, where no pack can be.
 */
public final class BucketStore implements ObjectStore {
    private static final String REPOSITORIES = "repositories/";
    private static final String MARK = "/repository";
    private static final String DELETED = "deleted/";
    private static final String DAMAGED = "damaged/";

    /** Up to here a body is kept in memory until it is whole. */
    private static final int SMALL_BODY = 64 << 10;

    /** Up to here an object is read at once. */
    private static final int SMALL_READ = 256 << 10;

    private static final int BUFFER = 64 << 10;

    private final Bucket bucket;
    private final Lease lease;
    private final Doubts doubts;
    private final Spool spool;
    private final Executor threads;

    /**
     * @param spool for bodies of unknown length
     * @param threads gives each task one that may wait
     */
    public BucketStore(Bucket bucket, Lease lease, Doubts doubts, Spool spool, Executor threads) {
        this.bucket = bucket;
        this.lease = lease;
        this.doubts = doubts;
        this.spool = spool;
        this.threads = threads;
    }

    @Override
    public Executor threads() {
        return threads;
    }

    /** The bucket itself says when there is none. */
    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public @Nullable Incoming incoming(Location location, long length) throws IOException {
        requireLease();
        ObjectName name = location.name();
        String deletedKey = name == null ? null : deletedKey(location);
        BucketPlace place =
                new BucketPlace(bucket, lease, key(location), deletedKey, location, doubts);
        if (length == UNKNOWN_LENGTH || (name == null && length > SMALL_BODY)) {
            return spool.incoming(place, length);
        }
        return name == null || length <= SMALL_BODY
                ? new SmallUpload(place)
                : new StreamedUpload(place, length, name, threads);
    }

    @Override
    public @Nullable Outgoing read(Location location, long from, long length) throws IOException {
        String key = key(location);
        try {
            if (length == 0) {
                return bucket.size(key).isPresent()
                        ? new Outgoing.AtOnce(ByteBuffer.allocate(0))
                        : null;
            }
            InputStream in = bucket.read(key, from, length);
            if (in == null) {
                return null;
            }
            return length > SMALL_READ ? streamed(in, length) : atOnce(in, (int) length);
        } catch (BucketException e) {
            throw BucketPlace.explained(e);
        }
    }

    private static Outgoing atOnce(InputStream in, int length) throws IOException {
        try (in) {
            byte[] all = in.readNBytes(length);
            requireEnd(length - all.length);
            return new Outgoing.AtOnce(ByteBuffer.wrap(all));
        } catch (IOException e) {
            throw brokenOff(e);
        }
    }

    /** The client's connection asks for each chunk; only the bucket is waited for. */
    private Outgoing streamed(InputStream in, long length) {
        AsyncContent content = new AsyncContent();
        threads.execute(() -> copy(in, length, content));
        return new Outgoing.Streamed(content);
    }

    private static void copy(InputStream in, long length, AsyncContent content) {
        try (in) {
            byte[] buffer = new byte[BUFFER];
            long left = length;
            while (left > 0) {
                int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (count < 0) {
                    requireEnd(left);
                }
                left -= count;
                Content.Sink.write(content, left == 0, ByteBuffer.wrap(buffer, 0, count));
            }
        } catch (IOException | RuntimeException e) {
            content.fail(e);
        }
    }

    private static void requireEnd(long left) throws EOFException {
        if (left > 0) {
            throw new EOFException("the store sent " + left + " bytes too few");
        }
    }

    /** What a bucket shows, it keeps. */
    @Override
    public void confirm(Location location) {}

    @Override
    public void confirmAll(UUID account, String repository) {}

    @Override
    public void delete(Location location) throws IOException {
        requireLease();
        try {
            bucket.delete(key(location));
        } catch (BucketException e) {
            throw BucketPlace.explained(e);
        }
    }

    /** There is no other way here. */
    @Override
    public void deleteDurably(Location location, Runnable gone) throws IOException {
        delete(location);
        gone.run();
    }

    @Override
    public void keep(Deleted deleted) throws IOException {
        requireLease();
        try {
            if (deleted.location().kind() != Kind.CONFIG) {
                bucket.replace(key(deleted), new byte[0]);
                return;
            }
            // What a failed upload left there isn't this one.
            doubts.settle(deleted.location());
            String key = key(deleted.location());
            byte[] config = bucket.read(key);
            // None there: an earlier try came so far.
            if (config != null) {
                bucket.replace(key(deleted), config);
                bucket.delete(key);
            }
        } catch (BucketException e) {
            throw BucketPlace.explained(e);
        }
    }

    @Override
    public boolean bringBack(Deleted deleted) throws IOException {
        requireLease();
        try {
            // What a failed upload left there isn't this one, or is, and then it is to stay.
            doubts.settle(deleted.location());
            String key = key(deleted.location());
            boolean stands = bucket.size(key).isPresent();
            if (!stands && deleted.location().kind() == Kind.CONFIG) {
                byte[] config = bucket.read(key(deleted));
                if (config != null) {
                    bucket.replace(key, config);
                    stands = true;
                }
            }
            bucket.delete(key(deleted));
            return stands;
        } catch (BucketException e) {
            throw BucketPlace.explained(e);
        }
    }

    /** The object first: without the record of its deletion it would stand again. */
    @Override
    public void drop(Deleted deleted) throws IOException {
        requireLease();
        try {
            if (deleted.location().kind() != Kind.CONFIG) {
                bucket.delete(key(deleted.location()));
            }
            bucket.delete(key(deleted));
        } catch (BucketException e) {
            throw BucketPlace.explained(e);
        }
    }

    @Override
    public @Nullable InputStream scan(Location location, long size) throws IOException {
        return scan(key(location), size);
    }

    @Override
    public @Nullable InputStream scanQuarantined(Deleted damaged) throws IOException {
        return scan(quarantinedKey(damaged), damaged.object().size());
    }

    private @Nullable InputStream scan(String key, long size) throws IOException {
        try {
            if (size == 0 && bucket.size(key).isPresent()) {
                return InputStream.nullInputStream();
            }
            InputStream in = bucket.read(key, 0, Math.max(1, size));
            return in == null ? null : new Scanned(in);
        } catch (BucketException e) {
            throw BucketPlace.explained(e);
        }
    }

    /** A store that breaks off says nothing about the object, unlike a disk. */
    private static final class Scanned extends FilterInputStream {
        Scanned(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            try {
                return super.read(bytes, from, length);
            } catch (IOException e) {
                throw brokenOff(e);
            }
        }
    }

    private static StoreException brokenOff(IOException e) {
        return new StoreException(
                Refusal.STORE_AWAY, "reading broke off: " + e.getMessage(), e);
    }

    @Override
    public void quarantine(Deleted damaged) throws IOException {
        requireLease();
        try {
            String key = key(damaged.location());
            String aside = quarantinedKey(damaged);
            if (bucket.copy(key, aside)) {
                bucket.delete(key);
            } else if (bucket.size(aside).isEmpty()) {
                bucket.replace(aside, new byte[0]);
            }
        } catch (BucketException e) {
            throw BucketPlace.explained(e);
        }
    }

    @Override
    public void dropQuarantined(Deleted damaged) throws IOException {
        requireLease();
        try {
            bucket.delete(quarantinedKey(damaged));
        } catch (BucketException e) {
            throw BucketPlace.explained(e);
        }
    }

    private static String quarantinedKey(Deleted damaged) {
        return DAMAGED + damaged.location().account() + "/" + Layout.path(damaged);
    }

    @Override
    public void createRepository(UUID account, String prefix) throws IOException {
        requireLease();
        try {
            bucket.replace(place(account) + Layout.folder(prefix, Kind.DATA) + MARK, new byte[0]);
        } catch (BucketException e) {
            throw BucketPlace.explained(e);
        }
    }

    @Override
    public void find(UUID account, Finder finder) throws IOException {
        String place = place(account);
        try {
            Deletions deletions = deletions(account, finder);
            bucket.list(
                    place,
                    entry -> {
                        String path = entry.key().substring(place.length());
                        if (!deletions.found(account, path, entry)) {
                            tell(account, entry, path, finder);
                        }
                    });
            for (Deleted left : deletions.withoutObject()) {
                requireLease();
                // Dropped, but for this record; the next object of that name mustn't find it.
                bucket.delete(key(left));
            }
            deletions.all().forEach(finder::deleted);
            String aside = DAMAGED + account + "/";
            bucket.list(
                    aside,
                    entry -> {
                        Deleted damaged =
                                Layout.deleted(
                                        account,
                                        entry.key().substring(aside.length()),
                                        entry.size());
                        if (damaged == null) {
                            finder.stranger(entry.key());
                        } else {
                            finder.damaged(damaged);
                        }
                    });
        } catch (BucketException e) {
            throw BucketPlace.explained(e);
        }
    }

    private Deletions deletions(UUID account, Finder finder) throws IOException {
        Deletions deletions = new Deletions();
        String place = DELETED + account + "/";
        bucket.list(
                place,
                entry -> {
                    String path = entry.key().substring(place.length());
                    Deleted deleted = Layout.deleted(account, path, entry.size());
                    if (deleted == null) {
                        finder.stranger(entry.key());
                    } else {
                        deletions.add(deleted);
                    }
                });
        return deletions;
    }

    /** Records of deletions while the objects that they are about are being found. */
    private static final class Deletions {
        private final Map<Location, Deleted> open = new HashMap<>();
        private final List<Deleted> found = new ArrayList<>();

        void add(Deleted deleted) {
            if (deleted.location().kind() == Kind.CONFIG) {
                found.add(deleted);
            } else {
                open.put(deleted.location(), deleted);
            }
        }

        /** Whether the object here is a deleted one. */
        boolean found(UUID account, String path, Bucket.Entry entry) {
            Location location = open.isEmpty() ? null : Layout.location(account, path);
            Deleted deleted = location == null ? null : open.remove(location);
            if (deleted == null) {
                return false;
            }
            found.add(
                    new Deleted(
                            deleted.location(),
                            deleted.at(),
                            new StoredObject(entry.size(), deleted.object().storedAt())));
            return true;
        }

        List<Deleted> withoutObject() {
            return List.copyOf(open.values());
        }

        List<Deleted> all() {
            return found;
        }
    }

    private static void tell(UUID account, Bucket.Entry entry, String path, Finder finder) {
        Location location = Layout.location(account, path);
        String repository = repository(path);
        if (location != null) {
            finder.object(
                    location, new StoredObject(entry.size(), entry.modified().toEpochMilli()));
        } else if (repository != null) {
            finder.repository(repository);
        } else {
            finder.stranger(entry.key());
        }
    }

    private static @Nullable String repository(String path) {
        return path.endsWith(MARK)
                ? Layout.repositoryOf(path.substring(0, path.length() - MARK.length() + 1))
                : null;
    }

    @Override
    public void removeRest(UUID account) throws IOException {
        requireLease();
        try {
            List<String> keys = new ArrayList<>();
            // A record of a deletion goes after what it is about.
            bucket.list(place(account), entry -> keys.add(entry.key()));
            bucket.list(DELETED + account + "/", entry -> keys.add(entry.key()));
            bucket.list(DAMAGED + account + "/", entry -> keys.add(entry.key()));
            for (String key : keys) {
                bucket.delete(key);
            }
        } catch (BucketException e) {
            throw BucketPlace.explained(e);
        }
    }

    private void requireLease() throws StoreException {
        BucketPlace.requireHeld(lease, bucket);
    }

    private static String place(UUID account) {
        return REPOSITORIES + account + "/";
    }

    private static String key(Deleted deleted) {
        return DELETED + deleted.location().account() + "/" + Layout.path(deleted);
    }

    /** How the keys of what was deleted at this place begin. */
    private static String deletedKey(Location location) {
        return DELETED + location.account() + "/" + Layout.path(location) + ".";
    }

    private static String key(Location location) {
        return place(location.account()) + Layout.path(location);
    }
}
