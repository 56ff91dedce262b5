package io.counterfoil.activation;

import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Retailers;
import io.counterfoil.retailers.Terminal;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the till whose sale is meant: named, the caller's own, or the only one there is. */
final class Tills {
    private final Retailers retailers;

    Tills(Retailers retailers) {
        this.retailers = retailers;
    }

    /** The till that the request names, or whose key it came with; empty if neither. */
    static Optional<UUID> named(
            Fields fields, @Nullable String terminal, @Nullable UUID ownTerminal) {
        return terminal == null && ownTerminal == null
                ? Optional.empty()
                : Optional.of(Sale.terminal(fields, terminal, ownTerminal));
    }

    /**
     * The till, whose requests wait for each other until the end of the transaction. Request ids are
     * unique per till only: if several are possible, one has to be named.
     *
     * @throws Refused if there is no such till, or more than one may be meant
     */
    Terminal lock(Tx tx, Optional<UUID> named) {
        UUID till = named.orElseGet(() -> only(tx));
        return retailers.lockTerminal(tx, till).orElseThrow(Activations::noSuchTerminal);
    }

    private UUID only(Tx tx) {
        return retailers
                .onlyTerminal(tx)
                .orElseThrow(
                        () ->
                                Refused.field(
                                        "terminal",
                                        "Name the terminal that made the sale: {\"terminal\":"
                                                + " \"ID\"}."));
    }
}
