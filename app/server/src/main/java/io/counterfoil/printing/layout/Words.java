package io.counterfoil.printing.layout;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers in sentences. */
final class Words {
    private static final int LONGEST_TITLE = 200;

    private Words() {}

    /** Millimetres with at most two decimals. */
    static String millimetres(double length) {
        return new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT))
                .format(length);
    }

    /**
     * A title for people, as it is.
     *
     * @throws IllegalArgumentException when it has no or too many characters, or such as are none
     */
    static String title(String text) {
        boolean isPlain =
                text.codePoints()
                        .noneMatch(
                                c ->
                                        Character.isISOControl(c)
                                                || Character.getType(c) == Character.SURROGATE);
        if (text.isBlank() || text.length() > LONGEST_TITLE || !isPlain) {
            throw new IllegalArgumentException(
                    "A title has 1 to 200 characters, and no line breaks or halves of characters.");
        }
        return text;
    }
}
