package io.counterfoil.bench;

import io.counterfoil.codes.CodeGenerator;
import io.counterfoil.codes.Gtin;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.printing.layout.Goods;
import io.counterfoil.printing.layout.Issuer;
import io.counterfoil.printing.layout.Item;
import io.counterfoil.printing.layout.Prepared;
import io.counterfoil.printing.layout.PrintEngine;
import io.counterfoil.printing.layout.PrintJob;
import io.counterfoil.printing.layout.Templates;
import io.counterfoil.printing.layout.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The cards that print benchmarks print: the gift card that is shipped, but with a QR code of its
 * own on each, which is what costs most. Beside it stand the artwork, a Code 128 of the serial, the
 * price's EAN-13, serial and code.
 */
final class SampleCards {
    /** Name of the layout. */
    static final String LAYOUT = "bench-card";

    /** Ten of them on A4. */
    static final String TEN_UP = "avery-c32011-10";

    /** One a page at trim size, for a bureau. */
    static final String ONE_UP = "bureau";

    /** The price's number. */
    static final String GTIN = "4006381333931";

    /** Where the QR codes lead. */
    static final String HOST = "BACKUP.EXAMPLE";

    static final String PROVIDER = "Bench Backup";
    static final String PRODUCT = "Select Backup";
    static final String PRICE = "49.00 EUR";
    static final String TERM = "1 year";
    private static final int RUN = 100_000;

    private SampleCards() {}

    /** Writes the layout into a folder for templates. */
    static Path writeLayout(Path templates) throws IOException {
        Path layouts = Files.createDirectories(templates.resolve("layouts"));
        for (String extension : new String[] {".json", ".svg"}) {
            String name = LAYOUT + extension;
            try (InputStream file =
                    Objects.requireNonNull(SampleCards.class.getResourceAsStream(name))) {
                Files.copy(file, layouts.resolve(name));
            }
        }
        return templates;
    }

    /** A volume of them. */
    static Volume volume(Path templates, String layout, String sheet) {
        PrintJob job =
                new PrintJob(
                        new UUID(0, 1),
                        layout,
                        sheet,
                        new Goods(PRODUCT, PRICE, TERM, Optional.of(new Gtin("0" + GTIN))),
                        new Issuer(PROVIDER, HOST, "https://" + HOST + "/redeem"),
                        PrintJob.DEFAULT_DPI);
        return switch (new PrintEngine(Templates.in(templates)).prepare(job)) {
            case Prepared.Ready ready -> ready.volume();
            case Prepared.Refused refused -> throw new IllegalStateException(refused.reason());
        };
    }

    /** So many cards, made one after the other. */
    static Iterator<Item> items(int count) {
        CodeGenerator codes = new CodeGenerator(new SecureRandom());
        return new SerialRange(RUN, 1, count)
                .stream().map(serial -> Item.of(serial, codes.next())).iterator();
    }
}
