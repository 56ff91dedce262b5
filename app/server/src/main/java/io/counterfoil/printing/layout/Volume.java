package io.counterfoil.printing.layout;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.printing.layout.Imposition.Placed;
import io.counterfoil.printing.pdf.Deflate;
import io.counterfoil.printing.pdf.DocumentEntries;
import io.counterfoil.printing.pdf.PageFormat;
import io.counterfoil.printing.pdf.PdfWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A PDF of many items that differ in a few values only. It is streamed: a million items need as
 * much memory as a thousand. Safe for many threads; it can be written more than once.
 */
public final class Volume {
    private static final int SAMPLE_RUN = 100_000;
    private static final String SAMPLE_CODE = "0123-4567-89AB-CDEF";
    private static final Slip SAMPLE_SLIP = new Slip("100000", "1", "2", 2);
    private static final int FEWEST_SHEETS = 3;
    private static final int WORKERS = 2;
    private static final int BATCHES_AHEAD = 8;
    private static final int ITEMS_PER_BATCH = 160;

    private final DocumentEntries entries;
    private final Values values;
    private final Pages pages;
    private final Imposition imposition;
    private final List<byte[]> seed;
    private final int resources;

    Volume(
            DocumentEntries entries,
            Values values,
            Placing placing,
            Pages pages,
            List<byte[]> seed,
            int resources) {
        this.entries = entries;
        this.values = values;
        this.pages = pages;
        this.imposition = new Imposition(placing, pages.perPage());
        this.seed = seed;
        this.resources = resources;
    }

    /** How many labels a page has. */
    public int perPage() {
        return pages.perPage();
    }

    /** How many pages that many items take, with header, trailer and backs. */
    public int pages(int items) {
        int slips = pages.haveSlips() ? 2 : 0;
        return imposition.sheets(items + slips) * pages.sides().size();
    }

    /**
     * The standards that the PDF conforms to, such as "PDF/X-4, PDF/A-2b"; "none" for one that
     * claims nothing. It takes the profile of a press, and artwork that is no PDF: what others have
     * drawn is put in as it is, and nobody here has judged its colours and fonts.
     */
    public String conformance() {
        return entries.conformance();
    }

    /** Whether items need their codes; never for a proof. */
    public boolean needsCodes() {
        return values.needCodes();
    }

    /** How large its pages are. */
    PageFormat format() {
        return pages.format();
    }

    /** Front and back, or only the front. */
    List<Side> sides() {
        return pages.sides();
    }

    /** Where each of that many items lies on a side, in the order in which they are given. */
    List<Label> labels(int side, int items) {
        int before = pages.haveSlips() ? 1 : 0;
        Label[] labels = new Label[items];
        Iterator<List<Placed<Integer>>> sheets =
                imposition.sheets(IntStream.range(-before, items + before).iterator());
        for (int page = side; sheets.hasNext(); page += pages.sides().size()) {
            for (Placed<Integer> placed : sheets.next()) {
                int item = placed.thing();
                if (item >= 0 && item < items) {
                    labels[item] = pages.label(side, page, placed.label());
                }
            }
        }
        return List.of(labels);
    }

    /**
     * Some of that many items, by their places from 0 on: all on the first sheet, on the last and on
     * some at random, for a page is quickly read once it is drawn.
     *
     * @param most about how many; a sheet more or less, and at least of three sheets
     * @param dice a random number below the given one
     */
    public BitSet sample(int items, int most, IntUnaryOperator dice) {
        int slips = pages.haveSlips() ? 1 : 0;
        int sheets = imposition.sheets(items + 2 * slips);
        int wanted = Math.max(FEWEST_SHEETS, Math.ceilDiv(most, perPage()));
        BitSet chosen = new BitSet(sheets);
        if (sheets <= wanted) {
            chosen.set(0, sheets);
        } else {
            chosen.set(0);
            chosen.set(sheets - 1);
            while (chosen.cardinality() < wanted) {
                chosen.set(dice.applyAsInt(sheets));
            }
        }
        BitSet sample = new BitSet(items);
        sample.set(0);
        sample.set(items - 1);
        Iterator<List<Placed<Integer>>> all =
                imposition.sheets(IntStream.range(-slips, items + slips).iterator());
        for (int sheet = 0; all.hasNext(); sheet++) {
            for (Placed<Integer> placed : all.next()) {
                int item = placed.thing();
                if (chosen.get(sheet) && item >= 0 && item < items) {
                    sample.set(item);
                }
            }
        }
        return sample;
    }

    /**
     * Writes the PDF of minted items; the stream is left open.
     *
     * @param items in order of their serials; read on the calling thread
     * @throws IllegalArgumentException when there is no item, one lacks the code it should show, or
     *     the volume has a header and a trailer
     */
    public void write(OutputStream out, Iterator<Item> items) throws IOException {
        write(out, items, values::of, Optional.empty());
    }

