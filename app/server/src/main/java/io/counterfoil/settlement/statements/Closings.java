package io.counterfoil.settlement.statements;

import io.counterfoil.platform.Tx;

/** Told of each statement in the transaction that closes it. */
public interface Closings {
    /** A statement was closed. */
    void closed(Tx tx, Statement statement);
}
