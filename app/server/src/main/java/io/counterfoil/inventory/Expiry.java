package io.counterfoil.inventory;

import io.counterfoil.access.Providers;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Makes items worthless whose last day to redeem, their product's or their run's, is over: a part of a run at a time, each
 * in a transaction with its event, so that it goes on where it stopped.
 */
public final class Expiry {
    private static final String JOB = "expiry";
    private static final Duration PAUSE = Duration.ofHours(1);

    /** So many items at once: neither their locks nor their lines in the books last long. */
    private static final int BLOCK = 20_000;

    private final Transactions transactions;
    private final Providers providers;
    private final Catalog catalog;
    private final Journal journal;

    /**
     * Items of {@code providers} that expire by what {@code catalog} says of their products, by a
     * job of {@code jobs}; each part is written to {@code journal}.
     */
    public Expiry(
            Transactions transactions,
            Providers providers,
            Catalog catalog,
            Journal journal,
            Jobs jobs) {
        this.transactions = transactions;
        this.providers = providers;
        this.catalog = catalog;
        this.journal = journal;
        jobs.every(JOB, PAUSE, this::expire);
    }

    /** The items of a run that are to expire. */
    record Batch(UUID run, SerialRange range) {}

    /** Lets everything expire whose time is over. */
    public void expire() {
        providers.each(JOB, (provider, caller) -> expire(caller));
    }

    private void expire(Caller caller) {
        transactions.read(caller, this::due).stream()
                .flatMap(batch -> parts(batch).stream())
                .forEach(part -> transactions.write(caller, tx -> expire(tx, part)));
    }

    /** The last day may have become a later one since it was looked for. */
    private boolean isDue(Tx tx, Batch part) {
        LocalDate today = today(tx);
        return !catalog.runsLastingOn(tx, today).contains(part.range().run())
                && catalog.expiredOn(tx, today)
                        .containsAll(new ItemMoveRepository(tx).products(List.of(part.range())));
    }

    private LocalDate today(Tx tx) {
        return LocalDate.ofInstant(tx.now(), providers.of(tx).zone());
    }

    private List<Batch> due(Tx tx) {
        List<UUID> products = catalog.expiredOn(tx, today(tx));
        if (products.isEmpty()) {
            return List.of();
        }
        Set<Integer> lasting = catalog.runsLastingOn(tx, today(tx));
        return new ItemMoveRepository(tx).expirable(products).stream()
                .filter(batch -> !lasting.contains(batch.range().run()))
                .toList();
    }

    private static List<Batch> parts(Batch batch) {
        List<Batch> parts = new ArrayList<>();
        SerialRange range = batch.range();
        for (int first = range.first().sequence();
                first <= range.last().sequence();
                first += BLOCK) {
            int last = Math.min(first + BLOCK - 1, range.last().sequence());
            parts.add(
                    new Batch(
                            batch.run(),
                            SerialRange.between(
                                    SerialNumber.of(range.run(), first),
                                    SerialNumber.of(range.run(), last))));
        }
        return parts;
    }

    private int expire(Tx tx, Batch part) {
        if (!isDue(tx, part)) {
            return 0;
        }
        ShipmentRepository shipments = new ShipmentRepository(tx);
        List<UUID> touched = shipments.lockThoseOf(List.of(part.range()));
        new ItemRepository(tx).lockRun(part.range().run());
        List<Moved> moved = new ItemMoveRepository(tx).expireCounted(part.range());
        if (!moved.isEmpty()) {
            long position =
                    journal.append(
                            tx,
                            Subject.run(part.run()),
                            ItemEvents.EXPIRED,
                            part.range(),
                            Map.of());
            journal.enter(tx, ItemStep.EXPIRE, moved, position);
            shipments.recount(touched);
        }
        return Moved.items(moved);
    }
}
