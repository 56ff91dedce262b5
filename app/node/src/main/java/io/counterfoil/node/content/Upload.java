package io.counterfoil.node.content;

import io.counterfoil.node.store.Kind;
import io.counterfoil.node.store.Location;
import io.counterfoil.node.store.ObjectName;
import io.counterfoil.node.store.ObjectStore;
import io.counterfoil.node.store.Refusal;
import io.counterfoil.node.store.Room;
import io.counterfoil.node.store.StoredObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One object on its way in. Room is reserved before bytes are taken, the hash is made on the way,
 * and closing it without a successful {@link #finish} leaves neither bytes nor a reservation. An
 * upload of an object that is already stored is only hashed: it needs no room and changes nothing.
 *
 * <p>Each upload has a place of its own, so a slow one that was given up can't disturb the one that
 * took its place.
 */
public final class Upload implements AutoCloseable {
    private final AccountContent content;
    private final Location location;
    private final Permit permit;
    private final @Nullable StoredObject damaged;
    private final MessageDigest sha256 = ObjectName.sha256();
    private @Nullable Sink sink;
    private boolean chunked;
    private long received;

    private Upload(
            AccountContent content,
            Location location,
            Permit permit,
            @Nullable StoredObject damaged) {
        this.content = content;
        this.location = location;
        this.permit = permit;
        this.damaged = damaged;
    }

    /** Where bytes go that aren't stored yet, and the room they take. */
    private record Sink(ObjectStore.Incoming place, Claims.Claim claim) {}

    /**
     * An upload to a repository that exists.
     *
     * @param permit asked again when all has come
     */
    public static Upload to(
            AccountContent content, Location location, Permit permit) {
        return new Upload(content, location, permit, null);
    }

    /**
     * The same, of an object that another node has whole.
     *
     * @param damaged what stands in its place with wrong bytes: it goes once the right ones are here,
     *     and is nobody's loss then; null = nothing
     */
    public static Upload replacing(
            AccountContent content,
            Location location,
            @Nullable StoredObject damaged,
            Permit permit) {
        return new Upload(content, location, permit, damaged);
    }

    /**
     * Makes room, for a body of known length once for all of it.
     *
     * @param length {@link ObjectStore#UNKNOWN_LENGTH} for a chunked body
     * @param known whether the object was stored before
     * @return null when the body may come
     */
    public @Nullable Refusal begin(long length, boolean known) throws IOException {
        if (known) {
            return null;
        }
        content.endRemoval(location);
        chunked = length == ObjectStore.UNKNOWN_LENGTH;
        if (location.kind() == Kind.LOCKS && content.count(Kind.LOCKS) >= Kind.MOST_LOCKS) {
            return Refusal.TOO_MANY_LOCKS;
        }
        Claims.Claim claim = content.claims().join(location);
        if (claim == null) {
            return Refusal.BUSY;
        }
        try {
            Refusal refusal = reserve(claim, Math.max(0, length));
            return refusal != null ? refusal : open(claim, length);
        } finally {
            if (sink == null) {
                content.claims().leave(claim);
            }
        }
    }

    private @Nullable Refusal open(Claims.Claim claim, long length) throws IOException {
        ObjectStore.Incoming place = content.incoming(location, length);
        if (place == null) {
            return Refusal.DISK_FULL;
        }
        sink = new Sink(place, claim);
        return null;
    }

    /**
     * Whether the next bytes may come now.
     *
     * @param later run when they may, if not
     */
    public boolean takesNow(Runnable later) {
        Sink to = sink;
        return to == null || to.place().takesNow(later);
    }

    /** Takes the next bytes; null when they fit. */
    public @Nullable Refusal write(ByteBuffer bytes) throws IOException {
        received += bytes.remaining();
        sha256.update(bytes.duplicate());
        Sink to = sink;
        if (to == null) {
            return null;
        }
        Refusal refusal = chunked ? reserve(to.claim(), received) : null;
        if (refusal == null && chunked && !to.place().makeRoom(bytes.remaining())) {
            refusal = Refusal.DISK_FULL;
        }
        if (refusal == null) {
            to.place().write(bytes);
        }
        return refusal;
    }

    /** Puts the object in its place once all bytes are there; null when it stands, durably. */
    public @Nullable Refusal finish() throws IOException {
        ObjectName name = location.name();
        if (name != null
                && !name.equals(ObjectName.of(HexFormat.of().formatHex(sha256.digest())))) {
            return Refusal.WRONG_HASH;
        }
        Sink from = sink;
        if (from == null) {
            return content.hasDurably(location) ? null : Refusal.GONE;
        }
        return content.publish(from.place(), location, from.claim(), received, damaged, permit);
    }

    private @Nullable Refusal reserve(Claims.Claim claim, long bytes) {
        if (location.kind() == Kind.LOCKS && bytes > Kind.LARGEST_LOCK) {
            return Refusal.LARGE_LOCK;
        }
        if (content.claims().grow(claim, bytes)) {
            return null;
        }
        return content.meter().isPoolShort(bytes, location.kind().mayUseReserve())
                ? Refusal.POOL_OVER_QUOTA
                : Refusal.OVER_QUOTA;
    }

    /** Cleans up what a failed upload leaves. */
    @Override
    public void close() throws IOException {
        Sink left = sink;
        if (left != null) {
            sink = null;
            content.claims().leave(left.claim());
            left.place().close();
        }
    }
}
