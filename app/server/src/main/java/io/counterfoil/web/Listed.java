package io.counterfoil.web;

import com.fasterxml.jackson.annotation.JsonValue;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Slice;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.Writer;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A list as programs get it: the part that they ask for as JSON, or all of it as a table for
 * spreadsheets, by their Accept header. A resource method returns it and produces both media types.
 *
 * @param <T> its rows
 */
public final class Listed<T> {
    private final Slice<T> part;
    private final Export<?, T> export;
    private final Supplier<ZoneId> zone;

    private Listed(Slice<T> part, Export<?, T> export, Supplier<ZoneId> zone) {
        this.part = part;
        this.export = export;
        this.zone = zone;
    }

    /** Everything, one part after the other, so that no more than one part is in memory. */
    private record Export<R, T>(
            Function<Listing, Slice<T>> list, Function<T, List<R>> rows, Table<R> table) {

        void writeTo(Writer out, ZoneId zone, boolean forSpreadsheet) throws IOException {
            out.write(forSpreadsheet ? Csv.BYTE_ORDER_MARK + table.headings() : table.headings());
            UUID after = null;
            do {
                Slice<T> part = list.apply(new Listing(Listing.MOST, after));
                for (T item : part.items()) {
                    for (R row : rows.apply(item)) {
                        out.write(
                                forSpreadsheet
                                        ? table.spreadsheetLine(row, zone)
                                        : table.line(row, zone));
                    }
                }
                after = part.next();
            } while (after != null);
        }
    }

    /**
     * The part of a list that was asked for.
     *
     * @param limit the query parameter of this name
     * @param after the query parameter of this name
     * @param list reads a part
     * @param table how its rows stand in a table
     * @throws io.counterfoil.platform.Refused if a parameter is wrong
     */
    public static <T> Listed<T> of(
            @Nullable String limit,
            @Nullable String after,
            Function<Listing, Slice<T>> list,
            Table<T> table) {
        return of(limit, after, list, List::of, table);
    }

    /** The same where each item of the list is several rows of the table. */
    public static <R, T> Listed<T> of(
            @Nullable String limit,
            @Nullable String after,
            Function<Listing, Slice<T>> list,
            Function<T, List<R>> rows,
            Table<R> table) {
        return new Listed<>(
                list.apply(Listing.of(limit, after)),
                new Export<>(list, rows, table),
                () -> ZoneOffset.UTC);
    }

    /** The part, which is all that JSON shows. */
    @JsonValue
    public Slice<T> part() {
        return part;
    }

    /** All of the list as a table, which browsers save under this name. */
    public Response saved(String name) {
        return Response.ok(this, Csv.TEXT_CSV)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .build();
    }

    /** The same list, whose table has moments of the zone that this gives, once it is asked for. */
    Listed<T> in(Supplier<ZoneId> other) {
        return new Listed<>(part, export, other);
    }

    /**
     * Writes all of the list as a table.
     *
     * @param forSpreadsheet whether a person saves it, rather than a program reads it
     */
    void writeAll(Writer out, boolean forSpreadsheet) throws IOException {
        export.writeTo(out, zone.get(), forSpreadsheet);
    }
}
