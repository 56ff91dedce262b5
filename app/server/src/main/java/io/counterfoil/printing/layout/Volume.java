package io.counterfoil.printing.layout;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A PDF of many items that differ in a few values only. It is streamed: a million items need as
 * much memory as a thousand. Safe for many threads; it can be written more than once.
 */
public final class Volume {
    private static final int WORKERS = 2;
    private static final int BATCHES_AHEAD = 8;
    private static final int ITEMS_PER_BATCH = 160;

    private final DocumentEntries entries;
    private final Values values;
    private final Pages pages;
    private final List<byte[]> seed;
    private final int resources;

    Volume(DocumentEntries entries, Values values, Pages pages, List<byte[]> seed, int resources) {
        this.entries = entries;
        this.values = values;
        this.pages = pages;
        this.seed = seed;
        this.resources = resources;
    }

    /** How many items a page holds. */
    public int perPage() {
        return pages.perPage();
    }

    /** How many pages that many items take. */
    public int pages(int items) {
        return Math.ceilDiv(items, perPage());
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

    /** What every item should show. */
    Promises promises() {
        return values.promises();
    }

    /** Where each of that many items lies, in the order in which they are given. */
    List<Label> labels(int items) {
        return IntStream.range(0, items)
                .mapToObj(
                        index ->
                                new Label(
                                        index / perPage(),
                                        pages.x(index % perPage()),
                                        pages.y(index % perPage())))
                .toList();
    }

    /**
     * SHA-256 over all that a volume of minted items shows but their serials and codes, with the
     * places. Two volumes with the same one make the same file of the same items.
     */
    public byte[] fingerprint() {
        Stamp.ItemText any = values.model();
        try (Deflate deflate = new Deflate()) {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            seed.forEach(sha256::update);
            sha256.update(pages.format().entries().getBytes(StandardCharsets.US_ASCII));
            sha256.update(pages.render(Collections.nCopies(perPage(), any), deflate));
            sha256.update((entries.catalog() + entries.info()).getBytes(StandardCharsets.US_ASCII));
            return sha256.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256.", e);
        }
    }

    /**
     * Writes the PDF of minted items; the stream is left open.
     *
     * @param items in order of print; read on the calling thread
     * @throws IllegalArgumentException when there is no item, or one lacks the code it should show
     */
    public void write(OutputStream out, Iterator<Item> items) throws IOException {
        write(out, items, values::of);
    }

    /**
     * Writes the PDF of a list of one's own; the stream is left open.
     *
     * @param rows those that the columns were made of and {@link #refusal} let pass; read on the
     *     calling thread
     * @throws IllegalArgumentException when there is no row
     */
    public void writeRows(OutputStream out, Iterator<Map<String, String>> rows) throws IOException {
        write(out, rows, values::of);
    }

    /**
     * Why a list of one's own can't be printed: the first row with something that does not fit, and
     * what. Empty when it can.
     */
    public Optional<String> refusal(Iterator<Map<String, String>> rows) {
        for (int number = 1; rows.hasNext(); number++) {
            Optional<String> refusal = pages.refusal(values.of(rows.next()));
            if (refusal.isPresent()) {
                return Optional.of("Row " + number + ": " + refusal.get());
            }
        }
        return Optional.empty();
    }

    private <T> void write(OutputStream out, Iterator<T> items, Function<T, Stamp.ItemText> shown)
            throws IOException {
        if (!items.hasNext()) {
            throw new IllegalArgumentException("A volume has at least one item.");
        }
        int batchSize = Math.max(1, ITEMS_PER_BATCH / perPage()) * perPage();
        Queue<Future<List<byte[]>>> ahead = new ArrayDeque<>();
        try (Deflate deflate = new Deflate();
                ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            PdfWriter writer = new PdfWriter(out, deflate, seed, resources, pages.format());
            while (items.hasNext()) {
                List<Stamp.ItemText> batch = next(items, batchSize, shown);
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

    private static <T> List<Stamp.ItemText> next(
            Iterator<T> items, int size, Function<T, Stamp.ItemText> shown) {
        List<Stamp.ItemText> batch = new ArrayList<>(size);
        while (items.hasNext() && batch.size() < size) {
            batch.add(shown.apply(items.next()));
        }
        return batch;
    }

    private List<byte[]> render(List<Stamp.ItemText> batch) {
        List<byte[]> contents = new ArrayList<>();
        try (Deflate deflate = new Deflate()) {
            for (int start = 0; start < batch.size(); start += perPage()) {
                int end = Math.min(batch.size(), start + perPage());
                contents.add(pages.render(batch.subList(start, end), deflate));
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
