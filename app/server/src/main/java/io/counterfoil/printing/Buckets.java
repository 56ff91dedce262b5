package io.counterfoil.printing;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A count-in that adds up: what is in neither bucket is printed.
 *
 * @param spoiled what was destroyed
 * @param missing what is not there
 */
record Buckets(Set<SerialNumber> spoiled, Set<SerialNumber> missing) {
    // Of each list; who sees these knows enough, and the answer stays small.
    private static final int MOST_NAMED = 20;

    /**
     * Puts each serial of the run into its bucket.
     *
     * @throws Refused if a serial is wrong or of another run, or the buckets don't add up
     */
    static Buckets of(SerialRange range, NewCountIn counted) {
        Fields fields = new Fields();
        Set<SerialNumber> spoiled = serials(fields, "spoiled", counted.spoiled(), range);
        Set<SerialNumber> missing = serials(fields, "missing", counted.missing(), range);
        noteBoth(
                fields,
                "missing",
                missing,
                spoiled,
                "%s is spoiled and missing at once; name it only once.");
        if (counted.printed() != null) {
            Set<SerialNumber> printed = serials(fields, "printed", counted.printed(), range);
            Set<SerialNumber> others = new TreeSet<>(spoiled);
            others.addAll(missing);
            noteBoth(
                    fields,
                    "printed",
                    printed,
                    others,
                    "%s is named as spoiled or missing too; name it only once.");
            int named = printed.size() + spoiled.size() + missing.size();
            if (named != range.size()) {
                fields.problem(
                        "printed",
                        ("The run has %d items, but the lists name %d. Leave printed out if"
                                        + " everything else is good.")
                                .formatted(range.size(), named));
            }
        }
        fields.done();
        return new Buckets(spoiled, missing);
    }

    private static Set<SerialNumber> serials(
            Fields fields, String field, @Nullable List<String> texts, SerialRange range) {
        Set<SerialNumber> serials = new TreeSet<>();
        if (texts == null) {
            return serials;
        }
        int wrong = 0;
        for (String text : texts) {
            Optional<String> problem = add(serials, text, range);
            problem.ifPresent(message -> fields.problem(field, message));
            wrong += problem.isPresent() ? 1 : 0;
            if (wrong == MOST_NAMED) {
                break;
            }
        }
        return serials;
    }

    /** Adds a serial of the run to the others, or says what is wrong with it. */
    private static Optional<String> add(Set<SerialNumber> serials, String text, SerialRange range) {
        return switch (SerialNumber.parse(text)) {
            case SerialNumber.Parsed.Valid valid when range.contains(valid.serial()) -> {
                serials.add(valid.serial());
                yield Optional.empty();
            }
            case SerialNumber.Parsed.Valid valid ->
                    Optional.of(valid.serial() + " is not of this run.");
            case SerialNumber.Parsed.Invalid invalid ->
                    Optional.of(quote(text) + ": " + invalid.reason());
        };
    }

    private static void noteBoth(
            Fields fields,
            String field,
            Set<SerialNumber> serials,
            Set<SerialNumber> others,
            String message) {
        serials.stream()
                .filter(others::contains)
                .limit(MOST_NAMED)
                .forEach(serial -> fields.problem(field, message.formatted(serial)));
    }

    private static String quote(String text) {
        int shown = 20;
        return text.length() <= shown ? text : text.substring(0, shown) + "…";
    }
}
