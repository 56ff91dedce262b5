package io.counterfoil.printing.pdf;

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
}
