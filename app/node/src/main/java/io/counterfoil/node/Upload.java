package io.counterfoil.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One object on its way in. Room is reserved before bytes are taken, the hash is made on the way,
 * and closing it without a successful {@link #finish} leaves neither a file nor a reservation. An
 * upload of an object that is already stored is only hashed: it needs no room and changes nothing.
 *
 * <p>Each upload has a file of its own, so a slow one that was given up can't disturb the one that
 * took its place.
 */
final class Upload implements AutoCloseable {
    static final long UNKNOWN_LENGTH = -1;

    private final AccountContent content;
    private final Location location;
    private final MessageDigest sha256 = sha256();
    private @Nullable Sink sink;
    private boolean chunked;
    private long received;

    private Upload(AccountContent content, Location location) {
        this.content = content;
        this.location = location;
    }

    /** Where bytes go that aren't stored yet, and the room they take. */
    private record Sink(DiskStore.Incoming file, Claims.Claim claim) {}

    /** An upload to a repository that exists. */
    static Upload to(AccountContent content, Location location) {
        return new Upload(content, location);
    }

    /**
     * Makes room, for a body of known length once for all of it.
     *
     * @param length {@link #UNKNOWN_LENGTH} for a chunked body
     * @param known whether the object was stored before
     * @return null when the body may come
     */
    @Nullable Refusal begin(long length, boolean known) throws IOException {
        if (known) {
            return null;
        }
        chunked = length == UNKNOWN_LENGTH;
        long expected = chunked ? 0 : length;
        if (location.kind() == Kind.LOCKS && content.count(Kind.LOCKS) >= Kind.MOST_LOCKS) {
            return Refusal.TOO_MANY_LOCKS;
        }
        Claims.Claim claim = content.claims().join(location);
        if (claim == null) {
            return Refusal.BUSY;
        }
        try {
            Refusal refusal = reserve(claim, expected);
            return refusal != null ? refusal : onDisk(() -> open(claim, expected));
        } finally {
            if (sink == null) {
                content.claims().leave(claim);
            }
        }
    }

    private @Nullable Refusal open(Claims.Claim claim, long expected) throws IOException {
        DiskStore.Incoming file = content.incoming(expected);
        if (file == null) {
            return Refusal.DISK_FULL;
        }
        sink = new Sink(file, claim);
        return null;
    }

    /** Takes the next bytes; null when they fit. */
    @Nullable Refusal write(ByteBuffer bytes) throws IOException {
        received += bytes.remaining();
        sha256.update(bytes.duplicate());
        Sink to = sink;
        if (to == null) {
            return null;
        }
        Refusal refusal = chunked ? reserve(to.claim(), received) : null;
        return refusal != null ? refusal : onDisk(() -> write(to.file(), bytes));
    }

    private @Nullable Refusal write(DiskStore.Incoming file, ByteBuffer bytes) throws IOException {
        if (chunked && !file.makeRoom(bytes.remaining())) {
            return Refusal.DISK_FULL;
        }
        file.write(bytes);
        return null;
    }

    /** Puts the object in its place once all bytes are there; null when it stands, durably. */
    @Nullable Refusal finish() throws IOException {
        ObjectName name = location.name();
        if (name != null
                && !name.equals(ObjectName.of(HexFormat.of().formatHex(sha256.digest())))) {
            return Refusal.WRONG_HASH;
        }
        Sink from = sink;
        if (from == null) {
            return content.has(location) ? null : Refusal.GONE;
        }
        return onDisk(
                () ->
                        switch (content.publish(from.file(), from.claim(), location, received)) {
                            case STORED -> null;
                            case ALREADY_THERE -> name == null ? Refusal.CONFIG_EXISTS : null;
                            case GONE -> Refusal.GONE;
                        });
    }

    private @Nullable Refusal reserve(Claims.Claim claim, long bytes) {
        if (location.kind() == Kind.LOCKS && bytes > Kind.LARGEST_LOCK) {
            return Refusal.LARGE_LOCK;
        }
        return content.claims().grow(claim, bytes) ? null : Refusal.OVER_QUOTA;
    }

    private interface DiskWork {
        @Nullable Refusal run() throws IOException;
    }

    /** A full disk is for the client to know; any other trouble with it is a fault of ours. */
    private static @Nullable Refusal onDisk(DiskWork work) throws IOException {
        try {
            return work.run();
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            if (reason.contains("no space left") || reason.contains("quota exceeded")) {
                return Refusal.DISK_FULL;
            }
            throw e;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Cleans up what a failed upload leaves. */
    @Override
    public void close() throws IOException {
        Sink left = sink;
        if (left != null) {
            sink = null;
            content.claims().leave(left.claim());
            left.file().close();
        }
    }
}
