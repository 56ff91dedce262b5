package io.counterfoil.accounts;

import io.counterfoil.platform.Tx;
import io.counterfoil.terms.TermState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

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

    /** The standings of parent accounts, by their ids. */
    public Map<UUID, Standing> of(Tx tx, Collection<UUID> accounts) {
        return new StandingRepository(tx).of(accounts);
    }
}
