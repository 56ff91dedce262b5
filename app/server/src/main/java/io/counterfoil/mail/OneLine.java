package io.counterfoil.mail;

/** Text that stands in one line, such as a header of a mail: a line break in it would begin another. */
final class OneLine {
    private static final int LONGEST = 500;

    private OneLine() {}

    /** The text with a blank for each run of control characters and white space, cut where it is very long. */
    static String of(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Z}\\s]+", " ").strip();
        return line.length() <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, LONGEST - 1)))
                        + "…";
    }
}
