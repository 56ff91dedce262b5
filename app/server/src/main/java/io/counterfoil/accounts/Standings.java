package io.counterfoil.accounts;

import io.counterfoil.platform.Tx;
import io.counterfoil.terms.TermState;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** How many parent accounts at a time stand, for features that count. */
public final class Standings {

    /**
     * How a parent account stands.
     *
     * @param term where its time is
     * @param family itself and its sub-accounts, with those that are deleted
     */
    public record Standing(TermState term, List<UUID> family) {
        public Standing {
            family = List.copyOf(family);
        }
    }

    /** Whose an account is. */
    public UUID customer(Tx tx, UUID account) {
        return new StandingRepository(tx).customer(account);
    }

    /**
     * How many parent accounts' time ends in each of the next weeks unless it is extended, the seven
     * days from now on first.
     */
    public List<Integer> endings(Tx tx, int weeks) {
        Map<Integer, Integer> byWeek =
                new StandingRepository(tx).endings(tx.now().plus(Duration.ofDays(7L * weeks)));
        return IntStream.range(0, weeks).mapToObj(week -> byWeek.getOrDefault(week, 0)).toList();
    }

    /** The standings of parent accounts, by their ids. */
    public Map<UUID, Standing> of(Tx tx, Collection<UUID> accounts) {
        return new StandingRepository(tx).of(accounts);
    }
}
