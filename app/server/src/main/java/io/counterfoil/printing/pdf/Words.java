package io.counterfoil.printing.pdf;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Lengths as they stand in sentences for people. */
public final class Words {
    private Words() {}

    /** Millimetres with at most two decimals. */
    public static String millimetres(double length) {
        return new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT))
                .format(length);
    }

    /** The same as a value of a text, which each language writes in its own way. */
    public static BigDecimal inTexts(double length) {
        return new BigDecimal(millimetres(length));
    }
}
