package io.counterfoil.printing.printers;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.brand.Letterhead;
import io.counterfoil.printing.layout.AlignmentPages;
import io.counterfoil.printing.layout.Placing;
import io.counterfoil.printing.layout.Printer;
import io.counterfoil.printing.templates.OwnTemplates;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The printers of a provider and by how much each misses. A change holds for orders from then on;
 * what is ordered already is printed with the numbers of its order.
 */
public final class Printers {
    private static final int MOST = 200;

    private final Transactions transactions;
    private final OwnTemplates templates;
    private final Letterhead letterhead;
    private final Ids ids;

    /** Printers kept through {@code transactions}; their pages have the words of {@code letterhead}. */
    public Printers(
            Transactions transactions, OwnTemplates templates, Letterhead letterhead, Ids ids) {
        this.transactions = transactions;
        this.templates = templates;
        this.letterhead = letterhead;
        this.ids = ids;
    }

    /**
     * Adds a printer.
     *
     * @throws Refused if a number is out of bounds, or there are very many
     */
    public NamedPrinter add(Caller caller, PrinterChange wanted) {
        return transactions.once(
                caller,
                NamedPrinter.class,
                tx -> {
                    Fields fields = new Fields();
                    NamedPrinter printer = wanted.toPrinter(ids.next(), fields);
                    fields.done();
                    PrinterRepository printers = new PrinterRepository(tx);
                    if (printers.list().size() >= MOST) {
                        throw new Refused(
                                ProblemType.CONFLICT,
                                Text.of(
                                        "There are {number} printers already. Remove one first.",
                                        "number",
                                        MOST));
                    }
                    printers.insert(printer);
                    return printer;
                });
    }

    /** All printers of the caller's provider, by name. */
    public List<NamedPrinter> list(Caller caller) {
        return transactions.read(caller, Printers::list);
    }

    /** All printers of the transaction's provider, by name. */
    public static List<NamedPrinter> list(Tx tx) {
        return new PrinterRepository(tx).list();
    }

    /**
     * Corrects a printer; what is left out stays.
     *
     * @throws Refused if there is no such printer or a number is out of bounds
     */
    public NamedPrinter change(Caller caller, UUID id, PrinterChange wanted) {
        return transactions.once(
                caller,
                NamedPrinter.class,
                tx -> {
                    PrinterRepository printers = new PrinterRepository(tx);
                    NamedPrinter before =
                            printers.lock(id).orElseThrow(() -> Refused.notFound("printer"));
                    Fields fields = new Fields();
                    NamedPrinter after = wanted.applyTo(before, fields);
                    fields.done();
                    printers.update(after);
                    return after;
                });
    }

    /**
     * Removes a printer; runs that were ordered for it stay as they are.
     *
     * @throws Refused if there is no such printer
     */
    public void remove(Caller caller, UUID id) {
        transactions.once(
                caller,
                UUID.class,
                tx -> {
                    if (!new PrinterRepository(tx).delete(id)) {
                        throw Refused.notFound("printer");
                    }
                    return id;
                });
    }

    /**
     * A page of PDF to hold against a sheet.
     *
     * @param sheet name of the sheet
     * @param layout name of a layout; only a sheet with one item a page asks for it
     * @param printer on which printer it will be printed; null: an exact one
     * @param flip over which edge the paper is turned, for a page with a back; empty for none
     * @param language of its text
     * @throws Refused if there is no such sheet, layout or printer, or they don't go together
     */
    public byte[] alignment(
            Caller caller,
            String sheet,
            @Nullable String layout,
            @Nullable UUID printer,
            Optional<Placing.Flip> flip,
            Locale language) {
        Printer numbers =
                printer == null
                        ? Printer.exact(Printer.DEFAULT_DPI)
                        : transactions
                                .read(caller, tx -> new PrinterRepository(tx).find(printer))
                                .orElseThrow(() -> Refused.notFound("printer"))
                                .printer();
        return switch (new AlignmentPages(
                        templates.of(caller.provider()), text -> letterhead.say(text, language))
                .page(sheet, Optional.ofNullable(layout), numbers, flip)) {
            case AlignmentPages.Result.Ready ready -> ready.pdf();
            case AlignmentPages.Result.Unknown unknown ->
                    throw new Refused(ProblemType.NOT_FOUND, unknown.reason());
            case AlignmentPages.Result.Refused refused ->
                    throw Refused.field("layout", refused.reason());
        };
    }
}
