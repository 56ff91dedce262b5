package io.counterfoil.printing;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import java.util.List;
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

    /**
     * Puts each serial of the run into its bucket.
     *
     * @throws Refused if a serial is wrong or of another run, or the buckets don't add up
     */
    static Buckets of(SerialRange range, NewCountIn counted) {
        Fields fields = new Fields();
        Set<SerialNumber> spoiled = serials(fields, "spoiled", counted.spoiled(), range);
        Set<SerialNumber> missing = serials(fields, "missing", counted.missing(), range);
        for (SerialNumber serial : spoiled) {
            if (missing.contains(serial)) {
                fields.problem(
                        "missing",
                        "%s is spoiled and missing at once; name it only once.".formatted(serial));
            }
        }
        if (counted.printed() != null) {
            Set<SerialNumber> printed = serials(fields, "printed", counted.printed(), range);
            for (SerialNumber serial : printed) {
                if (spoiled.contains(serial) || missing.contains(serial)) {
                    fields.problem(
                            "printed",
                            "%s is named as spoiled or missing too; name it only once."
                                    .formatted(serial));
                }
            }
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
        for (String text : texts) {
            switch (SerialNumber.parse(text)) {
                case SerialNumber.Parsed.Valid valid when range.contains(valid.serial()) ->
                        serials.add(valid.serial());
                case SerialNumber.Parsed.Valid valid ->
                        fields.problem(field, valid.serial() + " is not of this run.");
                case SerialNumber.Parsed.Invalid invalid ->
                        fields.problem(field, quote(text) + ": " + invalid.reason());
            }
        }
        return serials;
    }

    private static String quote(String text) {
        int shown = 20;
        return text.length() <= shown ? text : text.substring(0, shown) + "…";
    }
}
