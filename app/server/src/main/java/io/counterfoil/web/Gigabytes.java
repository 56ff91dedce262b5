package io.counterfoil.web;

import io.counterfoil.platform.Refused;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Quotas as forms have them: in gigabytes of a thousand million bytes. */
public final class Gigabytes {
    private static final BigDecimal BYTES = BigDecimal.valueOf(1_000_000_000L);
    private static final int LONGEST = 20;

    private Gigabytes() {}

    /**
     * The bytes of what was typed, such as 50 or 0.512; null for nothing.
     *
     * @param field the name of the field in the form
     * @throws Refused if it is no such number
     */
    public static @Nullable Long bytes(String field, @Nullable String typed) {
        String number = TypedNumbers.withPoint(typed);
        if (number == null || number.isBlank()) {
            return null;
        }
        if (number.length() > LONGEST || !number.matches("[0-9]+(\\.[0-9]{1,9})?")) {
            throw wrong(field);
        }
        try {
            return new BigDecimal(number).multiply(BYTES).longValueExact();
        } catch (ArithmeticException tooMuch) {
            throw wrong(field);
        }
    }

    /** As it is typed; null for no bound. */
    public static @Nullable String typed(@Nullable Long bytes) {
        return bytes == null
                ? null
                : BigDecimal.valueOf(bytes).divide(BYTES).stripTrailingZeros().toPlainString();
    }

    private static Refused wrong(String field) {
        return Refused.field(
                field, "A number of gigabytes such as 50 or 0.5, or nothing.");
    }
}
