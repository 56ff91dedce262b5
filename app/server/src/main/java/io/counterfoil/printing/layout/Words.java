package io.counterfoil.printing.layout;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers in sentences. */
final class Words {
    private Words() {}

    /** Millimetres with at most two decimals. */
    static String millimetres(double length) {
        return new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT))
                .format(length);
    }
}
