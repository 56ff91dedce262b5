package io.counterfoil.brand;

import io.counterfoil.platform.Text;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A provider's colours, each written as {@code #rrggbb} in small letters.
 *
 * @param dark {@link ColourRole#DARK}
 * @param main {@link ColourRole#MAIN}
 * @param bright {@link ColourRole#BRIGHT}
 * @param accent {@link ColourRole#ACCENT}
 * @param light {@link ColourRole#LIGHT}
 */
public record Palette(String dark, String main, String bright, String accent, String light) {
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");

    /** The colours of a provider that has not chosen any. */
    public static final Palette SHIPPED =
            new Palette("#07323f", "#0b5d66", "#148a7d", "#f2a541", "#bfe3dd");

    private static final String WHITE = "#ffffff";

    /** What WCAG 2.2 asks of text (1.4.3, level AA). */
    private static final double TEXT = 4.5;

    /** The same for large text: bold from 14 points on, else from 18 on. */
    private static final double LARGE_TEXT = 3;

    /**
     * Checks how the colours are written, not how they go together.
     *
     * @throws IllegalArgumentException if one is not written as {@code #rrggbb}
     */
    public Palette {
        for (String colour : new String[] {dark, main, bright, accent, light}) {
            if (!isColour(colour)) {
                throw new IllegalArgumentException(
                        "A colour is written as #rrggbb, not " + colour + ".");
            }
        }
    }

    /** Whether a text is a colour, written as it is kept. */
    public static boolean isColour(String text) {
        return COLOUR.matcher(text).matches();
    }

    /** The colour with a role. */
    public String of(ColourRole role) {
        return switch (role) {
            case DARK -> dark;
            case MAIN -> main;
            case BRIGHT -> bright;
            case ACCENT -> accent;
            case LIGHT -> light;
        };
    }

    /** The main colour; empty for a provider that has not chosen any. */
    public Optional<String> chosen() {
        return Optional.of(main).filter(colour -> !colour.equals(SHIPPED.main));
    }

    /** All of them with their roles, for people. */
    public String words() {
        return Arrays.stream(ColourRole.values())
                .map(role -> role.key() + " " + of(role))
                .collect(Collectors.joining(", "));
    }

    /**
     * Which colours would make text unreadable, each with a sentence that says what to choose
     * instead; empty when they all go together. Scanners are not asked, because symbols are black
     * on white whatever the colours are.
     */
    public Map<ColourRole, String> faults() {
        Map<ColourRole, String> faults = new EnumMap<>(ColourRole.class);
        require(faults, ColourRole.DARK, "White text on it", WHITE, TEXT, "darker");
        require(faults, ColourRole.MAIN, "White text on it", WHITE, TEXT, "darker");
        require(faults, ColourRole.BRIGHT, "White text on it", WHITE, LARGE_TEXT, "darker");
        require(faults, ColourRole.ACCENT, "Text in the dark colour on it", dark, TEXT, "lighter");
        require(faults, ColourRole.LIGHT, "Text in it on the dark colour", dark, TEXT, "lighter");
        require(faults, ColourRole.LIGHT, "Text in it on the main colour", main, TEXT, "lighter");
        require(
                faults,
                ColourRole.LIGHT,
                "Text in it on the bright colour",
                bright,
                LARGE_TEXT,
                "lighter");
        return faults;
    }

    private void require(
            Map<ColourRole, String> faults,
            ColourRole role,
            String text,
            String other,
            double least,
            String choose) {
        double contrast = contrast(of(role), other);
        if (contrast < least) {
            faults.putIfAbsent(
                    role,
                    new Text(
                                    "{words} could not be read: the contrast is {contrast}, and"
                                            + " {least} is needed. Choose a {lightness} one.",
                                    Map.of(
                                            "words",
                                            text,
                                            "contrast",
                                            "%.1f".formatted(Math.floor(contrast * 10) / 10),
                                            "least",
                                            "%.1f".formatted(least),
                                            "lightness",
                                            choose))
                            .toString());
        }
    }

    /** The contrast of two colours as WCAG 2.2 defines it: from 1 (equal) to 21. */
    public static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        return 0.2126 * linear(colour, 1) + 0.7152 * linear(colour, 3) + 0.0722 * linear(colour, 5);
    }

    private static double linear(String colour, int at) {
        double part = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
}
