package io.counterfoil.printing.barcode;

import java.util.List;

/**
 * A symbol in modules, origin at its upper left dark corner, y downwards. It is vector data: who
 * draws it decides how large a module is.
 */
public final class Symbol {
    private final int width;
    private final int height;
    private final Quiet quiet;
    private final int[] dark;
    private final List<Caption> captions;

    /** The light border, in modules, that a reader needs around the symbol. */
    public record Quiet(int left, int right, int top, int bottom) {}

    /**
     * Digits for people, written below the bars.
     *
     * @param text the digits
     * @param x left edge of the first digit's cell, in modules
     * @param pitch width of one digit's cell, in modules
     */
    public record Caption(String text, int x, int pitch) {}

    /** Receives dark rectangles. */
    @FunctionalInterface
    public interface Canvas {
        /**
         * One rectangle, in modules. A height of 0 is a seam between those above and below it.
         *
         * @param joinedAbove whether all that touches its upper edge is dark and belongs to it
         * @param joinedBelow the same for its lower edge
         */
        void fill(
                int x, int y, int width, int height, boolean joinedAbove, boolean joinedBelow);
    }

    /**
     * A symbol.
     *
     * @param dark what {@link Rectangles} collected
     */
    Symbol(int width, int height, Quiet quiet, int[] dark, List<Caption> captions) {
        this.width = width;
        this.height = height;
        this.quiet = quiet;
        this.dark = dark;
        this.captions = List.copyOf(captions);
    }

    /** Modules from the first to the last dark column. */
    public int width() {
        return width;
    }

    /** Modules from the first to the last dark row. */
    public int height() {
        return height;
    }

    /** The light border. */
    public Quiet quiet() {
        return quiet;
    }

    /** Width with the light border. */
    public int outerWidth() {
        return quiet.left + width + quiet.right;
    }

    /** Height with the light border. */
    public int outerHeight() {
        return quiet.top + height + quiet.bottom;
    }

    /** The digits below the bars; empty for most symbols. */
    public List<Caption> captions() {
        return captions;
    }

    /** Draws the dark rectangles, which don't overlap. */
    public void draw(Canvas canvas) {
        for (int i = 0; i < dark.length; i += Rectangles.NUMBERS) {
            int joins = dark[i + 4];
            canvas.fill(
                    dark[i],
                    dark[i + 1],
                    dark[i + 2],
                    dark[i + 3],
                    (joins & Rectangles.ABOVE) != 0,
                    (joins & Rectangles.BELOW) != 0);
        }
    }
}
