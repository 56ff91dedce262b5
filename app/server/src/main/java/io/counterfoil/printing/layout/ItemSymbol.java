package io.counterfoil.printing.layout;

import io.counterfoil.codes.Gtin;
import io.counterfoil.printing.barcode.Code128;
import io.counterfoil.printing.barcode.Gs1;
import io.counterfoil.printing.barcode.Qr;
import io.counterfoil.printing.barcode.Symbol;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A symbol that differs from item to item.
 *
 * @param value which of the item's values it stands for
 * @param accepts whether a value can be encoded
 * @param rule a sentence that says which values can
 * @param encode makes the symbol for a value and a height of bars in modules
 */
record ItemSymbol(
        Wording value,
        Predicate<String> accepts,
        String rule,
        BiFunction<String, Integer, Symbol> encode) {
    /** A row of two pairs is 102 modules wide, 34 mm at the till's usual size. */
    private static final int DATA_BAR_COLUMNS = 2;

    private static final Predicate<String> PRINTABLE =
            Pattern.compile("[\\x20-\\x7e]{1,80}").asMatchPredicate();
    private static final String CODE_128_RULE =
            "Code 128 takes 1 to 80 letters, digits and signs without accents.";

    /** Fewer signs than GS1 allows: those that stand in a web address as they are. */
    private static final Predicate<String> GS1_SERIAL =
            Pattern.compile("[0-9A-Za-z._-]{1,20}").asMatchPredicate();

    private static final String GS1_RULE =
            "GS1 symbols take serials of 1 to 20 letters and digits without accents, and the signs"
                    + " . _ and -.";

    /** The symbol of the carton's number. */
    static ItemSymbol sscc() {
        return new ItemSymbol(
                Wording.SSCC,
                Gs1::isSscc,
                "An SSCC has 18 digits, and the last follows from the others.",
                Gs1::sscc);
    }

    /** The serial alone. */
    static ItemSymbol serial() {
        return new ItemSymbol(Wording.SERIAL, PRINTABLE, CODE_128_RULE, Code128::encode);
    }

    /** The redemption code in a QR code. */
    static ItemSymbol code() {
        return new ItemSymbol(
                Wording.CODE,
                PRINTABLE,
                "Its QR code takes 1 to 80 letters, digits and signs without accents.",
                (code, height) -> Qr.encode(code).orElseThrow());
    }

    /** Product and serial as GS1-128. */
    static ItemSymbol gs1Code128(Gtin gtin) {
        return gs1((serial, height) -> Gs1.code128(gtin.withSerial(serial), height));
    }

    /** Product and serial as GS1 DataMatrix. */
    static ItemSymbol gs1DataMatrix(Gtin gtin) {
        return gs1((serial, height) -> Gs1.dataMatrix(gtin.withSerial(serial)));
    }

    /** Product and serial as GS1 DataBar Expanded Stacked. */
    static ItemSymbol gs1DataBar(Gtin gtin) {
        return gs1(
                (serial, height) ->
                        Gs1.dataBarExpandedStacked(gtin.withSerial(serial), DATA_BAR_COLUMNS));
    }

    /** Product and serial as a web address in a QR code. */
    static ItemSymbol digitalLink(Gtin gtin, String host) {
        return gs1((serial, height) -> Qr.encode(gtin.digitalLink(host, serial)).orElseThrow());
    }

    private static ItemSymbol gs1(BiFunction<String, Integer, Symbol> encode) {
        return new ItemSymbol(Wording.SERIAL, GS1_SERIAL, GS1_RULE, encode);
    }

    /** Why a value can't be encoded, without a code in it; empty when it can. */
    Optional<String> refusal(String text) {
        if (accepts.test(text)) {
            return Optional.empty();
        }
        String named = value == Wording.CODE ? "" : " \"" + text + "\"";
        return Optional.of("The %s%s is none. %s".formatted(value.key(), named, rule));
    }
}
