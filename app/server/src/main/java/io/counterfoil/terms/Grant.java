package io.counterfoil.terms;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entry in an account's list of grants.
 *
 * @param id its id
 * @param from when its time starts; of a refund, the end that it leads to
 * @param to when it ends; of a refund, the end that it found
 * @param refunds of a refund: the grant whose rest it takes back; null = this grants time
 */
public record Grant(UUID id, Instant from, Instant to, @Nullable UUID refunds) {
    public Grant {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a grant and a refund are of some time");
        }
    }
}
