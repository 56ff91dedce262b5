package io.counterfoil.printing;

import io.counterfoil.catalog.Medium;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.brand.Brands;
import io.counterfoil.printing.bureau.Bureau;
import io.counterfoil.printing.bureau.Bureaus;
import io.counterfoil.printing.layout.BureauProfile;
import io.counterfoil.printing.layout.Prepared;
import io.counterfoil.printing.printers.NamedPrinter;
import io.counterfoil.printing.printers.Printers;
import io.counterfoil.printing.templates.OwnTemplates;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Takes orders of print runs. */
public final class PrintOrders {
    private final Transactions transactions;
    private final Press press;
    private final Bureaus bureaus;
    private final Minting minting;
    private final CodePromises promises;
    private final Ids ids;

    /** Orders whose items {@code minting} makes, as far as {@code promises} have room. */
    public PrintOrders(
            Transactions transactions,
            Press press,
            Bureaus bureaus,
            Minting minting,
            CodePromises promises,
            Ids ids) {
        this.transactions = transactions;
        this.press = press;
        this.bureaus = bureaus;
        this.minting = minting;
        this.promises = promises;
        this.ids = ids;
    }

    /**
     * Orders a run of 1 to {@value SerialNumber#LAST_SEQUENCE} items; minting begins at once. For a
     * bureau that prints spares the run has so many items more.
     *
     * @throws Refused if a field is wrong, a layout can't be printed on its sheet, or the storage
     *     nodes have not enough room for what the codes promise
     */
    public PrintRun order(Caller caller, NewPrintRun wanted) {
        // What was ordered stays ordered, also when its layout or bureau is gone since.
        return transactions
                .answered(caller, PrintRun.class)
                .orElseGet(() -> orderNow(caller, wanted));
    }

    private PrintRun orderNow(Caller caller, NewPrintRun wanted) {
        Map<UUID, NamedPrinter> printers =
                transactions.read(caller, Printers::list).stream()
                        .collect(Collectors.toMap(NamedPrinter::id, printer -> printer));
        Fields fields = new Fields();
        UUID product = fields.id("product", wanted.product());
        int quantity = fields.number("quantity", wanted.quantity(), 1, SerialNumber.LAST_SEQUENCE);
        List<PrintPart> parts = new OrderedParts(fields, printers).of(wanted);
        Optional<UUID> bureau =
                Optional.ofNullable(wanted.bureau()).map(id -> fields.id("bureau", id));
        if (bureau.isPresent() && !parts.stream().allMatch(PrintPart::isForBureau)) {
            fields.problem("bureau", "A bureau prints on the sheet \"bureau\" only.");
        }
        fields.done();
        Optional<Bureau> printer = bureau.map(id -> bureau(caller, id));
        Optional<BureauProfile> profile = printer.map(Bureau::profile);
        int spares = printer.map(known -> known.spares(quantity)).orElse(0);
        if (quantity > SerialNumber.LAST_SEQUENCE - spares) {
            throw Refused.field("quantity", "With the bureau's spares this is more than one run.");
        }
        // Drawing takes a while, so it is tried before the transaction begins.
        Press.Imprint imprint =
                transactions
                        .read(caller, tx -> press.imprint(tx, ids.next(), product, profile))
                        .orElseThrow(
                                () ->
                                        Refused.field(
                                                "product",
                                                "There is no such product. Copy the id from the"
                                                        + " answer that made it."));
        List<OwnTemplates.Needed> templates = press.ownTemplates(parts);
        checkPrintable(imprint, parts, wanted.parts() == null);
        return transactions.once(
                caller,
                PrintRun.class,
                tx -> {
                    press.hold(tx, templates);
                    return insert(tx, imprint, quantity + spares, parts, bureau);
                });
    }

    private Bureau bureau(Caller caller, UUID id) {
        return transactions
                .read(caller, tx -> bureaus.find(tx, id))
                .orElseThrow(Bureaus::unknown);
    }

    private void checkPrintable(Press.Imprint imprint, List<PrintPart> parts, boolean onlyOne) {
        if (imprint.product().medium() == Medium.E_CODE) {
            throw Refused.field(
                    "product", "An e-code is sent, not printed. Choose another product.");
        }
        Fields fields = new Fields();
        boolean showsCode = false;
        for (int i = 0; i < parts.size(); i++) {
            switch (press.prepare(imprint, parts.get(i))) {
                case Prepared.Ready ready -> showsCode |= ready.volume().needsCodes();
                case Prepared.Refused refused ->
                        fields.problem(field(refused.choice(), i, onlyOne), refused.reason());
            }
        }
        fields.done();
        if (!showsCode) {
            throw Refused.field(
                    onlyOne ? "layout" : "parts",
                    "Nothing here shows the redemption code, so nobody could redeem these items."
                            + " Add a layout that does, such as “Gift card” (gift-card) or “CD"
                            + " sticker” (cd-sticker).");
        }
    }

    /** The field of a part that a refusal is of. */
    private static String field(Prepared.Choice choice, int part, boolean onlyOne) {
        String name = choice.name().toLowerCase(Locale.ROOT);
        if (onlyOne) {
            return name;
        }
        String place = "parts.[" + part + "]";
        return choice == Prepared.Choice.LAYOUT ? place : place + "." + name;
    }

    private PrintRun insert(
            Tx tx,
            Press.Imprint imprint,
            int quantity,
            List<PrintPart> parts,
            Optional<UUID> bureau) {
        promises.check(tx, imprint.product().id(), quantity);
        PrintRun run =
                new PrintRun(
                        tx.provider(),
                        ids.next(),
                        new PrintRunRepository(tx).nextNumber(),
                        imprint.product().id(),
                        quantity,
                        RunState.MINTING,
                        0,
                        false,
                        tx.now(),
                        null,
                        parts,
                        PrintRun.Release.NOT_YET,
                        bureau.orElse(null));
        minting.order(tx, run);
        // That which was found printable, also if it was changed a moment ago.
        Brands.bind(tx, run.id(), imprint.seller().brand());
        bureau.ifPresent(id -> bureaus.assign(tx, run.id(), id));
        return run;
    }
}