    /**
     * The same with what header and trailer say, if the volume has them.
     *
     * @param slip says how many items there are, and which
     */
    public void write(OutputStream out, Iterator<Item> items, Slip slip) throws IOException {
        write(out, items, values::of, Optional.of(slip));
    }

    /**
     * Writes the PDF of a list of one's own; the stream is left open.
     *
     * @param rows those that the columns were made of and {@link #refusal} let pass; read on the
     *     calling thread
     * @throws IllegalArgumentException when there is no row, or the volume has a header and a
     *     trailer
     */
    public void writeRows(OutputStream out, Iterator<Map<String, String>> rows) throws IOException {
        write(out, rows, values::of, Optional.empty());
    }

    /** The same with what header and trailer say, if the volume has them. */
    public void writeRows(OutputStream out, Iterator<Map<String, String>> rows, Slip slip)
            throws IOException {
        write(out, rows, values::of, Optional.of(slip));
    }

    /**
     * Why a list of one's own can't be printed: the first row with something that does not fit, and
     * what. Empty when it can.
     */
    public Optional<String> refusal(Iterator<Map<String, String>> rows) {
        for (int number = 1; rows.hasNext(); number++) {
            Optional<String> refusal = refusal(rows.next());
            if (refusal.isPresent()) {
                return Optional.of("Row " + number + ": " + refusal.get());
            }
        }
        return Optional.empty();
    }

    /**
     * SHA-256 over everything that decides the bytes of a volume of minted items besides these: it
     * changes with the layout, its artwork, the sheet, and with what stands on all items.
     */
    public byte[] fingerprint() {
        // Bytes follow from nothing else, so those of made-up items tell volumes apart.
        SerialRange sample = new SerialRange(SAMPLE_RUN, 1, 2 * perPage());
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            write(
                    new DigestOutputStream(OutputStream.nullOutputStream(), digest),
                    sample.iterator(),
                    serial -> new Stamp.ItemText(List.of(serial.toString(), SAMPLE_CODE)),
                    Optional.of(SAMPLE_SLIP));
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why one row of such a list can't be printed; empty when it can. */
    public Optional<String> refusal(Map<String, String> row) {
        return pages.refusal(values.of(row));
    }

    private <T> void write(
            OutputStream out,
            Iterator<T> items,
            Function<T, Stamp.ItemText> shown,
            Optional<Slip> slip)
            throws IOException {
        if (!items.hasNext()) {
            throw new IllegalArgumentException("A volume has at least one item.");
        }
        Iterator<List<Placed<Piece>>> sheets =
                imposition.sheets(pieces(stream(items).map(shown), slip).iterator());
        int batchSize = Math.max(1, ITEMS_PER_BATCH / perPage());
        Queue<Future<List<byte[]>>> ahead = new ArrayDeque<>();
        try (Deflate deflate = new Deflate();
                ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            PdfWriter writer = new PdfWriter(out, deflate, seed, resources, pages.format());
            while (sheets.hasNext()) {
                List<List<Placed<Piece>>> batch = next(sheets, batchSize);
                ahead.add(workers.submit(() -> render(batch)));
                if (ahead.size() == BATCHES_AHEAD) {
                    append(ahead.remove(), writer);
                }
            }
            while (!ahead.isEmpty()) {
                append(ahead.remove(), writer);
            }
            writer.finish(entries);
        }
    }

    /** The items between header and trailer, if the volume has them. */
    private Stream<Piece> pieces(Stream<Stamp.ItemText> items, Optional<Slip> slip) {
        if (!pages.haveSlips()) {
            return items.map(item -> item);
        }
        Slip shown =
                slip.orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "Header and trailer need to know what they say."));
        int count = pages(shown.items());
        return Stream.concat(
                Stream.concat(
                        Stream.of(new Piece.Notice(Piece.Notice.HEADER, shown, count)), items),
                Stream.of(new Piece.Notice(Piece.Notice.TRAILER, shown, count)));
    }

    private static <T> Stream<T> stream(Iterator<T> items) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(items, Spliterator.ORDERED), false);
    }

    private static <T> List<T> next(Iterator<T> things, int most) {
        List<T> batch = new ArrayList<>(most);
        while (things.hasNext() && batch.size() < most) {
            batch.add(things.next());
        }
        return batch;
    }

    private List<byte[]> render(List<List<Placed<Piece>>> batch) {
        List<byte[]> contents = new ArrayList<>();
        try (Deflate deflate = new Deflate()) {
            for (List<Placed<Piece>> sheet : batch) {
                contents.addAll(pages.render(sheet, deflate));
            }
        }
        return contents;
    }

    private static void append(Future<List<byte[]>> batch, PdfWriter writer) throws IOException {
        try {
            for (byte[] page : batch.get()) {
                writer.page(page);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A page could not be made.", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("Printing was interrupted.", e));
        }
    }
}
