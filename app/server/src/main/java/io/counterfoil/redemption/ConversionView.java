package io.counterfoil.redemption;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Fields;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the rest of an account's time becomes time of another plan: remaining days × old price of a day
 * ÷ new price of a day, rounded up. Where parts of the rest cost differently, each counts at its own
 * price, and only the sum is rounded.
 *
 * <p>The old price is that of the product of the card that brought the time, or together with which
 * it was converted. A trial, a giveaway or time given by hand has none: it counts like that of the
 * newest card that cost something, or nothing if there is none. The new one is that of the code's
 * product.
 *
 * @param oldPlan the plan that the account has
 * @param remainingDays of its time, with the day that has begun
 * @param oldPrice what the last part of its time cost, for {@code oldTerm}; null: nothing
 * @param parts the rest of its time, in its order; one if all of it cost the same, none if there is
 *     no rest or nobody has proved to be the holder
 * @param value what they are worth together
 * @param newPrice what the card costs, for {@code newTerm}
 * @param convertedDays what the remaining days become, before the card's time is added
 * @param newHardQuotaBytes the account's hard quota from then on: the new plan's, or a larger one that
 *     the account was given by itself; null: none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConversionView(
        UUID oldPlan,
        String oldPlanName,
        @Nullable Long oldHardQuotaBytes,
        long remainingDays,
        @Nullable Amount oldPrice,
        @Nullable Period oldTerm,
        List<ConversionPart> parts,
        Amount value,
        Amount newPrice,
        Period newTerm,
        long convertedDays,
        @Nullable Long newHardQuotaBytes) {
    public ConversionView {
        parts = List.copyOf(parts);
    }

    /**
     * Remaining days in a row that cost the same.
     *
     * @param from when they begin
     * @param until when they are used up
     * @param days how many
     * @param price what they cost, for {@code term}; null: nothing
     * @param value what they are worth; the parts add up to what they are worth together, so that one
     *     may be a cent off
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ConversionPart(
            Instant from,
            Instant until,
            long days,
            @Nullable Amount price,
            @Nullable Period term,
            Amount value) {}

    /** The same for whoever has not proved to be the holder: what was bought when is not theirs. */
    ConversionView withoutParts() {
        return new ConversionView(
                oldPlan,
                oldPlanName,
                oldHardQuotaBytes,
                remainingDays,
                oldPrice,
                oldTerm,
                List.of(),
                value,
                newPrice,
                newTerm,
                convertedDays,
                newHardQuotaBytes);
    }

    /** Whether it is still what somebody was shown. */
    boolean is(Shown shown) {
        return shown.oldPlan().equals(oldPlan)
                && shown.remainingDays() == remainingDays
                && shown.convertedDays() == convertedDays;
    }

    /** What somebody agreed to. */
    record Shown(UUID oldPlan, long remainingDays, long convertedDays) {

        /** What the hidden fields of a page say. */
        static Shown read(
                Fields fields,
                @Nullable String oldPlan,
                @Nullable String remainingDays,
                @Nullable String convertedDays) {
            return new Shown(
                    fields.id("old_plan", oldPlan),
                    days(fields, "remaining_days", remainingDays),
                    days(fields, "converted_days", convertedDays));
        }

        /** What a program sends of a preview. */
        static Shown of(Fields fields, RedemptionsResource.ConversionRequest request) {
            return new Shown(
                    fields.id("conversion.old_plan", request.oldPlan()),
                    fields.number(
                            "conversion.remaining_days",
                            request.remainingDays(),
                            0,
                            Integer.MAX_VALUE),
                    fields.number(
                            "conversion.converted_days",
                            request.convertedDays(),
                            0,
                            Integer.MAX_VALUE));
        }

        private static long days(Fields fields, String field, @Nullable String typed) {
            return fields.parsed(field, typed, Long::parseLong, "A whole number of days.")
                    .orElse(0L);
        }
    }
}
