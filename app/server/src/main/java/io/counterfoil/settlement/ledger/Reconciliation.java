package io.counterfoil.settlement.ledger;

import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Check;
import io.counterfoil.platform.Places;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Computes all that stands in the books of a provider again from what it was made of, and says where
 * they differ; over one snapshot, so that shops may sell meanwhile.
 */
public final class Reconciliation implements Check {
    /** So many are told to those who don't say how many. */
    static final int FIRST = 20;

    /** Each takes a snapshot and reads all books of a provider. */
    private static final int RUNNING = 2;

    private static final Duration BUSY = Duration.ofSeconds(30);

    private final Transactions transactions;
    private final Providers providers;
    private final List<BookCheck> checks;
    private final Places<UUID> running = new Places<>(RUNNING, 1);

    /** Reconciles the books of {@code providers} by {@code checks}, each of a part of them. */
    public Reconciliation(
            Transactions transactions, Providers providers, List<BookCheck> checks) {
        this.transactions = transactions;
        this.providers = providers;
        this.checks = List.copyOf(checks);
    }

    @Override
    public String subject() {
        return "accruals and accounts";
    }

    /**
     * Where books differ.
     *
     * @param at when they were compared with the events
     * @param count in how many places
     * @param some those that were asked for
     */
    public record Differences(Instant at, long count, List<Difference> some) {
        public Differences {
            some = List.copyOf(some);
        }
    }

    /** Of all providers, each looked at in its own scope. */
    @Override
    public List<String> faults(Tx tx) {
        List<String> faults = new ArrayList<>();
        long more = 0;
        for (Provider provider : providers.all()) {
            Differences found =
                    differences(
                            new Caller(new Scope.Provider(provider.id()), tx.caller().actor()),
                            0,
                            FIRST - faults.size());
            faults.addAll(sentences(found));
            more += found.count() - found.some().size();
        }
        if (more > 0) {
            faults.add(
                    "And %,d more; GET /api/v1/reconciliation tells all of a provider's."
                            .formatted(more));
        }
        return faults;
    }

    /** The first differences of the caller's provider, an English sentence each; empty if there are none. */
    public List<String> differences(Caller caller) {
        return sentences(differences(caller, 0, FIRST));
    }

    /**
     * The same as {@link #differences(Caller, long, int)} for somebody who waits for it.
     *
     * @throws Refused if the books of this provider are being compared just now, or those of too
     *     many others
     */
    public Differences asked(Caller caller, long skip, int limit) {
        UUID provider = caller.provider();
        switch (running.take(provider)) {
            case GRANTED -> {
                // It is given back when all is compared.
            }
            case TOO_MANY ->
                    throw Refused.tooMany(
                            BUSY,
                            "Your books are being compared just now. Try again in half a minute.");
            case NONE_FREE ->
                    throw Refused.busy(
                            BUSY,
                            "Books of others are being compared just now. Try again in half a"
                                    + " minute.");
        }
        try {
            return differences(caller, skip, limit);
        } finally {
            running.giveBack(provider);
        }
    }

    /**
     * The differences of the caller's provider. Each call works all of it out anew.
     *
     * @param skip how many are left out at the beginning
     * @param limit how many are told at most
     */
    public Differences differences(Caller caller, long skip, int limit) {
        return transactions.readSnapshot(
                new Caller(new Scope.Provider(caller.provider()), Actor.job("reconciliation")),
                tx -> {
                    Part part = new Part(skip, limit);
                    checks.forEach(check -> check.compare(tx, part));
                    return new Differences(tx.now(), part.count, part.some);
                });
    }

    private static List<String> sentences(Differences found) {
        return found.some().stream().map(difference -> difference.text().toString()).toList();
    }

    /** Counts all, and keeps no more than was asked for. */
    private static final class Part implements Consumer<Difference> {
        private final long skip;
        private final int limit;
        private final List<Difference> some = new ArrayList<>();
        private long count;

        private Part(long skip, int limit) {
            this.skip = skip;
            this.limit = limit;
        }

        @Override
        public void accept(Difference difference) {
            if (count >= skip && some.size() < limit) {
                some.add(difference);
            }
            count++;
        }
    }
}
