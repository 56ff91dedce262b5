package io.counterfoil.printing.bureau;

import io.counterfoil.codes.Gtin;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.printing.layout.Goods;
import io.counterfoil.printing.layout.Issuer;
import io.counterfoil.printing.layout.Item;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * Items of a run as records, for a bureau that prints from data: a header that says what comes,
 * one record a line, and a trailer with the count, so that a file that was cut off shows. All
 * records of a file are equally long. The same items give the same bytes.
 *
 * <p>It is text in UTF-8 with lines that end in CR LF. Values are written exactly as they are: the
 * file is for a machine, not for a spreadsheet.
 *
 * @param sku the product's number at the provider
 * @param goods what is sold
 * @param issuer who sells it
 * @param revision 1 for what was ordered with the run, more for a reprint, whose header says so
 * @param serials which items, in order
 */
public record DataFile(
        String sku, Goods goods, Issuer issuer, int revision, List<SerialRange> serials) {
    /** The name of the format, in the header. */
    static final String FORMAT = "counterfoil-data";

    /** Grows when a column changes or moves. */
    static final int VERSION = 1;

    private static final String NONE = "";
    private static final String SAMPLE_CODE = "XXXX-XXXX-XXXX-XXXX";

    /** How records are written. */
    public enum Form {
        /**
         * Quoted values with commas between them (RFC 4180). The first line is the header as pairs
         * of name and value, the second names the columns, the last is {@code "T"} and the count.
         */
        CSV(".csv", "text/csv"),
        /**
         * Columns of fixed widths in characters. Each line, all equally long, says by its first
         * character what it is: {@code H} a line of the header, {@code D} a record, {@code T} the
         * trailer.
         */
        FIXED(".txt", "text/plain");

        private final String extension;
        private final String mediaType;

        Form(String extension, String mediaType) {
            this.extension = extension;
            this.mediaType = mediaType;
        }

        /** How the name of the file ends. */
        public String extension() {
            return extension;
        }

        /** Its media type; the text is in UTF-8. */
        public String mediaType() {
            return mediaType + ";charset=utf-8";
        }
    }

    /** What a record holds, in this order. */
    enum Column {
        SERIAL,
        /** As it is printed, in groups. */
        CODE,
        /** The same without hyphens. */
        CODE_PLAIN,
        SKU,
        PRODUCT,
        /** 14 digits; empty for a product without one, as the two columns made of it. */
        GTIN,
        PRICE,
        TERM,
        /** Where customers redeem codes. */
        REDEEM_URL,
        /** GTIN and serial as GS1 writes them for people. */
        GS1_ELEMENTS,
        /** The GS1 web address of the item. */
        DIGITAL_LINK;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public DataFile {
        serials = List.copyOf(serials);
    }

    /** How many records there are. */
    public int records() {
        return serials.stream().mapToInt(SerialRange::size).sum();
    }

    /** The first six digits of the serials. */
    int run() {
        return serials.getFirst().run();
    }

    /** Whether it has items that are printed again. */
    boolean isReprint() {
        return revision > 1;
    }

    private String firstSerial() {
        return serials.getFirst().first().toString();
    }

    /**
     * Writes the file; the stream is left open.
     *
     * @param items in order, with their codes
     * @throws IllegalArgumentException when an item lacks its code, or others come than those of the
     *     file
     */
    public void write(Form form, OutputStream out, Iterator<Item> items) throws IOException {
        DataLines lines = lines(form);
        for (String line : lines.header()) {
            write(out, line);
        }
        for (SerialRange range : serials) {
            for (SerialNumber expected : range) {
                write(out, lines.record(values(expected.toString(), code(items, expected))));
            }
        }
        if (items.hasNext()) {
            throw new IllegalArgumentException("There are more items than in the file.");
        }
        write(out, lines.trailer());
    }

    /** SHA-256 of all that the file holds but serials and codes: another one, another file. */
    public byte[] fingerprint(Form form) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            DataLines lines = lines(form);
            String sample = lines.record(values(firstSerial(), SAMPLE_CODE));
            lines.header().forEach(line -> digest.update(bytes(line)));
            digest.update(bytes(sample));
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256.", e);
        }
    }

    /** The widths of the columns in characters; each record has exactly these. */
    List<Integer> widths() {
        return values(firstSerial(), SAMPLE_CODE).stream()
                .map(value -> value.codePointCount(0, value.length()))
                .toList();
    }

    private DataLines lines(Form form) {
        return switch (form) {
            case CSV -> new CsvLines(this);
            case FIXED -> new FixedLines(this);
        };
    }

    private static String code(Iterator<Item> items, SerialNumber expected) {
        if (!items.hasNext()) {
            throw new IllegalArgumentException("The item " + expected + " is not there.");
        }
        Item item = items.next();
        if (!item.serial().equals(expected)) {
            throw new IllegalArgumentException(
                    item.serial() + " stands in the place of " + expected + ".");
        }
        return item.code()
                .orElseThrow(
                        () -> new IllegalArgumentException(item.serial() + " has no code."))
                .reveal();
    }

    private List<String> values(String serial, String code) {
        return List.of(
                serial,
                code,
                code.replace("-", ""),
                sku,
                goods.product(),
                goods.gtin().map(Gtin::gtin14).orElse(NONE),
                goods.price(),
                goods.term(),
                issuer.redeemUrl(),
                goods.gtin().map(gtin -> gs1(gtin, serial)).orElse(NONE),
                goods.gtin()
                        .map(gtin -> gtin.digitalLink(issuer.webAddress(), serial))
                        .orElse(NONE));
    }

    private static String gs1(Gtin gtin, String serial) {
        return gtin.withSerial(serial).replace('[', '(').replace(']', ')');
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write(bytes(line));
    }

    private static byte[] bytes(String line) {
        return (line + "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
