package io.counterfoil.node.contract;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The end of an account's bytes: how far it is, and once done, the receipt for it.
 *
 * @param phase how far it is
 * @param requestedAt when the control service asked for it
 * @param dueAt when the grace period ends; until then a newer specification takes the purge back
 * @param objects objects when it was asked for, stored ones and deleted ones that are kept
 * @param bytes their bytes
 * @param objectsLeft objects not yet removed
 * @param bytesLeft their bytes
 * @param finishedAt when the last one was gone; null until then
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_NULL)
public record Purge(
        Phase phase,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant requestedAt,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant dueAt,
        long objects,
        long bytes,
        long objectsLeft,
        long bytesLeft,
        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Instant finishedAt) {

    /** One that waits for the end of its grace period. */
    public static Purge requested(Instant now, Instant dueAt, Aside all) {
        return new Purge(
                Phase.WAITING,
                now,
                dueAt,
                all.objects(),
                all.bytes(),
                all.objects(),
                all.bytes(),
                null);
    }

    /** The same, so far. */
    public Purge at(Phase now, Aside left, @Nullable Instant end) {
        return new Purge(
                now, requestedAt, dueAt, objects, bytes, left.objects(), left.bytes(), end);
    }

    /** How far a purge is. */
    public enum Phase {
        /** In its grace period: nothing is removed yet, and nobody gets in. */
        @JsonProperty("waiting")
        WAITING,
        /** Objects are being removed. */
        @JsonProperty("running")
        RUNNING,
        /** Nothing is left. */
        @JsonProperty("done")
        DONE
    }
}
