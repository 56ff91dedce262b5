package io.counterfoil.inventory;

import io.counterfoil.codes.Reason;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialWords;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads serial numbers and ranges of them out of requests. */
public final class Serials {
    private static final String MISSING = "Please fill this in.";

    /** More than anybody mends at a time. */
    private static final int MOST_PROBLEMS = 10;

    private static final long SEQUENCES = 10_000_000;

    private Serials() {}

    /** The serial of which these are the digits before the check digit. */
    static SerialNumber unchecked(long digits) {
        return SerialNumber.of((int) (digits / SEQUENCES), (int) (digits % SEQUENCES));
    }

    /** The range between two serials; empty, with a problem noted, if there is none. */
    static Optional<SerialRange> range(
            Fields fields, String prefix, @Nullable String from, @Nullable String to) {
        Optional<SerialNumber> first = serial(fields, prefix + "from", from);
        Optional<SerialNumber> last = serial(fields, prefix + "to", to);
        if (first.isEmpty() || last.isEmpty()) {
            return Optional.empty();
        }
        if (first.get().run() != last.get().run()) {
            fields.problem(
                    prefix + "to",
                    "A range stays within one print run; send the rest as another request.");
            return Optional.empty();
        }
        if (first.get().compareTo(last.get()) > 0) {
            fields.problem(prefix + "to", "A range goes upwards; this end is below the other one.");
            return Optional.empty();
        }
        return Optional.of(SerialRange.between(first.get(), last.get()));
    }

    /** One serial number; empty, with a problem noted, if it is none. */
    static Optional<SerialNumber> serial(Fields fields, String field, @Nullable String text) {
        return switch (text == null
                ? new SerialNumber.Parsed.Invalid(MISSING)
                : SerialNumber.parse(text)) {
            case SerialNumber.Parsed.Valid valid -> Optional.of(valid.serial());
            case SerialNumber.Parsed.Invalid invalid -> {
                fields.problem(field, invalid.reason());
                yield Optional.empty();
            }
        };
    }

    /**
     * Serial numbers and ranges of them, as people write and scanners send them; a problem is noted
     * at each that is neither, up to {@value #MOST_PROBLEMS}.
     */
    public static List<SerialRange> ranges(
            Fields fields, String field, List<@Nullable String> serials) {
        List<SerialRange> ranges = new ArrayList<>();
        int problems = 0;
        for (int i = 0; i < serials.size() && problems < MOST_PROBLEMS; i++) {
            String text = serials.get(i);
            switch (text == null || text.isBlank()
                    ? new SerialWords.Parsed.Invalid(new Reason(MISSING, Map.of()))
                    : SerialWords.parse(text)) {
                case SerialWords.Parsed.Valid valid -> ranges.add(valid.serials());
                case SerialWords.Parsed.Invalid invalid -> {
                    fields.problem(field + "[" + i + "]", Text.of(invalid.why()));
                    problems++;
                }
            }
        }
        return ranges;
    }
}
