package io.counterfoil.printing.pdf;

/**
 * Size of a page and of the part that is cut out of it, in points.
 *
 * @param slug how far the bleed lies inside the page's edges
 * @param bleed how far the trim lies inside the bleed
 */
public record PageFormat(double width, double height, double slug, double bleed) {
    /** The page boxes as entries of a page dictionary. */
    String entries() {
        return box("/MediaBox", 0) + box("/BleedBox", slug) + box("/TrimBox", slug + bleed);
    }

    private String box(String name, double inset) {
        return new Content(64)
                .raw(name)
                .raw("[")
                .number(inset)
                .number(inset)
                .number(width - inset)
                .number(height - inset)
                .raw("]")
                .toString();
    }
}
