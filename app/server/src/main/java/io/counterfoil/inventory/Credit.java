package io.counterfoil.inventory;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Tx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How much retailers owe and may owe, known to a feature above. A sale and a shipment ask before
 * they make a retailer owe more, and for what needs no till its receipt, its find and its release
 * do; what comes without asking (bounties, disputes) is counted, but stops nobody.
 */
public interface Credit {

    /**
     * What a retailer owes of what it may.
     *
     * @param limit the most that it may owe
     * @param owed what it owes now; below zero, it is owed money
     */
    record State(Money limit, Money owed) {

        /** What it owes, if it owes anything. */
        public Money used() {
            return new Money(Math.max(0, owed.minor()), owed.currency());
        }

        /** What it may owe more; nothing if it owes too much already. */
        public Money left() {
            return new Money(Math.max(0, limit.minor() - owed.minor()), limit.currency());
        }

        /** Whether this much more is too much. What is in another currency isn't limited. */
        public boolean forbids(Money more) {
            return more.minor() > 0
                    && more.currency().equals(limit.currency())
                    && owed.minor() + more.minor() > limit.minor();
        }
    }

    /** How it is for a retailer that the caller may see; empty: no limit is agreed on. */
    Optional<State> state(Caller caller, UUID retailer);

    /**
     * The same for somebody who is about to make the retailer owe more. Others who ask this wait for
     * the end of the transaction, so that many tills together don't pass a limit that each of them
     * alone keeps. It comes after runs are locked, which may take long, and before any hold is
     * locked or any item moved, so that nobody waits for each other; of several retailers, in the
     * order of their ids.
     */
    Optional<State> hold(Tx tx, UUID retailer);

    /**
     * Refuses what was just done if the retailer owes too much by it.
     *
     * @param before how it was when {@link #hold} was asked
     * @param sentence what to do, with {limit}, what was {left} of it and what is {more} by this
     *     beside its own values
     * @throws Refused if it does
     */
    default void require(Tx tx, UUID retailer, State before, Text sentence) {
        Money owed = hold(tx, retailer).orElseThrow().owed();
        Money more = new Money(owed.minor() - before.owed().minor(), owed.currency());
        if (before.forbids(more)) {
            Map<String, Object> values = new HashMap<>(sentence.values());
            values.putAll(
                    Map.of("limit", before.limit(), "left", before.left(), "more", more));
            throw new Refused(ProblemType.CONFLICT, new Text(sentence.english(), values));
        }
    }

    /**
     * How it is where a retailer would owe too much if it sold an item now; empty: it may sell it.
     * Waits like {@link #hold}.
     */
    Optional<State> forbidding(Tx tx, UUID retailer, Item item);
}
