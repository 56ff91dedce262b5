package io.counterfoil.node.store;

/**
 * Why a request on the data port isn't served.
 *
 * @param status what restic goes by: 403 and 507 are final, 503 is tried again
 * @param word for metrics: one of those below, and no other
 * @param reason one sentence for the person who reads it, without any secret
 */
public record Refusal(int status, String word, String reason) {
    public static final Refusal UNAUTHORISED =
            new Refusal(401, "unauthenticated", "Wrong user name or password for this storage.");
    public static final Refusal NOT_FOUND = new Refusal(404, "not-found", "There is nothing at this address.");
    public static final Refusal CREATE_WHAT =
            new Refusal(400, "bad-request", "To create a repository, send POST with ?create=true.");
    public static final Refusal CONFIG_EXISTS =
            new Refusal(403, "config-exists", "This repository has its config already; it isn't overwritten.");
    public static final Refusal WRONG_HASH =
            new Refusal(400, "bad-hash", "The body's SHA-256 isn't its name; send it again.");
    public static final Refusal GONE =
            new Refusal(503, "gone", "The object's place went away while it was sent; try again.");
    public static final Refusal FAULT =
            new Refusal(500, "fault", "The storage node failed; its operator finds the reason in its log.");
    public static final Refusal OVER_QUOTA =
            new Refusal(
                    507, "quota",
                    "The account's quota is used up, in bytes or in objects: free space with forget"
                        + " --prune --max-repack-size 0, or buy more.");
    public static final Refusal DISK_FULL =
            new Refusal(507, "disk-full", "The storage node is full; its operator has to make room.");
    static final Refusal STORE_AWAY =
            new Refusal(503, "store-away", "The store behind this node doesn't answer; try again.");
    public static final Refusal TOO_MANY_REPOSITORIES =
            new Refusal(
                    507, "repositories",
                    "This account has as many repositories as it may have; back up into one of"
                            + " them.");
    public static final Refusal BUSY =
            new Refusal(503, "uploads", "Too many uploads to this account run at once; try again.");
    public static final Refusal TOO_SLOW =
            new Refusal(408, "slow", "The body came too slowly; send it again over a better line.");
    public static final Refusal LARGE_LOCK =
            new Refusal(403, "locks", "This is too large for a lock, and locks hold nothing else.");
    public static final Refusal TOO_MANY_LOCKS =
            new Refusal(403, "locks", "This account has too many locks; remove old ones with unlock.");
    public static final Refusal MOVING =
            new Refusal(
                    503, "moving", "This account is being moved to another node; try again.");
    public static final Refusal NOT_HANDED_ON =
            new Refusal(
                    400,
                    "bad-request",
                    "This request can't be handed on to another node: its query or a header of it is"
                            + " malformed.");
    public static final Refusal NODE_AWAY =
            new Refusal(
                    503,
                    "node-away",
                    "The storage node that has this account now doesn't answer; try again.");
    public static final Refusal CLOSED = new Refusal(403, "closed", "This account is closed.");
    public static final Refusal FROZEN =
            new Refusal(
                    403, "frozen",
                    "This account is frozen: it can be restored from but not written to; extend it"
                            + " to write again.");
    public static final Refusal READ_ONLY = new Refusal(403, "read-only", "This credential may only read.");
    public static final Refusal APPEND_ONLY = new Refusal(403, "append-only", "This credential may not delete.");
    public static final Refusal POOL_OVER_QUOTA =
            new Refusal(
                    507,
                    "pool",
                    "The quota that this account shares with others is used up: free space with"
                            + " forget --prune --max-repack-size 0, or buy more.");
    public static final Refusal GUESSING =
            new Refusal(
                    503,
                    "guessing",
                    "Too many wrong passwords came from here; try again in half a minute.");
    public static final Refusal CROWDED =
            new Refusal(
                    503,
                    "crowded",
                    "The storage node has as many connections as it may have; try again.");
    public static final Refusal ACCOUNT_CROWDED =
            new Refusal(
                    503,
                    "account-crowded",
                    "This account has as many connections or requests as it may have; try again.");
    public static final Refusal STOPPING =
            new Refusal(503, "stopping", "The storage node is being stopped; try again.");

    /** Not with this method. */
    public static Refusal notAllowed(String allowed) {
        return new Refusal(405, "method", "Use one of " + allowed + " here.");
    }
}
