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
import io.counterfoil.printing.layout.Printer;
import io.counterfoil.printing.layout.Templates;
import io.counterfoil.printing.layout.Volume;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Iterator;
import java.util.List;
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
    private static final String GTIN = "4006381333931";

    /** Where the QR codes lead. */
    private static final String HOST = "backup.example";

    private static final String PROVIDER = "Bench Backup";
    private static final String PRODUCT = "Select Backup";
    private static final String PRICE = "49.00 EUR";
    private static final String TERM = "1 year";
    private static final int RUN = 100_000;

    private SampleCards() {}

    /** Writes the layout into a folder for templates. */
    static Path writeLayout(Path templates) throws IOException {
        Path layouts = Files.createDirectories(templates.resolve("layouts"));
        for (String extension : new String[] {".json", ".svg"}) {
            write(LAYOUT + extension, layouts);
        }
        return templates;
    }

    /** Writes a file that lies beside this class into a folder. */
    static void write(String name, Path folder) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(SampleCards.class.getResourceAsStream(name))) {
            Files.copy(file, folder.resolve(name));
        }
    }

    /**
     * Writes a list of so many cards.
     *
     * @param withUrl whether the address of the QR code stands there too, for a program that can't
     *     put it together
     */
    static void writeList(Path file, int count, boolean withUrl) throws IOException {
        Gtin gtin = new Gtin("0" + GTIN);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(withUrl ? "serial,code,url\n" : "serial,code\n");
            for (Iterator<Item> items = items(count); items.hasNext(); ) {
                Item item = items.next();
                String serial = item.serial().toString();
                out.write(serial + "," + item.code().orElseThrow().reveal());
                out.write(withUrl ? "," + gtin.digitalLink(HOST, serial) + "\n" : "\n");
            }
        }
    }

    /** The command that prints such a list. */
    static List<String> print(Path templates, String sheet, Path list, Path out) {
        return List.of(
                "print",
                "--templates=" + templates,
                "--layout=" + LAYOUT,
                "--sheet=" + sheet,
                "--data=" + list,
                "--out=" + out,
                "--force",
                "--provider=" + PROVIDER,
                "--product=" + PRODUCT,
                "--price=" + PRICE,
                "--term=" + TERM,
                "--web-address=" + HOST,
                "--gtin=" + GTIN);
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
                        Printer.DEFAULT_DPI);
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
