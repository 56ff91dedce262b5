package io.counterfoil.printing.layout;

/** A colour of text, each part 0 to 255. Black is printed with black ink only. */
record Colour(int red, int green, int blue) {
    static final Colour BLACK = new Colour(0, 0, 0);

    /**
     * Reads {@code #rrggbb}.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Colour parse(String text) {
        if (!text.matches("#[0-9a-fA-F]{6}")) {
            throw new IllegalArgumentException("A colour is written as #rrggbb, not " + text + ".");
        }
        int rgb = Integer.parseInt(text.substring(1), 16);
        return new Colour(rgb >> 16, (rgb >> 8) & 0xff, rgb & 0xff);
    }
}
