package io.counterfoil.node.content;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.counterfoil.node.store.Kind;
import io.counterfoil.node.store.Location;
import io.counterfoil.node.store.Room;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Room reserved for uploads of one account, once for each object however often it is being sent: a
 * client that lost its connection sends the same object again while the node still waits for the
 * rest of the first try, and on a nearly full account there is room for only one of them, as only
 * one will stand.
 *
 * <p>Each upload that runs also takes an open file and room on the disk, so there are bounds on
 * their number.
 */
public final class Claims {
    /** Of one account: restic opens five connections, and many machines may share an account. */
    public static final int MOST_UPLOADS = 64;

    /** Of one object: one that is given up, one that takes its place, and one to spare. */
    static final int MOST_OF_ONE_OBJECT = 3;

    private final Quotas.Meter meter;

    @GuardedBy("this")
    private int uploads;

    @GuardedBy("this")
    private final Map<Location, Claim> claims = new HashMap<>();

    Claims(Quotas.Meter meter) {
        this.meter = meter;
    }

    /** A share in the room for one object. */
    static final class Claim {
        private final Location location;
        private int holders;
        private long reserved;
        private boolean counted;
        private boolean settled;

        private Claim(Location location) {
            this.location = location;
        }
    }

    /**
     * Takes part in the claim on an object; {@link #leave} ends that.
     *
     * @return null when too many uploads run already
     */
    synchronized @Nullable Claim join(Location location) {
        Claim known = claims.get(location);
        if (uploads == MOST_UPLOADS || (known != null && known.holders == MOST_OF_ONE_OBJECT)) {
            return null;
        }
        Claim claim = known == null ? new Claim(location) : known;
        claims.put(location, claim);
        claim.holders++;
        uploads++;
        return claim;
    }

    /** Makes room for one object of that many bytes in all; false when there isn't enough. */
    synchronized boolean grow(Claim claim, long bytes) {
        if (claim.settled) {
            return true;
        }
        if (!claim.counted) {
            if (claim.location.kind() == Kind.LOCKS) {
                meter.countLock();
            } else if (!meter.admit(claim.location.kind().mayUseReserve())) {
                return false;
            }
            claim.counted = true;
        }
        if (bytes <= claim.reserved) {
            return true;
        }
        if (!meter.reserve(bytes - claim.reserved, claim.location.kind().mayUseReserve())) {
            return false;
        }
        claim.reserved = bytes;
        return true;
    }

    /**
     * Whether the room is still there: not when another upload of the object used it up and the
     * object was deleted since.
     */
    synchronized boolean holds(Claim claim) {
        return !claim.settled;
    }

    /** The object stands with so many bytes; the claim is used up for everybody. */
    synchronized void settle(Claim claim, long bytes) {
        meter.settle(bytes);
        meter.refund(claim.reserved - bytes);
        claim.reserved = 0;
        claim.settled = true;
        claims.remove(claim.location, claim);
    }

    /** Ends one share; the last one gives the room back. */
    synchronized void leave(Claim claim) {
        claim.holders--;
        uploads--;
        if (claim.holders == 0 && !claim.settled) {
            meter.refund(claim.reserved);
            if (claim.counted) {
                meter.dismiss();
            }
            claims.remove(claim.location, claim);
        }
    }
}
