package io.counterfoil.activation;

import io.counterfoil.access.Audit;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.inventory.Item;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Retailers;
import io.counterfoil.retailers.Terminal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong at tills, until somebody has looked at it. Of one kind there is at most one open
 * case about the same sale or item.
 */
public final class Cases {
    private static final int LONGEST_NOTE = 500;

    /** What becomes of sales that were entered later and declined. */
    private static final Set<CaseKind> ENTERED_LATER =
            Set.of(CaseKind.PAID_NOT_ACTIVATED, CaseKind.LATE_SALE);

    private final Transactions transactions;
    private final Retailers retailers;
    private final Items items;
    private final Audit audit;
    private final Ids ids;

    /** Cases about sales of {@code items}; who resolves one is named in {@code audit}. */
    public Cases(
            Transactions transactions, Retailers retailers, Items items, Audit audit, Ids ids) {
        this.transactions = transactions;
        this.retailers = retailers;
        this.items = items;
        this.audit = audit;
        this.ids = ids;
    }

    /**
     * What somebody has to look at.
     *
     * @param subject what tells it from others of its kind
     * @param terminal the till, or null if no till took part
     * @param requestId the till's number of the sale, or null
     * @param serial the item, or null if there is no such item
     * @param note for whoever looks at it, or null
     */
    record Finding(
            CaseKind kind,
            String subject,
            UUID retailer,
            UUID outlet,
            @Nullable UUID terminal,
            @Nullable String requestId,
            @Nullable SerialNumber serial,
            @Nullable Text note) {

        private static String subject(Terminal till, String requestId) {
            return till.id() + "/" + requestId;
        }

        /** About a sale of a till. */
        static Finding atTill(
                CaseKind kind,
                Terminal till,
                String requestId,
                @Nullable SerialNumber serial,
                @Nullable Text note) {
            return new Finding(
                    kind,
                    subject(till, requestId),
                    till.retailer(),
                    till.outlet(),
                    till.id(),
                    requestId,
                    serial,
                    note);
        }
    }

    /** Whether the report made a case, or had been made before. */
    public record Report(TillCase about, boolean repeated) {}

    /** Opens a case with the transaction that found it, unless there is an open one already. */
    boolean open(Tx tx, Finding finding) {
        return new CaseRepository(tx).open(ids.next(), finding);
    }

    /** Whether a sale of a till is listed as paid but not active, or as entered too late. */
    boolean isOpen(Tx tx, Terminal till, String requestId) {
        return new CaseRepository(tx).isOpen(ENTERED_LATER, Finding.subject(till, requestId));
    }

    /** Whether a sale of a till is listed as entered too late. */
    boolean isOpenAsLate(Tx tx, Terminal till, String requestId) {
        return new CaseRepository(tx)
                .isOpen(Set.of(CaseKind.LATE_SALE), Finding.subject(till, requestId));
    }

    /** Resolves the open case about a sale of a till, if there is one: it went through after all. */
    void sold(Tx tx, Terminal till, String requestId) {
        new CaseRepository(tx)
                .resolve(
                        ENTERED_LATER,
                        Finding.subject(till, requestId),
                        "the shop",
                        "Sold when the shop entered it again.");
    }

    /**
     * Tells of an item that a customer paid but that is not active. Told again while the case is
     * open, it is the same case.
     *
     * @param ownTerminal the terminal that the caller's key is bound to, or null
     * @throws Refused if a field is wrong, or the item is active or another shop's
     */
    public Report report(Caller caller, NewCase told, @Nullable UUID ownTerminal) {
        Fields fields = new Fields();
        UUID terminal = Sale.terminal(fields, told.terminal(), ownTerminal);
        Optional<SerialNumber> serial = Sale.serial(fields, told.serial());
        String requestId =
                blank(told.requestId()) ? null : Sale.requestId(fields, told.requestId());
        String note = blank(told.note()) ? null : fields.text("note", told.note(), LONGEST_NOTE);
        fields.done();
        return transactions.write(
                caller,
                tx -> {
                    Terminal till =
                            retailers
                                    .lockTerminal(tx, terminal)
                                    .orElseThrow(Activations::noSuchTerminal);
                    SerialNumber number = serial.orElseThrow();
                    Optional<Item> item = items.find(tx, number);
                    refuseIfActive(item, till);
                    Finding finding =
                            new Finding(
                                    CaseKind.PAID_NOT_ACTIVATED,
                                    Finding.subject(
                                            till,
                                            requestId == null ? number.toString() : requestId),
                                    till.retailer(),
                                    till.outlet(),
                                    till.id(),
                                    requestId,
                                    item.map(Item::serial).orElse(null),
                                    item.isPresent() ? typed(note) : unknown(number, note));
                    UUID made = ids.next();
                    UUID about = new CaseRepository(tx).openOrHold(made, finding);
                    return new Report(find(tx, about), !about.equals(made));
                });
    }

    private static void refuseIfActive(Optional<Item> item, Terminal till) {
        item.filter(found -> till.retailer().equals(found.retailer()))
                .filter(
                        found ->
                                found.state() == ItemState.ACTIVATED
                                        || found.state() == ItemState.REDEEMED)
                .ifPresent(
                        found -> {
                            throw new Refused(
                                    ProblemType.CONFLICT,
                                    "This item is active, so the customer can redeem its code."
                                            + " There is nothing to do.");
                        });
    }

    /** The cases that the caller may see and that are asked for, newest first. */
    public Slice<TillCase> list(Caller caller, CaseFilter filter, Listing listing) {
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new CaseRepository(tx).list(filter, listing),
                                TillCase::id));
    }

    /** A case that the caller may see. */
    public TillCase get(Caller caller, UUID id) {
        return transactions.read(caller, tx -> find(tx, id));
    }

    /** How many cases of the caller wait for somebody. */
    int countOpen(Caller caller) {
        return transactions.read(caller, this::countOpen);
    }

    /** How many cases of the transaction's caller wait for somebody. */
    public int countOpen(Tx tx) {
        return new CaseRepository(tx).countOpen();
    }

    /**
     * Says what came of a case. A resolved one stays as it is.
     *
     * @param by the name of who says so
     * @throws Refused if the note is missing, or the case is for the provider to resolve
     */
    public TillCase resolve(Caller caller, UUID id, @Nullable String note, String by) {
        Fields fields = new Fields();
        String resolution = fields.text("note", note, LONGEST_NOTE);
        fields.done();
        return transactions.once(
                caller,
                TillCase.class,
                tx -> {
                    TillCase found = find(tx, id);
                    if (caller.scope() instanceof Scope.Retailer
                            && !CaseKind.of(found.kind()).shopResolves()) {
                        throw new Refused(
                                ProblemType.FORBIDDEN,
                                "Only your provider can say that this is done. Please tell them"
                                        + " what you know.");
                    }
                    if (new CaseRepository(tx).resolve(id, by, resolution)) {
                        audit.record(
                                tx, "case.resolved", "case:" + id, Map.of("kind", found.kind()));
                    }
                    return find(tx, id);
                });
    }

    private static TillCase find(Tx tx, UUID id) {
        return new CaseRepository(tx).find(id).orElseThrow(() -> Refused.notFound("case"));
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static @Nullable Text typed(@Nullable String note) {
        return note == null ? null : Text.of(note);
    }

    /** Nothing else names an item that does not exist. */
    private static Text unknown(SerialNumber serial, @Nullable String note) {
        return note == null
                ? Text.of("Serial number {serial}.", "serial", serial.toString())
                : Text.of(
                        "Serial number {serial}. {note}",
                        "serial",
                        serial.toString(),
                        "note",
                        note);
    }
}
