package io.counterfoil.printing.counting;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialSet;
import io.counterfoil.codes.SerialWords;
import io.counterfoil.platform.Counted;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.printing.counting.Tally.Bucket;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A count-in that adds up: what is in neither bucket is printed.
 *
 * @param spoiled what was destroyed
 * @param missing what is not there
 */
public record Buckets(SerialSet spoiled, SerialSet missing) {
    /** Everything is printed. */
    public static final Buckets EMPTY = new Buckets(SerialSet.none(), SerialSet.none());

    /** The field that problems of a table are noted under. */
    public static final String TABLE = CountInTable.FIELD;

    /** Of spoiled and missing items; no press spoils every other item of so many. */
    private static final int MOST_RANGES = 100_000;

    /** Of each list; who sees these knows enough, and the answer stays small. */
    public static final int MOST_NAMED = 20;

    /**
     * Puts each serial of the run into its bucket.
     *
     * @throws Refused if a serial is wrong or of another run, or if the buckets don't add up or are
     *     in very many pieces
     */
    public static Buckets of(SerialRange range, NewCountIn counted) {
        Fields fields = new Fields();
        Tally tally = new Tally(range);
        add(fields, tally, Bucket.SPOILED, counted.spoiled(), range);
        add(fields, tally, Bucket.MISSING, counted.missing(), range);
        add(fields, tally, Bucket.PRINTED, counted.printed(), range);
        return of(range, tally, fields).requireRanges(MOST_RANGES, "spoiled");
    }

    /**
     * The same for what a table names.
     *
     * @param table lines of a serial or a range and its status, in UTF-8; read to its end
     * @throws Refused under {@link #TABLE} for the same reasons, and if a line can't be understood
     */
    public static Buckets read(SerialRange range, InputStream table) {
        return of(range, CountInTable.read(table, range)).requireRanges(MOST_RANGES, TABLE);
    }

    /**
     * What a table says of some items of a run, and nothing of the others.
     *
     * @param serials the items that it is about: those that it names, and what was printed
     */
    public record Said(Buckets buckets, SerialSet serials) {}

    /**
     * What a table says that is about some items of a run: what it doesn't name of them is printed,
     * and what it doesn't name of the others is in no bucket.
     *
     * @param about the items that were printed
     * @param table as above
     * @throws Refused as above
     */
    public static Said read(SerialRange range, SerialSet about, InputStream table) {
        if (about.size() == range.size()) {
            return new Said(read(range, table), about);
        }
        Tally tally = CountInTable.read(table, range);
        int left = about.minus(tally.named()).size();
        if (tally.isGiven(Bucket.PRINTED) && left > 0) {
            throw Refused.field(
                    "printed",
                    Text.of(
                            "{items} were printed again, but the lists name {number} of them. Leave"
                                    + " printed out if everything else is good.",
                            "items",
                            Text.counted(about.size(), "item"),
                            "number",
                            about.size() - left));
        }
        Buckets buckets =
                new Buckets(tally.serials(Bucket.SPOILED), tally.serials(Bucket.MISSING));
        return new Said(buckets.requireRanges(MOST_RANGES, TABLE), about.plus(tally.named()));
    }

    /**
     * These, but for what somebody says of some items later.
     *
     * @param unsaid items of which nobody knows any more
     * @throws Refused if they are in very many pieces
     */
    public Buckets but(Said later, SerialSet unsaid) {
        return new Buckets(
                        spoiled.minus(later.serials())
                                .minus(unsaid)
                                .plus(later.buckets().spoiled()),
                        missing.minus(later.serials())
                                .minus(unsaid)
                                .plus(later.buckets().missing()))
                .requireRanges(MOST_RANGES, TABLE);
    }

    static Buckets of(SerialRange range, Tally tally) {
        return of(range, tally, new Fields());
    }

    private static Buckets of(SerialRange range, Tally tally, Fields fields) {
        tally.both(Bucket.MISSING, Set.of(Bucket.SPOILED), MOST_NAMED)
                .forEach(
                        serial ->
                                fields.problem(
                                        "missing",
                                        Text.of(
                                                "{serial} is spoiled and missing at once; name it"
                                                        + " only once.",
                                                "serial",
                                                serial.toString())));
        if (tally.isGiven(Bucket.PRINTED)) {
            tally.both(Bucket.PRINTED, Set.of(Bucket.SPOILED, Bucket.MISSING), MOST_NAMED)
                    .forEach(
                            serial ->
                                    fields.problem(
                                            "printed",
                                            Text.of(
                                                    "{serial} is named as spoiled or missing too;"
                                                            + " name it only once.",
                                                    "serial",
                                                    serial.toString())));
            int named =
                    tally.count(Bucket.PRINTED)
                            + tally.count(Bucket.SPOILED)
                            + tally.count(Bucket.MISSING);
            if (named != range.size()) {
                fields.problem(
                        "printed",
                        Text.of(
                                "The run has {items}, but the lists name {number}. Leave printed"
                                        + " out if everything else is good.",
                                "items",
                                Text.counted(range.size(), "item"),
                                "number",
                                named));
            }
        }
        fields.done();
        return new Buckets(tally.serials(Bucket.SPOILED), tally.serials(Bucket.MISSING));
    }

    /**
     * Sees to it that these can be kept as ranges, which each take a place in a row and in an event.
     *
     * @param field where they were named
     * @throws Refused if there are more
     */
    Buckets requireRanges(int most, String field) {
        long ranges =
                Stream.concat(spoiled.ranges(), missing.ranges()).limit(most + 1L).count();
        if (ranges > most) {
            throw Refused.field(
                    field,
                    Text.of(
                            "Spoiled and missing items make more than {most} ranges, so this is"
                                    + " no list of faults. Write neighbours as ranges,"
                                    + " first-last, or leave out what is printed.",
                            "most",
                            most));
        }
        return this;
    }

    private static void add(
            Fields fields,
            Tally tally,
            Bucket bucket,
            @Nullable List<String> texts,
            SerialRange range) {
        if (texts == null) {
            return;
        }
        tally.give(bucket);
        int wrong = 0;
        for (String text : texts) {
            switch (SerialWords.parse(text, range)) {
                case SerialWords.Parsed.Valid valid -> tally.add(bucket, valid.serials());
                case SerialWords.Parsed.Invalid invalid -> {
                    fields.problem(bucket.label(), Text.of(invalid.why()));
                    wrong++;
                }
            }
            if (wrong == MOST_NAMED) {
                break;
            }
        }
    }
}
