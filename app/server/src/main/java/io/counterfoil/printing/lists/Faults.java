package io.counterfoil.printing.lists;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with the rows of a list: the first ones in words, the others counted. */
final class Faults {
    private static final int MOST_IN_WORDS = 20;

    private final List<String> sentences = new ArrayList<>();
    private int more;

    /** Notes what is wrong in a line. */
    void add(int line, String sentence) {
        add("Line " + line + ": " + sentence);
    }

    /** Notes a sentence that names the line already. */
    void add(String sentence) {
        if (sentences.size() < MOST_IN_WORDS) {
            sentences.add(sentence);
        } else {
            more++;
        }
    }

    /** How many there are up to now. */
    int count() {
        return sentences.size() + more;
    }

    /**
     * Goes on if there are none.
     *
     * @throws ListException with all of them otherwise
     */
    void requireNone() {
        if (more > 0) {
            sentences.add("And %,d more.".formatted(more));
        }
        if (!sentences.isEmpty()) {
            sentences.add("Nothing was printed.");
            throw new ListException(String.join("\n", sentences));
        }
    }
}
