package io.counterfoil.provisioning.moves;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A move as the API and pages show it.
 *
 * @param id its id
 * @param account the parent account; its sub-accounts move with it
 * @param from the name of the node where it was
 * @param to the name of the node where it goes
 * @param state copying, switching, moved, done or cancelled
 * @param objects how many objects are copied
 * @param bytes their bytes
 * @param totalObjects how many there are to be
 * @param totalBytes their bytes
 * @param problem why it does not get on; null = it does
 * @param askedAt when somebody asked for it
 * @param askedBy who, as events name them
 * @param heldAt since when clients wait or waited for the last objects; null = not yet
 * @param movedAt since when it is on the other node; null = not yet
 * @param endedAt since when nothing is left to do; null = not yet
 */
public record MoveView(
        UUID id,
        UUID account,
        String from,
        String to,
        String state,
        long objects,
        long bytes,
        long totalObjects,
        long totalBytes,
        @Nullable String problem,
        Instant askedAt,
        String askedBy,
        @Nullable Instant heldAt,
        @Nullable Instant movedAt,
        @Nullable Instant endedAt) {

    static MoveView of(Move move) {
        return new MoveView(
                move.id(),
                move.account(),
                move.from().name(),
                move.to().name(),
                move.state().label(),
                move.progress().objects(),
                move.progress().bytes(),
                move.progress().totalObjects(),
                move.progress().totalBytes(),
                move.problem(),
                move.askedAt(),
                move.askedBy(),
                move.heldAt(),
                move.movedAt(),
                move.endedAt());
    }
}
