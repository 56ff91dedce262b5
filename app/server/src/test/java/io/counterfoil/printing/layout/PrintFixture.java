package io.counterfoil.printing.layout;

import io.counterfoil.codes.CodeGenerator;
import io.counterfoil.codes.Gtin;
import io.counterfoil.codes.SerialRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Jobs and items with fixed defaults. */
final class PrintFixture {
    static final String GTIN = "4006381333931";
    static final String REDEEM_URL = "https://backup.example.com/redeem";
    static final Goods GOODS =
            new Goods("Select Backup", "49.00 EUR", "1 year", Optional.of(new Gtin("0" + GTIN)));
    static final Issuer ISSUER = new Issuer("Harbour Data", "backup.example.com", REDEEM_URL);

    private PrintFixture() {}

    static PrintJob job(String layout, String sheet) {
        return job(layout, sheet, GOODS, ISSUER);
    }

    static PrintJob job(String layout, String sheet, int dpi) {
        return job(layout, sheet, GOODS, ISSUER, dpi);
    }

    static PrintJob job(String layout, String sheet, Goods goods, Issuer issuer) {
        return job(layout, sheet, goods, issuer, Printer.DEFAULT_DPI);
    }

    private static PrintJob job(
            String layout, String sheet, Goods goods, Issuer issuer, int dpi) {
        UUID id = UUID.fromString("0190a1b2-0000-7000-8000-000000000001");
        return new PrintJob(id, layout, sheet, goods, issuer, dpi);
    }

    static List<Item> items(int count) {
        CodeGenerator codes = new CodeGenerator(new SecureRandom());
        return new SerialRange(100_000, 1, count)
                .stream().map(serial -> Item.of(serial, codes.next())).toList();
    }

    /** A volume of a shipped layout: of cartons for their label, of items for any other. */
    static byte[] volume(PrintEngine engine, PrintJob job, List<Item> items) throws IOException {
        if (!job.layout().equals("carton-label")) {
            return write(engine.prepare(job), items);
        }
        List<Map<String, String>> cartons = items.stream().map(PrintFixture::carton).toList();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ready(engine.prepare(job, Columns.of(cartons.iterator())))
                .writeRows(bytes, cartons.iterator());
        return bytes.toByteArray();
    }

    /** The values of a carton that begins with this item, by the names of places. */
    static Map<String, String> carton(Item first) {
        String serial = first.serial().toString();
        String number = "340063810" + serial.substring(serial.length() - 8);
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            sum += (number.charAt(i) - '0') * (i % 2 == 0 ? 3 : 1);
        }
        return Map.of(
                "sscc", number + (10 - sum % 10) % 10,
                "serial_from", serial,
                "serial_to", "10000000099993",
                "without", "Without 10000000000336, 10000000001009-10000000002001",
                "items", "200",
                "retailer", "Harbour Books and Maps Ltd",
                "outlet", "Bookshop at the Old Harbour, Hamburg");
    }

    static byte[] write(Prepared prepared, List<Item> items) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ready(prepared).write(bytes, items.iterator());
        return bytes.toByteArray();
    }

    static Volume ready(Prepared prepared) {
        return switch (prepared) {
            case Prepared.Ready ready -> ready.volume();
            case Prepared.Refused refused -> throw new AssertionError(refused.reason());
        };
    }

    static String refusal(Prepared prepared) {
        return switch (prepared) {
            case Prepared.Ready ready -> throw new AssertionError("ready: " + ready);
            case Prepared.Refused refused -> refused.reason();
        };
    }
}
