package io.counterfoil.web;

import io.counterfoil.platform.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Numbers of bytes as people read them: 1.5 GB of a thousand million bytes each. */
public final class FileSize {
    private static final List<String> UNITS =
            List.of(
                    "{number} bytes",
                    "{number} kB",
                    "{number} MB",
                    "{number} GB",
                    "{number} TB",
                    "{number} PB",
                    "{number} EB");
    private static final BigDecimal STEP = BigDecimal.valueOf(1000);

    private FileSize() {}

    /** Such as 1.25 GB, rounded to a hundredth of the unit. */
    public static Text words(long bytes) {
        BigDecimal value = BigDecimal.valueOf(bytes);
        int unit = 0;
        // What rounds to a thousand is one of the next unit.
        while (rounded(value).compareTo(STEP) >= 0) {
            value = value.divide(STEP);
            unit++;
        }
        return Text.of(UNITS.get(unit), "number", rounded(value));
    }

    private static BigDecimal rounded(BigDecimal value) {
        return value.setScale(2, RoundingMode.HALF_EVEN);
    }
}
