package io.counterfoil.brand;

import java.util.List;

/**
 * A provider's main colour as the accent of pages and mails: links, buttons, and what has the focus.
 * Whatever the colour is, text in it and on it can be read as WCAG 2.2 asks (1.4.3, level AA), and so
 * can be seen all else in it: it is made darker for light grounds and lighter for dark ones, by as
 * little as it takes, and keeps its hue.
 *
 * @param onLight on light grounds, with {@link #WHITE} text on it
 * @param onDark on dark grounds, with {@link #NIGHT} text on it
 */
public record Accent(String onLight, String onDark) {
    /** Text on the accent where grounds are light. */
    public static final String WHITE = "#ffffff";

    /** Text on the accent where grounds are dark. */
    public static final String NIGHT = "#08201a";

    /** That of a provider that has not chosen any: the one of the style sheet. */
    public static final Accent SHIPPED = new Accent("#0b5d4e", "#6fcbb4");

    /** The grounds of the style sheet on which the accent is the hardest to read. */
    static final List<String> LIGHT_GROUNDS = List.of("#f5f4ef", "#e3f2ea", "#fbe6e3", "#fbf0d3");

    static final List<String> DARK_GROUNDS = List.of("#1b2220", "#17352a", "#43201c", "#3d3216");

    /** What WCAG 2.2 asks of text; of borders and marks it asks for less, 3. */
    private static final double TEXT = 4.5;

    private static final String BLACK = "#000000";
    private static final int STEPS = 100;

    /** The accent of a provider with these colours. */
    public static Accent of(Palette colours) {
        return colours.chosen().map(Accent::of).orElse(SHIPPED);
    }

    /** The accent for a colour, written as {@code #rrggbb} in small letters. */
    static Accent of(String colour) {
        return new Accent(
                readable(colour, BLACK, LIGHT_GROUNDS), readable(colour, WHITE, DARK_GROUNDS));
    }

    /** The variables of the style sheet with this accent in their place, on screens only. */
    public String css() {
        return """
        @media screen {
          :root { --accent: %s; --on-accent: %s; }
        }
        @media screen and (prefers-color-scheme: dark) {
          :root { --accent: %s; --on-accent: %s; }
        }
        """
                .formatted(onLight, WHITE, onDark, NIGHT);
    }

    /** The colour, with as little of the pole in it as makes it readable on all these grounds. */
    private static String readable(String colour, String pole, List<String> grounds) {
        for (int step = 0; step < STEPS; step++) {
            String mixed = mixed(colour, pole, step);
            if (grounds.stream().allMatch(ground -> Palette.contrast(mixed, ground) >= TEXT)) {
                return mixed;
            }
        }
        return pole;
    }

    private static String mixed(String colour, String pole, int step) {
        return "#%02x%02x%02x"
                .formatted(
                        mixed(colour, pole, step, 1),
                        mixed(colour, pole, step, 3),
                        mixed(colour, pole, step, 5));
    }

    private static int mixed(String colour, String pole, int step, int at) {
        return (part(colour, at) * (STEPS - step) + part(pole, at) * step) / STEPS;
    }

    private static int part(String colour, int at) {
        return Integer.parseInt(colour.substring(at, at + 2), 16);
    }
}
