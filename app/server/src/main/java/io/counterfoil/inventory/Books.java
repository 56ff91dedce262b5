package io.counterfoil.inventory;

import io.counterfoil.platform.Tx;

/**
 * The books that money follows items in, kept by a feature above. They are told of every move that
 * somebody may owe money for, in the transaction that makes it, so that no way to move an item can
 * forget the money.
 */
@FunctionalInterface
public interface Books {

    /**
     * Enters a move; what this throws undoes the move.
     *
     * @param move what was moved, after its event was appended
     */
    void enter(Tx tx, Move move);
}
