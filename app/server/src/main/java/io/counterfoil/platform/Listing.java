package io.counterfoil.platform;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for. Lists go from new to old by id and continue after the last row
 * of the part before, so that rows which come or go meanwhile shift nothing.
 *
 * @param limit how many rows, 1 to {@value #MOST}
 * @param after the {@code next} of the part before, or null for the first part
 */
public record Listing(int limit, @Nullable UUID after) {
    /** The most rows of one part. */
    public static final int MOST = 500;

    private static final int DEFAULT = 50;

    public Listing {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("a part of a list has 1 to " + MOST + " rows");
        }
    }

    /** The first rows of a list, as many as a page shows. */
    public static Listing first() {
        return new Listing(DEFAULT, null);
    }

    /**
     * Reads the query parameters {@code limit} and {@code after}.
     *
     * @throws Refused if one of them is wrong
     */
    public static Listing of(@Nullable String limit, @Nullable String after) {
        Fields fields = new Fields();
        int rows =
                limit == null
                        ? DEFAULT
                        : fields.parsed(
                                        "limit",
                                        limit,
                                        Listing::rows,
                                        "A whole number from 1 to " + MOST + ".")
                                .orElse(DEFAULT);
        UUID last = after == null ? null : fields.id("after", after);
        fields.done();
        return new Listing(rows, last);
    }

    /**
     * Reads which part of one of several lists a page shows, as many rows of it as of any.
     *
     * @param name the query parameter that says after which row
     * @throws Refused if it is wrong
     */
    public static Listing part(String name, @Nullable String after) {
        Fields fields = new Fields();
        UUID last = after == null ? null : fields.id(name, after);
        fields.done();
        return new Listing(DEFAULT, last);
    }

    /** What a list says whose place for {@code after} is another than its id, if no row has it. */
    public static Refused unknownRow() {
        return Refused.field(
                "after", "No row has this id. Please send what the part before names as next.");
    }

    private static int rows(String limit) {
        return new Listing(Integer.parseInt(limit), null).limit();
    }
}
