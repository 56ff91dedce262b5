package io.counterfoil.printing;

import io.counterfoil.codes.CodeDigester;
import io.counterfoil.codes.RedemptionCode;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.layout.Item;
import io.counterfoil.printing.layout.ReadBack;
import io.counterfoil.printing.layout.Slip;
import io.counterfoil.printing.layout.Volume;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Draws a file completely, which nobody keeps, and reads a sample of its items back: the first, the
 * last and some at random, or all of a small file. What is read must be what the layout promises,
 * and each code must be the one that will open its item.
 */
public final class FileCheck {
    /** Of a file of at most so many items all are read back, of a larger one as many. */
    static final int SAMPLE = 200;

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
     */
    Drawn draw(Caller caller, Volume volume, Iterator<Item> content, Slip slip) {
        Sampled items = new Sampled(content, choose(slip.items()));
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
        boolean whole = slip.items() <= SAMPLE;
        ByteArrayOutputStream small = new ByteArrayOutputStream();
        Digested file = new Digested(whole ? small : OutputStream.nullOutputStream());
        volume.write(file, items, slip);
        List<Item> sample = items.sample;
        if (!whole) {
            volume.write(
                    small,
                    sample.iterator(),
                    new Slip(slip.run(), slip.first(), slip.last(), sample.size()));
        }
        return new Drawn(
                file.length(),
                file.sha256(),
                sample.size(),
                ReadBack.fault(volume, small.toByteArray(), sample));
    }

    private BitSet choose(int size) {
        BitSet chosen = new BitSet(size);
        if (size <= SAMPLE) {
            chosen.set(0, size);
            return chosen;
        }
        chosen.set(0);
        chosen.set(size - 1);
        while (chosen.cardinality() < SAMPLE) {
            chosen.set(random.nextInt(size));
        }
        return chosen;
    }

    /** Keeps the items that are to be read back. */
    private static final class Sampled implements Iterator<Item> {
        private final Iterator<Item> all;
        private final BitSet chosen;
        private final List<Item> sample;
        private int index;

        Sampled(Iterator<Item> all, BitSet chosen) {
            this.all = all;
            this.chosen = chosen;
            this.sample = new ArrayList<>(chosen.cardinality());
        }

        @Override
        public boolean hasNext() {
            return all.hasNext();
        }

        @Override
        public Item next() {
            Item item = all.next();
            if (chosen.get(index++)) {
                sample.add(item);
            }
            return item;
        }
    }

    private Optional<String> foreignCode(Tx tx, List<Item> sample) {
        return sample.stream()
                .filter(item -> item.code().isPresent())
                .filter(item -> !opens(tx, item.code().get(), item.serial()))
                .findFirst()
                .map(item -> "The code of the item " + item.serial() + " would not open it.");
    }

    private boolean opens(Tx tx, RedemptionCode code, SerialNumber serial) {
        return items.findByCode(tx, digester.digest(code))
                .filter(found -> found.serial().equals(serial))
                .isPresent();
    }
}
