package io.counterfoil.node;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.Map;

/**
 * Room reserved for uploads of one account, once for each object however often it is being sent: a
 * client that lost its connection sends the same object again while the node still waits for the
 * rest of the first try, and on a nearly full account there is room for only one of them, as only
 * one will stand.
 */
final class Claims {
    private final Quotas.Meter meter;

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
        private boolean settled;

        private Claim(Location location) {
            this.location = location;
        }
    }

    /** Takes part in the claim on an object; {@link #leave} ends that. */
    synchronized Claim join(Location location) {
        Claim claim = claims.computeIfAbsent(location, Claim::new);
        claim.holders++;
        return claim;
    }

    /** Makes room for that many bytes in all; false when there isn't enough. */
    synchronized boolean grow(Claim claim, long bytes) {
        if (claim.settled || bytes <= claim.reserved) {
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
        if (claim.holders == 0 && !claim.settled) {
            meter.refund(claim.reserved);
            claims.remove(claim.location, claim);
        }
    }
}
