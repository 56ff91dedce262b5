package io.counterfoil.printing;

import io.counterfoil.codes.SerialRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order of items of one product.
 *
 * @param provider whose it is
 * @param id its id
 * @param number the first six digits of its serials
 * @param product the id of the product
 * @param quantity how many items were ordered
 * @param state how far it has come
 * @param minted how many items exist, counted from the first serial
 * @param blocked whether redemption of all its items is stopped for now
 * @param orderedAt when
 * @param closedAt when it was counted in, or null
 * @param parts what is printed for each item, in order
 */
public record PrintRun(
        UUID provider,
        UUID id,
        int number,
        UUID product,
        int quantity,
        RunState state,
        int minted,
        boolean blocked,
        Instant orderedAt,
        @Nullable Instant closedAt,
        List<PrintPart> parts) {
    public PrintRun {
        if (minted < 0 || minted > quantity) {
            throw new IllegalArgumentException("a run mints at most what was ordered");
        }
        parts = List.copyOf(parts);
    }

    /** All its serials. */
    public SerialRange range() {
        return new SerialRange(number, 1, quantity);
    }

    /** The serials of the items that exist. */
    public Optional<SerialRange> mintedRange() {
        return minted == 0 ? Optional.empty() : Optional.of(new SerialRange(number, 1, minted));
    }

    /** The share of items that exist, 0 to 1. */
    public double progress() {
        return (double) minted / quantity;
    }
}
