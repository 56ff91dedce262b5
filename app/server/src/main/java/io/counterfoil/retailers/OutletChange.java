package io.counterfoil.retailers;

import io.counterfoil.platform.Fields;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change of an outlet, not yet checked: what is null stays, an empty text is none any more.
 *
 * @param name what everybody calls it
 * @param active whether it may be sent items and sell them
 * @param address several lines
 * @param openingHours such as {@code Mo-Fr 09:00-18:00; Sa 09:00-13:00}; {@code always} and nothing
 *     are always open
 * @param contactName whom to ask when stock runs low
 * @param contactEmail their address
 */
public record OutletChange(
        @Nullable String name,
        @Nullable Boolean active,
        @Nullable String address,
        @Nullable String openingHours,
        @Nullable String contactName,
        @Nullable String contactEmail) {
    /** What stands for a shop that never closes. */
    static final String ALWAYS = "always";

    private static final int LONGEST_HOURS = 1_000;

    /** What it makes of an outlet; what is wrong is noted in {@code fields}. */
    OutletDetails applied(OutletDetails before, Fields fields) {
        return new OutletDetails(
                before.id(),
                before.retailer(),
                name == null ? before.name() : fields.text("name", name, Retailers.LONGEST_NAME),
                active == null ? before.active() : active,
                Texts.lines(fields, "address", address, before.address()),
                openingHours == null ? before.hours() : hours(fields, openingHours),
                Texts.line(
                        fields,
                        "contact_name",
                        contactName,
                        before.contactName(),
                        Retailers.LONGEST_NAME),
                Texts.email(fields, "contact_email", contactEmail, before.contactEmail()));
    }

    private static Optional<OpeningHours> hours(Fields fields, String typed) {
        return typed.isBlank() || typed.strip().equals(ALWAYS)
                ? Optional.empty()
                : fields.parsed(
                        "opening_hours",
                        typed.length() > LONGEST_HOURS ? "too long" : typed,
                        OpeningHours::parse,
                        "Hours such as \"Mo-Fr 09:00-12:30,14:00-18:00; Sa 09:00-13:00\", or"
                                + " \"always\".");
    }
}
