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
        Claims.Claim claim = content.claims().join(location);
        try {
            Refusal refusal = reserve(claim, chunked ? 0 : length);
            return refusal != null
                    ? refusal
                    : onDisk(() -> sink = new Sink(content.incoming(), claim));
        } finally {
            if (sink == null) {
                content.claims().leave(claim);
            }
        }
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
        return refusal != null ? refusal : onDisk(() -> to.file().write(bytes));
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
        AccountContent.Published[] published = {AccountContent.Published.GONE};
        Refusal full =
                onDisk(
                        () ->
                                published[0] =
                                        content.publish(
                                                from.file(), from.claim(), location, received));
        if (full != null) {
            return full;
        }
        return switch (published[0]) {
            case STORED -> null;
            case ALREADY_THERE -> name == null ? Refusal.CONFIG_EXISTS : null;
            case GONE -> Refusal.GONE;
        };
    }

    private @Nullable Refusal reserve(Claims.Claim claim, long bytes) {
        if (!content.roomOnDisk(bytes - received)) {
            return Refusal.DISK_FULL;
        }
        return content.claims().grow(claim, bytes) ? null : Refusal.OVER_QUOTA;
    }

    private interface DiskWork {
        void run() throws IOException;
    }

    /** A full disk is for the client to know; any other trouble with it is a fault of ours. */
    private static @Nullable Refusal onDisk(DiskWork work) throws IOException {
        try {
            work.run();
            return null;
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
