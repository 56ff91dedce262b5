package io.counterfoil.retailers;

import io.counterfoil.platform.Fields;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a retailer wants to be paid, as told.
 *
 * @param accountHolder in whose name the account is
 * @param iban with or without spaces
 * @param bic null: the IBAN says which bank
 */
public record NewBankDetails(
        @Nullable String accountHolder, @Nullable String iban, @Nullable String bic) {
    /** As long as a name may be in a SEPA credit transfer. */
    private static final int LONGEST_HOLDER = 70;

    private static final int LONGEST_IBAN = 100;
    private static final Pattern BIC = Pattern.compile("[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?");

    /** Checked ones. */
    public record Checked(String holder, Iban iban, @Nullable String bic) {
        /** IBAN and BIC as people write them, for those who are to pay into it. */
        public String written() {
            return "IBAN " + iban.grouped() + (bic == null ? "" : ", BIC " + bic);
        }

        @Override
        public String toString() {
            return "Checked[" + iban + "]";
        }
    }

    /**
     * What was told, checked.
     *
     * @throws io.counterfoil.platform.Refused if something is wrong with it
     */
    public Checked checked() {
        Fields fields = new Fields();
        String holder = fields.text("account_holder", accountHolder, LONGEST_HOLDER);
        Optional<Iban> number = number(fields);
        String bank = bank(fields);
        fields.done();
        return new Checked(holder, number.orElseThrow(), bank);
    }

    private Optional<Iban> number(Fields fields) {
        if (iban == null || iban.isBlank()) {
            fields.problem("iban", "Please fill this in.");
            return Optional.empty();
        }
        return switch (Iban.parse(iban.substring(0, Math.min(iban.length(), LONGEST_IBAN)))) {
            case Iban.Parsed.Valid valid -> Optional.of(valid.iban());
            case Iban.Parsed.Invalid invalid -> {
                fields.problem("iban", invalid.reason());
                yield Optional.empty();
            }
        };
    }

    private @Nullable String bank(Fields fields) {
        if (bic == null || bic.isBlank()) {
            return null;
        }
        String code = bic.replace(" ", "").toUpperCase(Locale.ROOT);
        if (!BIC.matcher(code).matches()) {
            fields.problem("bic", "A BIC has 8 or 11 characters, such as COBADEFF. Or leave it out.");
        }
        return code;
    }

    @Override
    public String toString() {
        return "NewBankDetails[…]";
    }
}
