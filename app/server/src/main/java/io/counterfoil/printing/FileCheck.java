package io.counterfoil.printing;

import io.counterfoil.codes.CodeDigester;
import io.counterfoil.codes.RedemptionCode;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.bureau.DataFile;
import io.counterfoil.printing.bureau.DataReadBack;
import io.counterfoil.printing.layout.Item;
import io.counterfoil.printing.layout.ReadBack;
import io.counterfoil.printing.layout.ReadBackLateException;
import io.counterfoil.printing.layout.Slip;
import io.counterfoil.printing.layout.Volume;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a file completely, which nobody keeps, and reads a sample of its items back: the first, the
 * last and some at random, or all of a small file. What is read must be what the layout promises,
 * and each code must be the one that will open its item.
 *
 * <p>Of a volume of up to 16 MiB, some 28,000 cards, the very bytes are read back that its digest is
 * of. One that is larger can't be kept in memory and may not be kept in clear anywhere else: of it
 * the sample is drawn once more, by the same volume, and that is read. A data file of any size is
 * read as it passes.
 */
public final class FileCheck {
    /** Of a file of at most so many items all are read back, of a larger one about as many. */
    static final int SAMPLE = 200;

    private static final int MOST_KEPT = 16 << 20;

    private final Transactions transactions;
    private final Items items;
    private final CodeDigester digester;
    private final SecureRandom random;

    /** Compares with {@code items}, whose codes {@code digester} knows. */
    public FileCheck(
            Transactions transactions, Items items, CodeDigester digester, SecureRandom random) {
        this.transactions = transactions;
        this.items = items;
        this.digester = digester;
        this.random = random;
    }

    /**
     * A file that was drawn.
     *
     * @param bytes how long it is
     * @param sha256 of all its bytes, in hexadecimal
     * @param readBack how many items were read back
     * @param fault what is wrong with them, as a sentence without any code; empty when nothing is
     */
    record Drawn(long bytes, String sha256, int readBack, Optional<String> fault) {}

    /**
     * Draws and reads. What is thrown on the way, by the drawing or by the database, says nothing of
     * the file: it can be tried again.
     *
     * @param content the items of the file, in order
     * @param slip what header and trailer say of them
     * @throws ReadBackLateException if the sample is not read in the time there is
     */
    Drawn draw(Caller caller, Volume volume, Iterator<Item> content, Slip slip) {
        int size = slip.items();
        BitSet chosen =
                size <= SAMPLE ? all(size) : volume.sample(size, SAMPLE, random::nextInt);
        Sampled items = new Sampled(content, chosen);
        Drawn drawn;
        try {
            drawn = draw(volume, items, slip);
        } catch (IOException e) {
            throw new UncheckedIOException("a file was not drawn to its end", e);
        }
        Optional<String> fault =
                drawn.fault()
                        .or(() -> transactions.read(caller, tx -> foreignCode(tx, items.sample)));
        return new Drawn(drawn.bytes(), drawn.sha256(), drawn.readBack(), fault);
    }

    private static Drawn draw(Volume volume, Sampled items, Slip slip) throws IOException {
        Kept kept = new Kept(MOST_KEPT);
        Digested file = new Digested(kept);
        volume.write(file, items, slip);
        return new Drawn(
                file.length(),
                file.sha256(),
                items.sample.size(),
                kept.isWhole()
                        ? ReadBack.fault(volume, kept.bytes(), slip.items(), items.sample)
                        : drawnAgain(volume, List.copyOf(items.sample.values()), slip));
    }

    private static Optional<String> drawnAgain(Volume volume, List<Item> sample, Slip slip)
            throws IOException {
        ByteArrayOutputStream small = new ByteArrayOutputStream();
        volume.write(
                small,
                sample.iterator(),
                new Slip(slip.run(), slip.first(), slip.last(), sample.size()));
        return ReadBack.fault(volume, small.toByteArray(), sample);
    }

