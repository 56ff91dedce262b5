package io.counterfoil.activation.sheets;

import io.counterfoil.access.DayRange;
import io.counterfoil.access.Providers;
import io.counterfoil.access.Zones;
import io.counterfoil.codes.SheetNumber;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Retailers;
import io.counterfoil.retailers.Terminal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes numbered sheets for tills, to be printed before the power is cut. */
public final class Sheets {
    private static final int MOST_AT_ONCE = 20;

    private final Transactions transactions;
    private final Retailers retailers;
    private final Providers providers;

    /** Sheets for tills of {@code retailers}; days are those of {@code providers}. */
    public Sheets(Transactions transactions, Retailers retailers, Providers providers) {
        this.transactions = transactions;
        this.retailers = retailers;
        this.providers = providers;
    }

    /** Sheets that were made together, in order. */
    public record Pile(List<ActivationSheet> sheets) {}

    /**
     * Makes sheets for a till.
     *
     * @param terminal its id
     * @param count how many, 1 to 20
     * @throws Refused if there is no such till
     */
    public Pile issue(Caller caller, @Nullable String terminal, @Nullable Integer count) {
        Fields fields = new Fields();
        UUID till = fields.id("terminal", terminal);
        int sheets = fields.number("count", count, 1, MOST_AT_ONCE);
        fields.done();
        return transactions.once(
                caller,
                Pile.class,
                tx -> {
                    Terminal known =
                            retailers.lockTerminal(tx, till)
                                    .orElseThrow(
                                            () ->
                                                    Refused.field(
                                                            "terminal",
                                                            "There is no such terminal. Copy the id"
                                                                    + " from the answer that made"
                                                                    + " it."));
                    SheetRepository repository = new SheetRepository(tx);
                    return new Pile(repository.pile(repository.insert(known, sheets)));
                });
    }

    /**
     * The sheet with this number.
     *
     * @param ownTerminal the terminal that the caller's key is bound to, or null
     * @throws Refused if there is none that the caller may see
     */
    public ActivationSheet find(Caller caller, String number, @Nullable UUID ownTerminal) {
        return transactions.read(caller, tx -> find(tx, number, ownTerminal));
    }

    /** Those that were made together with a sheet, in order. */
    List<ActivationSheet> pile(Tx tx, ActivationSheet sheet) {
        return new SheetRepository(tx).pile(number(sheet.pile()));
    }

    /**
     * The sheets that the caller may see, newest first.
     *
     * @param ownTerminal the terminal that the caller's key is bound to, or null
     * @param outlet only of the tills in this one
     * @param made only those that were made on these days
     */
    public Slice<ActivationSheet> list(
            Caller caller,
            @Nullable UUID ownTerminal,
            Optional<UUID> outlet,
            DayRange made,
            Listing listing) {
        Optional<List<UUID>> tills =
                outlet.map(
                        one ->
                                retailers.terminalsOf(caller, List.of(one)).stream()
                                        .map(Terminal::id)
                                        .toList());
        return transactions.read(
                caller,
                tx -> {
                    Zones zones = providers.zones(tx);
                    return Slice.of(
                            listing,
                            new SheetRepository(tx)
                                    .list(
                                            ownTerminal,
                                            tills,
                                            made.start(zones),
                                            made.end(zones),
                                            listing),
                            // Lists go by ids that look like all others.
                            sheet -> new UUID(0, number(sheet.number()).number()));
                });
    }

    ActivationSheet find(Tx tx, String number, @Nullable UUID ownTerminal) {
        return new SheetRepository(tx)
                .find(number(number))
                .filter(sheet -> ownTerminal == null || ownTerminal.equals(sheet.terminal()))
                .orElseThrow(Sheets::unknown);
    }

    private static SheetNumber number(String text) {
        return switch (SheetNumber.parse(text)) {
            case SheetNumber.Parsed.Valid valid -> valid.sheet();
            case SheetNumber.Parsed.Invalid invalid -> throw unknown();
        };
    }

    private static Refused unknown() {
        return Refused.notFound("activation sheet");
    }
}
