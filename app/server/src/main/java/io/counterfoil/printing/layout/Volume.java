package io.counterfoil.printing.layout;

import io.counterfoil.codes.RedemptionCode;
import io.counterfoil.codes.SerialNumber;
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
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * A PDF of many items that differ in serial and code only. It is streamed: a million items need as
 * much memory as a thousand. Safe for many threads; it can be written more than once.
 */
public final class Volume {
    private static final String VOID_CODE = "VOID-VOID-VOID-VOID";
    private static final String ANY_SERIAL = "0".repeat(SerialNumber.DIGITS);
    private static final String ANY_CODE = "0000-0000-0000-0000";
    private static final int WORKERS = 2;
    private static final int BATCHES_AHEAD = 8;
    private static final int ITEMS_PER_BATCH = 160;

    private final PrintJob job;
    private final Promises promises;
    private final boolean voided;
    private final Pages pages;
    private final List<byte[]> seed;
    private final int resources;

    Volume(
            PrintJob job,
            Promises promises,
            boolean voided,
            Pages pages,
            List<byte[]> seed,
            int resources) {
        this.job = job;
        this.promises = promises;
        this.voided = voided;
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

    /** Whether items need their codes; never for a proof. */
    public boolean needsCodes() {
        return promises.showsCode() && !voided;
    }

    /** What every item should show. */
    Promises promises() {
        return promises;
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
     * SHA-256 over all that the volume shows but its serials and codes, with their places. Two
     * volumes with the same one make the same file of the same items.
     */
    public byte[] fingerprint() {
        Stamp.ItemText any = new Stamp.ItemText(ANY_SERIAL, ANY_CODE);
        try (Deflate deflate = new Deflate()) {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            seed.forEach(sha256::update);
            sha256.update(pages.format().entries().getBytes(StandardCharsets.US_ASCII));
            sha256.update(pages.render(Collections.nCopies(perPage(), any), deflate));
            sha256.update(job.goods().product().getBytes(StandardCharsets.UTF_8));
            return sha256.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256.", e);
        }
    }

    /**
     * Writes the PDF; the stream is left open.
     *
     * @param items in order of print; read on the calling thread
     * @throws IllegalArgumentException when there is no item, or one lacks the code it should show
     */
    public void write(OutputStream out, Iterator<Item> items) throws IOException {
        if (!items.hasNext()) {
            throw new IllegalArgumentException("A volume has at least one item.");
        }
        int batchSize = Math.max(1, ITEMS_PER_BATCH / perPage()) * perPage();
        Queue<Future<List<byte[]>>> ahead = new ArrayDeque<>();
        try (Deflate deflate = new Deflate();
                ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            PdfWriter writer = new PdfWriter(out, deflate, seed, resources, pages.format());
            while (items.hasNext()) {
                List<Stamp.ItemText> batch = next(items, batchSize);
                ahead.add(workers.submit(() -> render(batch)));
                if (ahead.size() == BATCHES_AHEAD) {
                    append(ahead.remove(), writer);
                }
            }
            while (!ahead.isEmpty()) {
                append(ahead.remove(), writer);
            }
            writer.finish(job.id(), job.goods().product());
        }
    }

    private List<Stamp.ItemText> next(Iterator<Item> items, int size) {
        List<Stamp.ItemText> batch = new ArrayList<>(size);
        while (items.hasNext() && batch.size() < size) {
            Item item = items.next();
            batch.add(new Stamp.ItemText(item.serial().toString(), code(item)));
        }
        return batch;
    }

    private String code(Item item) {
        if (!promises.showsCode()) {
            return "";
        }
        if (voided) {
            return VOID_CODE;
        }
        return item.code()
                .map(RedemptionCode::reveal)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "The layout shows codes; " + item.serial() + " has none."));
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
