package io.counterfoil.printing.report;

import java.util.Locale;
import java.util.Set;

/** The paper that people have in their printers. */
public enum PaperSize {
    /** 210 mm × 297 mm. */
    A4(210, 297),
    /** 8.5 in × 11 in. */
    LETTER(215.9, 279.4);

    /** Where letter size is the usual one: North America, the Philippines and much of Latin America. */
    private static final Set<String> LETTER_COUNTRIES =
            Set.of(
                    "US", "CA", "MX", "PR", "PH", "CL", "CO", "CR", "DO", "GT", "NI", "PA", "SV",
                    "VE");

    private final double width;
    private final double height;

    PaperSize(double width, double height) {
        this.width = width;
        this.height = height;
    }

    /** The usual paper of a country, ISO 3166-1 in two letters. */
    public static PaperSize of(String country) {
        return LETTER_COUNTRIES.contains(country.toUpperCase(Locale.ROOT)) ? LETTER : A4;
    }

    /** In millimetres. */
    double width() {
        return width;
    }

    /** In millimetres. */
    double height() {
        return height;
    }
}
