package io.counterfoil.retailers;

import io.counterfoil.platform.Fields;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change of a retailer, not yet checked: what is null stays, an empty text is none any more.
 *
 * @param name what everybody calls it
 * @param active whether it may be sent items and sell them
 * @param legalName as it is registered
 * @param address several lines
 * @param country two letters
 * @param statementEmail where statements go
 * @param vatId its number for value-added tax
 */
public record RetailerChange(
        @Nullable String name,
        @Nullable Boolean active,
        @Nullable String legalName,
        @Nullable String address,
        @Nullable String country,
        @Nullable String statementEmail,
        @Nullable String vatId) {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_VAT_ID = 20;

    /** What it makes of a retailer; what is wrong is noted in {@code fields}. */
    RetailerDetails applied(RetailerDetails before, Fields fields) {
        String wantedCountry = country == null ? null : country.strip().toUpperCase(Locale.ROOT);
        if (wantedCountry != null
                && !wantedCountry.isEmpty()
                && !COUNTRIES.contains(wantedCountry)) {
            fields.problem("country", "A country in two letters, such as DE.");
        }
        return new RetailerDetails(
                before.id(),
                name == null ? before.name() : fields.text("name", name, Retailers.LONGEST_NAME),
                active == null ? before.active() : active,
                Texts.line(fields, "legal_name", legalName, before.legalName(), LONGEST_NAME),
                Texts.lines(fields, "address", address, before.address()),
                Texts.either(wantedCountry, before.country()),
                Texts.email(fields, "statement_email", statementEmail, before.statementEmail()),
                Texts.line(fields, "vat_id", vatId, before.vatId(), LONGEST_VAT_ID));
    }
}
