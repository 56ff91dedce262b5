package io.counterfoil.accounts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.Period;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Time that was granted to an account, or taken back from it.
 *
 * @param id its id
 * @param source {@code redemption}, {@code by_hand}, {@code trial}, {@code conversion} or {@code
 *     refund}
 * @param period how much; null of a refund: all that was left
 * @param from when it starts, after all refunds so far; of a refund, the end that it led to
 * @param to when it is used up, after all refunds so far; of a refund, the end that it found
 * @param grantedAt when it was granted
 * @param paid whether somebody paid for it
 * @param refundable whether some of it is left, which can be taken back
 * @param refunds of a refund: the grant whose time it took back; null = this granted time
 * @param reason why, if somebody said that
 */
public record Granted(
        UUID id,
        String source,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Period period,
        Instant from,
        Instant to,
        Instant grantedAt,
        boolean paid,
        boolean refundable,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID refunds,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason) {}
