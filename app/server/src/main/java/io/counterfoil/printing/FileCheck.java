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
     * Draws and reads.
     *
     * @param content the items of the file, in order
     * @param slip what header and trailer say of them
     */
    Drawn draw(Caller caller, Volume volume, Iterator<Item> content, Slip slip) {
        int size = slip.items();
        BitSet chosen = choose(size);
        List<Item> sample = new ArrayList<>(chosen.cardinality());
        ByteArrayOutputStream small = new ByteArrayOutputStream();
        boolean whole = size <= SAMPLE;
        try {
            Digested file = new Digested(whole ? small : OutputStream.nullOutputStream());
            volume.write(
                    file,
                    keeping(content, chosen, sample),
                    slip);
            if (!whole) {
                volume.write(
                        small,
                        sample.iterator(),
                        new Slip(slip.run(), slip.first(), slip.last(), sample.size()));
            }
            Optional<String> fault =
                    ReadBack.fault(volume, small.toByteArray(), sample)
                            .or(
                                    () ->
                                            transactions.read(
                                                    caller, tx -> foreignCode(tx, sample)));
            return new Drawn(file.length(), file.sha256(), sample.size(), fault);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    private static Iterator<Item> keeping(Iterator<Item> all, BitSet chosen, List<Item> sample) {
        return new Iterator<>() {
            private int index;

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
        };
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