    /**
     * The same for a file to print from.
     *
     * @param content the items of the file, in order, with their codes
     */
    Drawn write(Caller caller, DataFile file, DataFile.Form form, Iterator<Item> content) {
        BitSet chosen = choose(file.records());
        Sampled items = new Sampled(content, chosen);
        DataReadBack reader = new DataReadBack(form, chosen);
        Digested digested = new Digested(reader);
        try {
            file.write(form, digested, items);
        } catch (IOException e) {
            throw new UncheckedIOException("a file was not written to its end", e);
        }
        Optional<String> fault =
                reader.fault(file.records())
                        .or(() -> transactions.read(caller, tx -> fault(tx, items, reader)));
        return new Drawn(digested.length(), digested.sha256(), items.sample.size(), fault);
    }

    /** Serials must stand where they belong, each with the code that will open its item. */
    private Optional<String> fault(Tx tx, Sampled items, DataReadBack reader) {
        return items.sample.entrySet().stream()
                .filter(each -> !isRight(tx, each.getValue(), reader.read().get(each.getKey())))
                .findFirst()
                .map(
                        each ->
                                Text.of(
                                                "The record of the item {serial} says something"
                                                        + " else than it should.",
                                                "serial",
                                                each.getValue().serial().toString())
                                        .toString());
    }

    private boolean isRight(Tx tx, Item item, DataReadBack.@Nullable Read read) {
        return read != null
                && read.serial().equals(item.serial().toString())
                && RedemptionCode.parse(read.code()) instanceof RedemptionCode.Parsed.Valid valid
                && valid.code().reveal().equals(read.code())
                && opens(tx, valid.code(), item.serial());
    }

    private BitSet choose(int size) {
        if (size <= SAMPLE) {
            return all(size);
        }
        BitSet chosen = new BitSet(size);
        chosen.set(0);
        chosen.set(size - 1);
        while (chosen.cardinality() < SAMPLE) {
            chosen.set(random.nextInt(size));
        }
        return chosen;
    }

    private static BitSet all(int size) {
        BitSet all = new BitSet(size);
        all.set(0, size);
        return all;
    }

    /** Keeps what is written as long as it is not too much. */
    private static final class Kept extends OutputStream {
        private final int most;
        private ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private boolean whole = true;

        Kept(int most) {
            this.most = most;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            if (whole && count > most - kept.size()) {
                whole = false;
                kept = new ByteArrayOutputStream();
            }
            if (whole) {
                kept.write(bytes, offset, count);
            }
        }

        boolean isWhole() {
            return whole;
        }

        byte[] bytes() {
            return kept.toByteArray();
        }
    }

    /** Keeps the items that are to be read back, by their places. */
    private static final class Sampled implements Iterator<Item> {
        private final Iterator<Item> all;
        private final BitSet chosen;
        private final SortedMap<Integer, Item> sample = new TreeMap<>();
        private int index;

        Sampled(Iterator<Item> all, BitSet chosen) {
            this.all = all;
            this.chosen = chosen;
        }

        @Override
        public boolean hasNext() {
            return all.hasNext();
        }

        @Override
        public Item next() {
            Item item = all.next();
            if (chosen.get(index)) {
                sample.put(index, item);
            }
            index++;
            return item;
        }
    }

    private Optional<String> foreignCode(Tx tx, SortedMap<Integer, Item> sample) {
        return sample.values().stream()
                .filter(item -> item.code().isPresent())
                .filter(item -> !opens(tx, item.code().get(), item.serial()))
                .findFirst()
                .map(
                        item ->
                                Text.of(
                                                "The code of the item {serial} would not open it.",
                                                "serial",
                                                item.serial().toString())
                                        .toString());
    }

    private boolean opens(Tx tx, RedemptionCode code, SerialNumber serial) {
        return items.findByCode(tx, digester.digest(code))
                .filter(found -> found.serial().equals(serial))
                .isPresent();
    }
}
