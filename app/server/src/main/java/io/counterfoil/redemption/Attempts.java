package io.counterfoil.redemption;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many codes are tried at each provider, and in vain.
 *
 * <p>Each server counts in memory and adds its counts to those of all others every few seconds, or
 * after some dozen attempts, whichever comes first: an attempt costs no statement of its own. A
 * server that is killed takes its last few seconds along.
 */
public final class Attempts {
    private static final Duration SLOT = Duration.ofSeconds(10);
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final long MOST_UNWRITTEN = 50;

    private final Transactions transactions;
    private final InstantSource clock;
    private final Map<UUID, Tally> tallies = new ConcurrentHashMap<>();

    /** Attempts added up through {@code transactions}. */
    public Attempts(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Whether {@link SiteRule} asks visitors of this provider for a proof now. */
    boolean suspicious(Caller provider) {
        Tally tally = tally(provider);
        tally.due(clock.instant())
                .ifPresent(
                        unwritten ->
                                tally.judge(
                                        transactions.write(provider, tx -> total(tx, unwritten))));
        return tally.suspicious();
    }

    /** Counts an attempt of a visitor. */
    void count(Caller provider, boolean failed) {
        tally(provider).count(failed);
    }

    private Tally tally(Caller provider) {
        return tallies.computeIfAbsent(provider.provider(), id -> new Tally());
    }

    private static SiteRule.Counts total(Tx tx, SiteRule.Counts unwritten) {
        AttemptRepository repository = new AttemptRepository(tx);
        if (unwritten.attempts() > 0) {
            long slot = tx.now().getEpochSecond() / SLOT.toSeconds() * SLOT.toSeconds();
            repository.add(Instant.ofEpochSecond(slot), unwritten);
        }
        return repository.since(tx.now().minus(SiteRule.WINDOW));
    }

    /** What this server knows of one provider. */
    private static final class Tally {
        private SiteRule.Counts unwritten = SiteRule.Counts.NONE;
        private Instant written = Instant.EPOCH;
        private boolean suspicious;

        synchronized void count(boolean failed) {
            unwritten = unwritten.andOne(failed);
        }

        /** What is to be written now; it counts as written from then on. */
        synchronized Optional<SiteRule.Counts> due(Instant now) {
            if (unwritten.attempts() < MOST_UNWRITTEN && now.isBefore(written.plus(FRESH))) {
                return Optional.empty();
            }
            SiteRule.Counts due = unwritten;
            unwritten = SiteRule.Counts.NONE;
            written = now;
            return Optional.of(due);
        }

        synchronized void judge(SiteRule.Counts total) {
            suspicious = SiteRule.suspicious(total);
        }

        synchronized boolean suspicious() {
            return suspicious;
        }
    }
}
