package io.counterfoil.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One part of a list.
 *
 * @param items its rows
 * @param next what to send as {@code after} for the next part, or null if this is the last one
 */
public record Slice<T>(List<T> items, @Nullable UUID next) {
    public Slice {
        items = List.copyOf(items);
    }

    /**
     * The part that was asked for.
     *
     * @param rows one row more than asked for, if there is one
     * @param id the id that the rows are ordered by
     */
    public static <T> Slice<T> of(Listing listing, List<T> rows, Function<T, UUID> id) {
        if (rows.size() <= listing.limit()) {
            return new Slice<>(rows, null);
        }
        List<T> items = rows.subList(0, listing.limit());
        return new Slice<>(items, id.apply(items.getLast()));
    }

    /** The same part with other rows. */
    public <R> Slice<R> map(Function<T, R> change) {
        return new Slice<>(items.stream().map(change).toList(), next);
    }

    /** All rows of a list, part by part. */
    public static <T> List<T> all(Function<Listing, Slice<T>> list) {
        List<T> rows = new ArrayList<>();
        UUID after = null;
        do {
            Slice<T> part = list.apply(new Listing(Listing.MOST, after));
            rows.addAll(part.items());
            after = part.next();
        } while (after != null);
        return rows;
    }
}
