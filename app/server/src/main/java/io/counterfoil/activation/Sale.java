package io.counterfoil.activation;

import io.counterfoil.codes.Gtin;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of a till's receipt, checked.
 *
 * @param gtin the price symbol that was scanned, if the till sent it
 * @param price what the till takes, if it sent it
 * @param basket the receipt that it is a line of, if it is one of several
 * @param soldAt when the shop sold it, if it could not ask then
 */
record Sale(
        String requestId,
        UUID terminal,
        SerialNumber serial,
        Optional<Gtin> gtin,
        Optional<Money> price,
        Optional<String> basket,
        Optional<Instant> soldAt) {
    private static final int LONGEST_REQUEST_ID = 100;

    /**
     * Checks what a till sent.
     *
     * @param ownTerminal the terminal that the caller's key is bound to, or null
     * @throws io.counterfoil.platform.Refused if a field is wrong
     */
    static Sale of(NewActivation asked, @Nullable UUID ownTerminal) {
        Fields fields = new Fields();
        String requestId = requestId(fields, asked.requestId());
        UUID terminal = terminal(fields, asked.terminal(), ownTerminal);
        Optional<SerialNumber> serial = serial(fields, asked.serial());
        Optional<Gtin> gtin = gtin(fields, asked.gtin());
        Optional<Money> price =
                asked.price() == null ? Optional.empty() : fields.money("price", asked.price());
        fields.done();
        return new Sale(requestId, terminal, serial.orElseThrow(), gtin, price, Optional.empty(), Optional.empty());
    }

    /** The same line as a part of a receipt. */
    Sale in(String receipt) {
        return new Sale(requestId, terminal, serial, gtin, price, Optional.of(receipt), soldAt);
    }

    /**
     * The same line, sold at this moment when the till could not ask; to the microsecond, as it is
     * kept.
     *
     * @throws io.counterfoil.platform.Refused if nobody can have sold it then
     */
    Sale at(Instant moment) {
        Fields fields = new Fields();
        Instant kept = fields.moment("sold_at", moment).truncatedTo(ChronoUnit.MICROS);
        fields.done();
        return new Sale(requestId, terminal, serial, gtin, price, basket, Optional.of(kept));
    }

    static String requestId(Fields fields, @Nullable String text) {
        return fields.text("request_id", text, LONGEST_REQUEST_ID);
    }

    static String basket(Fields fields, @Nullable String text) {
        return fields.text("basket_id", text, LONGEST_REQUEST_ID);
    }

    static UUID terminal(Fields fields, @Nullable String text, @Nullable UUID ownTerminal) {
        if (ownTerminal == null) {
            return fields.id("terminal", text);
        }
        if (text != null && !fields.id("terminal", text).equals(ownTerminal)) {
            fields.problem("terminal", "This key belongs to another till. Leave this out.");
        }
        return ownTerminal;
    }

    /**
     * What tells this line from another with the same request id; a till may ask again for a line of
     * a receipt alone.
     */
    String canonical() {
        return String.join(
                "|",
                serial.toString(),
                gtin.map(Gtin::toString).orElse(""),
                price.map(Money::toString).orElse(""));
    }

    static Optional<SerialNumber> serial(Fields fields, @Nullable String text) {
        if (text == null || text.isBlank()) {
            fields.problem("serial", "Scan or type the 14 digits of the serial number.");
            return Optional.empty();
        }
        return switch (SerialNumber.parse(text)) {
            case SerialNumber.Parsed.Valid valid -> Optional.of(valid.serial());
            case SerialNumber.Parsed.Invalid invalid -> {
                fields.problem("serial", invalid.reason());
                yield Optional.empty();
            }
        };
    }

    private static Optional<Gtin> gtin(Fields fields, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        return switch (Gtin.parse(text)) {
            case Gtin.Parsed.Valid valid -> Optional.of(valid.gtin());
            case Gtin.Parsed.Invalid invalid -> {
                fields.problem("gtin", Text.of(invalid.why()));
                yield Optional.empty();
            }
        };
    }
}
