package io.counterfoil.provisioning;

import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.UUID;

/**
 * Ends what is expected of a node whose machine is gone for good: that it hands clients on whose
 * accounts have moved, and removes what it has of them. Whatever is left on its disks is then in the
 * hands of whoever has them.
 */
public final class Retirement {
    private static final Caller CALLER = new Caller(Scope.system(), Actor.job("nodes"));
    private static final int SHOWN = 100;

    private final Transactions transactions;
    private final Nodes nodes;

    /** Of nodes that are not among {@code nodes} any more. */
    public Retirement(Transactions transactions, Nodes nodes) {
        this.transactions = transactions;
        this.nodes = nodes;
    }

    /** An account that a node holds. */
    public record Held(UUID provider, UUID account) {}

    /** What became of the wish. */
    public sealed interface Outcome {
        /** Nothing is expected of it any more; so many accounts were reached through it. */
        record Retired(int forwarded) implements Outcome {}

        /** The settings still have it, so that it would be expected again. */
        record InSettings() implements Outcome {}

        /**
         * It holds accounts, whose bytes are nowhere else.
         *
         * @param accounts how many
         * @param some of them
         */
        record Holds(long accounts, List<Held> some) implements Outcome {
            public Holds {
                some = List.copyOf(some);
            }
        }

        /** So many accounts are on their way there. */
        record Arriving(long moves) implements Outcome {}

        /** There is no such node. */
        record Unknown() implements Outcome {}
    }

    /** Ends it, if nothing is lost by that; again changes nothing. */
    public Outcome retire(String node) {
        return transactions.write(CALLER, tx -> retire(tx, node));
    }

    private Outcome retire(Tx tx, String name) {
        RetirementRepository repository = new RetirementRepository(tx);
        UUID node = repository.lock(name).orElse(null);
        if (node == null) {
            return new Outcome.Unknown();
        }
        if (nodes.entry(name).isPresent()) {
            return new Outcome.InSettings();
        }
        long accounts = repository.accounts(node);
        if (accounts > 0) {
            return new Outcome.Holds(accounts, repository.some(node, SHOWN));
        }
        long arriving = repository.arriving(node);
        if (arriving > 0) {
            return new Outcome.Arriving(arriving);
        }
        int forwarded = repository.forget(node);
        repository.retire(node);
        return new Outcome.Retired(forwarded);
    }
}
