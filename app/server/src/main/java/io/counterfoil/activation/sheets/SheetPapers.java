package io.counterfoil.activation.sheets;

import io.counterfoil.access.Provider;
import io.counterfoil.activation.TillSettings;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.artwork.Artwork;
import io.counterfoil.printing.brand.Letterhead;
import io.counterfoil.printing.report.BoxForm;
import io.counterfoil.printing.report.BoxForm.Column;
import io.counterfoil.printing.report.PaperSize;
import io.counterfoil.printing.report.Report.Fact;
import io.counterfoil.retailers.Retailers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Activation sheets as papers. Nobody has to work anything out by hand: the serial number of each
 * item ends in its own check digit, and so does the number of the sheet, so that the later entry
 * finds every wrong digit.
 */
public final class SheetPapers {
    private final Transactions transactions;
    private final Sheets sheets;
    private final Retailers retailers;
    private final Letterhead letterhead;
    private final TillSettings settings;

    /** Papers of {@code sheets}, of the size that is usual where their {@code retailers} are. */
    public SheetPapers(
            Transactions transactions,
            Sheets sheets,
            Retailers retailers,
            Letterhead letterhead,
            TillSettings settings) {
        this.transactions = transactions;
        this.sheets = sheets;
        this.retailers = retailers;
        this.letterhead = letterhead;
        this.settings = settings;
    }

    /**
     * All sheets that were made together with one, a page each.
     *
     * @param ownTerminal the terminal that the caller's key is bound to, or null
     * @param language of their text
     * @throws Refused if there is no such sheet
     */
    public BoxForm of(
            Caller caller, String number, @Nullable UUID ownTerminal, Locale language) {
        Optional<Artwork> logo = letterhead.logo(caller);
        return transactions.read(
                caller,
                tx -> of(tx, sheets.find(tx, number, ownTerminal), logo, language));
    }

    private BoxForm of(
            Tx tx, ActivationSheet sheet, Optional<Artwork> logo, Locale language) {
        Provider provider = letterhead.provider(tx);
        String note = note(provider.webAddress(), settings.lateSaleDays(tx), language);
        return new BoxForm(
                new UUID(0, Long.parseLong(sheet.number())),
                provider.name(),
                title(sheet, language),
                paper(tx, sheet),
                columns(language),
                sheet.lines(),
                sheets.pile(tx, sheet).stream()
                        .map(one -> page(one, provider, note, language))
                        .toList(),
                logo);
    }

    private List<Column> columns(Locale language) {
        return List.of(
                new Column.Digits(say("Day, month", language), List.of(2, 2)),
                new Column.Digits(say("Time", language), List.of(2, 2)),
                new Column.Digits(
                        say("Serial number, all 14 digits", language), List.of(6, 7, 1)),
                new Column.Free(say("Price", language), 19),
                new Column.Free(say("Initials", language), 13));
    }

    private String title(ActivationSheet sheet, Locale language) {
        return letterhead.say(
                Text.of("Activation sheet {number}", "number", sheet.printed()), language);
    }

    private String say(String english, Locale language) {
        return letterhead.say(Text.of(english), language);
    }

    private PaperSize paper(Tx tx, ActivationSheet sheet) {
        return retailers
                .country(tx, sheet.retailer())
                .map(PaperSize::of)
                .orElse(PaperSize.A4);
    }

    private BoxForm.Sheet page(
            ActivationSheet sheet, Provider provider, String note, Locale language) {
        return new BoxForm.Sheet(
                title(sheet, language),
                List.of(
                        new Fact(
                                say("Shop", language),
                                sheet.outletName() + ", " + sheet.terminalName()),
                        new Fact(
                                say("Made", language),
                                letterhead.say(
                                        Text.zoned(sheet.madeAt(), provider.zone()), language))),
                note);
    }

    private String note(String address, int days, Locale language) {
        return say(
                        "Use this sheet only while the till can't ask. Write a line for each item before the customer leaves: when, its serial number with one digit in each box, the price, and your initials. Compare the digits with the item once more. A wrong line is crossed out and never used again.",
                        language)
                + "\n"
                + letterhead.say(
                        Text.of(
                                "As soon as the till works, enter all lines at {address}, within {days, plural, one {# day} other {# days}} at the latest, and keep this paper. Only then can customers redeem their codes. A line that is entered twice is sold once.",
                                "address",
                                address + "/retail/sheet",
                                "days",
                                days),
                        language);
    }
}
