package io.counterfoil.provisioning.moves;

import io.counterfoil.platform.Tx;
import java.util.Optional;
import java.util.UUID;

/** Moves that can still be called off, for who shows an account. */
public final class MovesUnderWay {
    /**
     * That of an account.
     *
     * @param parent its id, or that of the parent with which it goes
     */
    public Optional<MoveView> of(Tx tx, UUID parent) {
        return new MoveRepository(tx).open(parent).map(MoveView::of);
    }

    /** Whether there is any other node where an account could go. */
    public boolean arePossible(Tx tx) {
        return new MoveRepository(tx).nodes() > 1;
    }
}
