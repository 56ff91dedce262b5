package io.counterfoil.redemption;

import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an item with a damaged panel would do for an account.
 *
 * @param username the account's
 * @param planName the plan that the item is for
 * @param extension its new end; null if the account has another plan
 * @param second what a second account of its customer would be; null if there can be none
 * @param noSecond why not
 * @param conversion what a change of its plan would do; null if it can't be changed
 * @param noConversion why not
 */
record RecoveryOutlook(
        String username,
        String planName,
        @Nullable Preview extension,
        @Nullable Preview second,
        @Nullable Text noSecond,
        @Nullable Preview conversion,
        @Nullable Text noConversion) {

    static RecoveryOutlook ofItsPlan(String username, String planName, Preview extension) {
        return new RecoveryOutlook(username, planName, extension, null, null, null, null);
    }

    static RecoveryOutlook ofAnotherPlan(
            String username,
            String planName,
            Supplier<Preview> second,
            Supplier<Preview> conversion) {
        Way opened = Way.of(second);
        Way converted = Way.of(conversion);
        return new RecoveryOutlook(
                username,
                planName,
                null,
                opened.preview(),
                opened.reason(),
                converted.preview(),
                converted.reason());
    }

    private record Way(@Nullable Preview preview, @Nullable Text reason) {
        static Way of(Supplier<Preview> way) {
            try {
                return new Way(way.get(), null);
            } catch (Refused refused) {
                if (refused.type() != ProblemType.CONFLICT) {
                    throw refused;
                }
                return new Way(null, refused.text());
            }
        }
    }
}
