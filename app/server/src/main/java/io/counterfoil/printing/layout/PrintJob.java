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
 * @param dpi dots per inch of the printer; symbols are made of its whole dots
 * @param bureau the bureau that prints it; empty for a printer of one's own
 */
public record PrintJob(
        UUID id,
        String layout,
        String sheet,
        Goods goods,
        Issuer issuer,
        int dpi,
        Optional<BureauOrder> bureau) {
    /** Dots per inch that most office printers and bureaus can hit. */
    public static final int DEFAULT_DPI = 300;

    private static final int LOWEST_DPI = 150;
    private static final int HIGHEST_DPI = 9_600;

    public PrintJob {
        if (dpi < LOWEST_DPI || dpi > HIGHEST_DPI) {
            throw new IllegalArgumentException(
                    "A printer has between 150 and 9600 dots per inch, not " + dpi + ".");
        }
    }

    /** A job for a printer of one's own. */
    public PrintJob(UUID id, String layout, String sheet, Goods goods, Issuer issuer, int dpi) {
        this(id, layout, sheet, goods, issuer, dpi, Optional.empty());
    }

    /** The same for a bureau, one item a page; dated when it was ordered. */
    public PrintJob forBureau(BureauProfile profile, Instant ordered) {
        BureauOrder order = new BureauOrder(profile, ordered);
        return new PrintJob(id, layout, sheet, goods, issuer, dpi, Optional.of(order));
    }
}
