package io.counterfoil.catalog;

import io.counterfoil.platform.Refused;
import io.counterfoil.web.TypedNumbers;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Quotas as the forms of plans have them: in gigabytes of a thousand million bytes. */
final class Gigabytes {
    private static final BigDecimal BYTES = BigDecimal.valueOf(1_000_000_000L);
    private static final int LONGEST = 20;

    private Gigabytes() {}

    /**
     * The bytes of what was typed, such as 50 or 0.512; null for nothing.
     *
     * @throws Refused if it is no such number
     */
    static @Nullable Long bytes(@Nullable String typed) {
        String number = TypedNumbers.withPoint(typed);
        if (number == null || number.isBlank()) {
            return null;
        }
        if (number.length() > LONGEST || !number.matches("[0-9]+(\\.[0-9]{1,9})?")) {
            throw wrong();
        }
        try {
            return new BigDecimal(number).multiply(BYTES).longValueExact();
        } catch (ArithmeticException tooMuch) {
            throw wrong();
        }
    }

    /** As it is typed; null for no bound. */
    static @Nullable String typed(@Nullable Long bytes) {
        return bytes == null
                ? null
                : BigDecimal.valueOf(bytes).divide(BYTES).stripTrailingZeros().toPlainString();
    }

    private static Refused wrong() {
        return Refused.field(
                "gigabytes", "A number of gigabytes such as 50 or 0.5, or nothing.");
    }
}
