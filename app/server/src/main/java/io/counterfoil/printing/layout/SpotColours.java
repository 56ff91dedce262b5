package io.counterfoil.printing.layout;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of spot colours. A bureau's machines find their part of a page by them: the cutter its
 * line, the screen press its panel.
 *
 * @param cutContour the outline along which an item is cut
 * @param scratchPanel the panel of scratch-off ink
 */
public record SpotColours(String cutContour, String scratchPanel) {
    /** Names that mean ink of the press itself, or all inks, to every reader of a PDF. */
    private static final Set<String> RESERVED =
            Set.of("all", "none", "cyan", "magenta", "yellow", "black");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,62}");

    /** The names that most machines know. */
    public static final SpotColours USUAL = new SpotColours("CutContour", "ScratchOff");

    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException with a sentence for the person who typed them
     */
    public SpotColours {
        requireUsable(cutContour);
        requireUsable(scratchPanel);
        if (cutContour.equalsIgnoreCase(scratchPanel)) {
            throw new IllegalArgumentException(
                    "Cut contour and scratch panel need two different spot colours.");
        }
    }

    private static void requireUsable(String name) {
        if (!NAME.matcher(name).matches()) {
            throw Faults.of(
                    "The name of a spot colour has up to 63 letters, digits, spaces, dots, hyphens"
                            + " and underscores, and begins with a letter or digit; \"{text}\""
                            + " does not.",
                    Map.of("text", name));
        }
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw Faults.of(
                    "\"{text}\" is no spot colour; please take another name.",
                    Map.of("text", name));
        }
    }
}
