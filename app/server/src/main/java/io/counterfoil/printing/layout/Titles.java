package io.counterfoil.printing.layout;

/** Titles of layouts and sheets. */
final class Titles {
    private static final int LONGEST = 200;

    private Titles() {}

    /**
     * A title for people, as it is.
     *
     * @throws IllegalArgumentException when it has no or too many characters, or such as are none
     */
    static String require(String text) {
        boolean isPlain =
                text.codePoints()
                        .noneMatch(
                                c ->
                                        Character.isISOControl(c)
                                                || Character.getType(c) == Character.SURROGATE);
        if (text.isBlank() || text.length() > LONGEST || !isPlain) {
            throw new IllegalArgumentException(
                    "A title has 1 to 200 characters, and no line breaks or halves of characters.");
        }
        return text;
    }
}
