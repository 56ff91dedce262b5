package io.counterfoil.printing.artwork;

import java.util.ArrayDeque;
import java.util.Deque;

/** The path that operators of a PDF make up, by its numbers, and what is cut out along it. */
final class PdfPath {
    /** From this one on, letters are no longer only painted (ISO 32000-1, table 106). */
    private static final int FIRST_MODE_OF_CUTTING = 4;

    private final Deque<Long> kept = new ArrayDeque<>();
    private long path;
    private long outer;
    private long numbers;
    private int last;
    private boolean isCut;

    /** A number before an operator. */
    void number(int value) {
        numbers++;
        last = value;
    }

    /**
     * An operator, with the numbers before it.
     *
     * @param plain whether it paints in a plain colour
     * @return how many numbers the shapes have that something is cut out along; 0 if nothing is
     */
    long operator(String operator, boolean plain) {
        switch (operator) {
            case "q" -> kept.push(outer);
            case "Q" -> outer = kept.isEmpty() ? outer : kept.pop();
            case "m", "l", "c", "v", "y", "re" -> path += numbers;
            case "W", "W*" -> isCut = true;
            case "n", "S", "s" -> {
                return painted(false);
            }
            case "f", "F", "f*", "B", "B*", "b", "b*" -> {
                return painted(!plain);
            }
            case "sh", "Do" -> {
                return outer;
            }
            default -> {
                // The others have nothing to do with paths.
            }
        }
        return 0;
    }

    /** What is painted with a pattern is cut out of it along the path. */
    private long painted(boolean isPattern) {
        long cut = isPattern || isCut ? outer + path : 0;
        outer += isCut ? path : 0;
        isCut = false;
        path = 0;
        return cut;
    }

    /** The operator is over. */
    void end() {
        numbers = 0;
    }

    /** How many numbers the shapes have that all is cut out along now. */
    long outer() {
        return outer;
    }

    /** Whether the last number says that letters are for cutting. */
    boolean cutsAlongLetters() {
        return last >= FIRST_MODE_OF_CUTTING;
    }
}
