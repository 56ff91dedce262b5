package io.counterfoil.node.contract;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What clients deleted, brought back: how far it is. Objects that came since stay, except for a
 * {@code config} that took the place of an older one: that one is kept in turn.
 *
 * @param id the control service's id of it: the same again changes nothing
 * @param since everything that was deleted at this instant or later comes back
 * @param requestedAt when the control service asked for it
 * @param objects kept objects that it was about when it was asked for
 * @param bytes their bytes
 * @param finishedAt when all were back; null until then
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_NULL)
public record Undelete(
        UUID id,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant since,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant requestedAt,
        long objects,
        long bytes,
        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Instant finishedAt) {

    /** The same, done. */
    public Undelete finished(Instant now) {
        return new Undelete(id, since, requestedAt, objects, bytes, now);
    }

    /**
     * Asks for it. While another one runs, it is done with this one, since the earlier instant.
     *
     * @param id the control service's id of it
     * @param since by the node's clock
     */
    public record Request(
            UUID id, @JsonFormat(shape = JsonFormat.Shape.STRING) Instant since) {
        public Request {
            if (id == null || since == null) {
                throw new IllegalArgumentException("say since when, as since, and give it an id");
            }
        }
    }
}
