package io.counterfoil.printing.layout;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What is the same for all items of a volume. The same job and items give the same bytes.
 *
 * @param id identifies the document, such as the print run's id
 * @param layout name of a layout
 * @param sheet name of a sheet
 * @param goods what is sold
 * @param issuer who sells it
 * @param printer what it is printed on
 * @param placing how items come to lie on sheets
 * @param bureau the bureau that prints it; empty for a printer of one's own
 */
public record PrintJob(
        UUID id,
        String layout,
        String sheet,
        Goods goods,
        Issuer issuer,
        Printer printer,
        Placing placing,
        Optional<BureauOrder> bureau) {
    /** A job for an exact printer of one's own, in reading order. */
    public PrintJob(UUID id, String layout, String sheet, Goods goods, Issuer issuer, int dpi) {
        this(id, layout, sheet, goods, issuer, Printer.exact(dpi), Placing.PLAIN, Optional.empty());
    }

    /** The same, placed differently. */
    public PrintJob placed(Placing wanted) {
        return new PrintJob(id, layout, sheet, goods, issuer, printer, wanted, bureau);
    }

    /** The same on another printer. */
    public PrintJob on(Printer other) {
        return new PrintJob(id, layout, sheet, goods, issuer, other, placing, bureau);
    }

    /** The same for a bureau, one item a page; dated when it was ordered. */
    public PrintJob forBureau(BureauProfile profile, Instant ordered) {
        BureauOrder order = new BureauOrder(profile, ordered);
        return new PrintJob(id, layout, sheet, goods, issuer, printer, placing, Optional.of(order));
    }

    /** Dots per inch of the printer; symbols are made of its whole dots. */
    int dpi() {
        return printer.dpi();
    }
}
