package io.counterfoil.printing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.counterfoil.catalog.Catalog;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Tx;
import io.counterfoil.web.FileSize;
import java.math.BigInteger;
import java.util.Map;
import java.util.UUID;

/**
 * The storage that codes promise: each that may be redeemed one day counts with the quota of its
 * plan, also one that will extend an account, for nobody knows that before.
 */
public final class CodePromises {
    // The first eight bytes count.
    private static final byte[] LOCK = "storage-room".getBytes(US_ASCII);

    private final Items items;
    private final Catalog catalog;
    private final StorageRoom room;

    /** What {@code items} promise of {@code room}. */
    public CodePromises(Items items, Catalog catalog, StorageRoom room) {
        this.items = items;
        this.catalog = catalog;
        this.room = room;
    }

    /**
     * Checks that there is storage for so many more items, and lets no other order take it before
     * this transaction ends.
     *
     * @throws Refused if there is not enough
     */
    void check(Tx tx, UUID product, int quantity) {
        // From here on all orders of the installation go one after the other.
        tx.lock(LOCK);
        tx.acrossProviders(() -> room.left(tx).map(left -> free(tx, left, product)))
                .filter(free -> !free.holds(quantity))
                .ifPresent(
                        free -> {
                            throw free.refusal(quantity);
                        });
    }

    /** What is free for an order once all codes so far are redeemed. */
    private Free free(Tx tx, StorageRoom.Left left, UUID product) {
        Map<UUID, Long> quotas = catalog.quotas(tx);
        BigInteger taken =
                promised(items.redeemable(tx), quotas, left)
                        .add(promised(new PrintRunRepository(tx).toBeMinted(), quotas, left));
        return new Free(
                BigInteger.valueOf(left.bytes()).subtract(taken).max(BigInteger.ZERO),
                BigInteger.valueOf(quotas.getOrDefault(product, left.unlimitedBytes())));
    }

    private static BigInteger promised(
            Map<UUID, Long> counts, Map<UUID, Long> quotas, StorageRoom.Left left) {
        return counts.entrySet().stream()
                .map(
                        count ->
                                BigInteger.valueOf(count.getValue())
                                        .multiply(
                                                BigInteger.valueOf(
                                                        quotas.getOrDefault(
                                                                count.getKey(),
                                                                left.unlimitedBytes()))))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /**
     * How much can still be promised, and to what an item comes.
     *
     * @param bytes not below zero
     * @param each above zero
     */
    private record Free(BigInteger bytes, BigInteger each) {
        boolean holds(int quantity) {
            return wanted(quantity).compareTo(bytes) <= 0;
        }

        private BigInteger wanted(int quantity) {
            return each.multiply(BigInteger.valueOf(quantity));
        }

        Refused refusal(int quantity) {
            BigInteger most = bytes.divide(each);
            return new Refused(
                    ProblemType.NO_STORAGE_ROOM,
                    new Text(
                            "Once they are redeemed, these {number} items may fill {wanted} of storage, and only {free} is not promised yet. {most, plural, =0 {Void codes that nobody will redeem, and try again.} other {Order at most # items, a bureau's spares included.}} Or ask who runs this service for room: a further storage node, a larger disk, or a higher overSubscription in config.yml.",
                            Map.of(
                                    "number",
                                    quantity,
                                    "wanted",
                                    words(wanted(quantity)),
                                    "free",
                                    words(bytes),
                                    "most",
                                    most)));
        }

        private static Text words(BigInteger bytes) {
            return FileSize.words(bytes.min(BigInteger.valueOf(Long.MAX_VALUE)).longValue());
        }
    }
}
