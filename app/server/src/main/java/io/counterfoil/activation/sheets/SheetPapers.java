package io.counterfoil.activation.sheets;

import io.counterfoil.access.Provider;
import io.counterfoil.activation.TillSettings;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
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
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Activation sheets as papers. Nobody has to work anything out by hand: the serial number of each
 * item ends in its own check digit, and so does the number of the sheet, so that the later entry
 * finds every wrong digit.
 */
public final class SheetPapers {
    private static final List<Column> COLUMNS =
            List.of(
                    new Column.Digits("Day, month", List.of(2, 2)),
                    new Column.Digits("Time", List.of(2, 2)),
                    new Column.Digits("Serial number, all 14 digits", List.of(6, 7, 1)),
                    new Column.Free("Price", 19),
                    new Column.Free("Initials", 13));

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
     * @throws Refused if there is no such sheet
     */
    public BoxForm of(Caller caller, String number, @Nullable UUID ownTerminal) {
        Optional<Artwork> logo = letterhead.logo(caller);
        return transactions.read(
                caller, tx -> of(tx, sheets.find(tx, number, ownTerminal), logo));
    }

    private BoxForm of(Tx tx, ActivationSheet sheet, Optional<Artwork> logo) {
        Provider provider = letterhead.provider(tx);
        String note = note(provider.webAddress(), settings.lateSaleDays(tx));
        return new BoxForm(
                new UUID(0, Long.parseLong(sheet.number())),
                provider.name(),
                "Activation sheet " + sheet.printed(),
                paper(tx, sheet),
                COLUMNS,
                sheet.lines(),
                sheets.pile(tx, sheet).stream().map(one -> page(one, provider, note)).toList(),
                logo);
    }

    private PaperSize paper(Tx tx, ActivationSheet sheet) {
        return retailers
                .country(tx, sheet.retailer())
                .map(PaperSize::of)
                .orElse(PaperSize.A4);
    }

    private static BoxForm.Sheet page(ActivationSheet sheet, Provider provider, String note) {
        return new BoxForm.Sheet(
                "Activation sheet " + sheet.printed(),
                List.of(
                        new Fact("Shop", sheet.outletName() + ", " + sheet.terminalName()),
                        Fact.at("Made", sheet.madeAt(), provider.zone())),
                note);
    }

    private static String note(String address, int days) {
        return ("Use this sheet only while the till can't ask. Write a line for each item before the"
                        + " customer leaves: when, its serial number with one digit in each box, the"
                        + " price, and your initials. Compare the digits with the item once more. A"
                        + " wrong line is crossed out and never used again.\n"
                        + "As soon as the till works, enter all lines at %s/retail/sheet, within %d"
                        + " days at the latest, and keep this paper. Only then can customers redeem"
                        + " their codes. A line that is entered twice is sold once.")
                .formatted(address, days);
    }
}
