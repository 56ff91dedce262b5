package io.counterfoil.provisioning.moves;

import io.counterfoil.provisioning.Relocation;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A move of an account with its sub-accounts.
 *
 * @param id its id
 * @param provider whose account it is
 * @param account the parent account
 * @param from where it was
 * @param to where it goes
 * @param state how far it is
 * @param dropDeleted whether what clients deleted, and the node before keeps, may be lost
 * @param passes how often all was copied while clients went on
 * @param tries how often in a row it did not get on
 * @param problem why not, for the operator; null = it gets on
 * @param progress what is copied of it
 * @param askedAt when somebody asked for it
 * @param askedBy who
 * @param heldAt since when clients wait or waited; null = not yet
 * @param movedAt since when it is on the other node; null = not yet
 * @param endedAt since when nothing is left to do; null = not yet
 */
record Move(
        UUID id,
        UUID provider,
        UUID account,
        Relocation.Place from,
        Relocation.Place to,
        MoveState state,
        boolean dropDeleted,
        int passes,
        int tries,
        @Nullable String problem,
        Progress progress,
        Instant askedAt,
        String askedBy,
        @Nullable Instant heldAt,
        @Nullable Instant movedAt,
        @Nullable Instant endedAt) {

    /**
     * Whether it is in the same state still, and has not left it meanwhile; nobody else changes that
     * until the transaction ends.
     */
    boolean isUnchanged(MoveRepository moves) {
        Move now = moves.lock(id).orElseThrow();
        return now.state == state && now.passes == passes && Objects.equals(now.heldAt, heldAt);
    }

    /** How many objects and bytes are there, of how many. */
    record Progress(long objects, long bytes, long totalObjects, long totalBytes) {}
}
