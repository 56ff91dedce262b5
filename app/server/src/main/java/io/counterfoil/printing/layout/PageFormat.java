package io.counterfoil.printing.layout;

/**
 * Size of a page and of the part that is cut out of it, in points.
 *
 * @param bleed how far the trim lies inside the page's edges
 */
record PageFormat(double width, double height, double bleed) {
    /** The page boxes as entries of a page dictionary. */
    String entries() {
        Content box = new Content(128);
        box.raw("/MediaBox[").number(0).number(0).number(width).number(height);
        box.raw("]/BleedBox[").number(0).number(0).number(width).number(height);
        box.raw("]/TrimBox[").number(bleed).number(bleed);
        box.number(width - bleed).number(height - bleed).raw("]");
        return box.toString();
    }
}
