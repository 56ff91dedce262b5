package io.counterfoil.redemption;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.Period;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a code would do.
 *
 * @param product the id of what was bought
 * @param productName its name
 * @param plan the id of the plan
 * @param planName its name
 * @param hardQuotaBytes how much an account of the plan may store; null for as much as it likes
 * @param term how long
 * @param oldEnd when the account's time is over without the code; null for a new account
 * @param newEnd when it is over with it
 * @param conversion how the rest of the account's time becomes time of another plan; null unless that
 *     was asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Preview(
        UUID product,
        String productName,
        UUID plan,
        String planName,
        @Nullable Long hardQuotaBytes,
        Period term,
        @Nullable Instant oldEnd,
        Instant newEnd,
        @Nullable ConversionView conversion) {

    static Preview of(
            Voucher voucher,
            @Nullable Instant oldEnd,
            Instant newEnd,
            @Nullable ConversionView conversion) {
        return new Preview(
                voucher.product().id(),
                voucher.product().name(),
                voucher.plan().id(),
                voucher.plan().name(),
                voucher.plan().hardQuotaBytes(),
                voucher.product().term(),
                oldEnd,
                newEnd,
                conversion);
    }
}
