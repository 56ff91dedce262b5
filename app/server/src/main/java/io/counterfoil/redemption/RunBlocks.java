package io.counterfoil.redemption;

import io.counterfoil.platform.Tx;
import java.util.UUID;

/** Tells whether a print run is blocked for the time being. */
public interface RunBlocks {

    /** Whether no code of this run can be redeemed now; a run that does not exist stops nothing. */
    boolean blocked(Tx tx, UUID run);
}
