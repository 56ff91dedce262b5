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
 * @param release how far the check of its files has come
 * @param bureau the id of the bureau that prints it, or null
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
        List<PrintPart> parts,
        Release release,
        @Nullable UUID bureau) {
    /**
     * How far the check of a run's files has come.
     *
     * @param checked how many items are in the files that passed, each part counted
     * @param at when all had passed; null: not yet, or a version that did not check made the run
     * @param failure why the run failed, why its minting or check has stopped, or why its files did not
     *     pass when they were checked again; or null
     */
    public record Release(int checked, @Nullable Instant at, @Nullable String failure) {
        /** Nothing is checked yet. */
        static final Release NOT_YET = new Release(0, null, null);
    }

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

    /** Whether its files are still to be checked. */
    boolean isUnreleased() {
        return state == RunState.CHECKING || (state == RunState.READY && release.at() == null);
    }

    /** Whether its files are checked for the first time, so that nothing of it can be printed yet. */
    boolean isNew() {
        return state == RunState.CHECKING && release.at() == null;
    }

    /**
     * How far it is on the way to be ready, 0 to 1: one half is minting, the other the check of its
     * files.
     */
    public double progress() {
        return switch (state) {
            case PROOF, READY, CLOSED -> 1;
            case MINTING, CHECKING, FAILED, CANCELLED ->
                    (minted + (double) release.checked() / parts.size()) / (2.0 * quantity);
        };
    }
}
