package io.counterfoil.node;

/**
 * Why a request on the data port isn't served.
 *
 * @param status what restic goes by: 403 and 507 are final, 503 is tried again
 * @param reason one sentence for the person who reads it, without any secret
 */
record Refusal(int status, String reason) {
    static final Refusal UNAUTHORISED =
            new Refusal(401, "Wrong user name or password for this storage.");
    static final Refusal NOT_FOUND = new Refusal(404, "There is nothing at this address.");
    static final Refusal CREATE_WHAT =
            new Refusal(400, "To create a repository, send POST with ?create=true.");
    static final Refusal CONFIG_EXISTS =
            new Refusal(403, "This repository has its config already; it isn't overwritten.");
    static final Refusal WRONG_HASH =
            new Refusal(400, "The body's SHA-256 isn't its name; send it again.");
    static final Refusal GONE =
            new Refusal(503, "The object's place went away while it was sent; try again.");
    static final Refusal FAULT =
            new Refusal(500, "The storage node failed; its operator finds the reason in its log.");
    static final Refusal OVER_QUOTA =
            new Refusal(
                    507,
                    "The account's quota is used up: free space with forget --prune"
                            + " --max-repack-size 0, or buy more.");
    static final Refusal DISK_FULL =
            new Refusal(507, "The storage node is full; its operator has to make room.");
    static final Refusal CLOSED = new Refusal(403, "This account is closed.");
    static final Refusal FROZEN =
            new Refusal(
                    403,
                    "This account is frozen: it can be restored from but not written to; extend it"
                            + " to write again.");
    static final Refusal READ_ONLY = new Refusal(403, "This credential may only read.");
    static final Refusal APPEND_ONLY = new Refusal(403, "This credential may not delete.");
}
