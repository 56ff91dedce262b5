package io.counterfoil.redemption;

import io.counterfoil.access.Audit;
import io.counterfoil.codes.DamagedCode;
import io.counterfoil.codes.KeyedDigest;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.ServerKey;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Tx;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Counts how often somebody tried what can be read of an item's code: five times in its life. The
 * same symbols again are the same try, since they get the same answer.
 */
public final class RecoveryTries {
    /** How many tries an item has, for ever. */
    static final int MOST = 5;

    private final KeyedDigest patterns;
    private final Audit audit;

    /** Tries told apart by digests under {@code serverKey} and noted in {@code audit}. */
    public RecoveryTries(ServerKey serverKey, Audit audit) {
        this.patterns = serverKey.digest(ServerKey.Purpose.DAMAGED_CODE);
        this.audit = audit;
    }

    /** How many an item has left. */
    int left(Tx tx, SerialNumber serial) {
        return MOST - new RecoveryRepository(tx).tries(serial);
    }

    /**
     * Counts a try, in a transaction that is committed before anything is compared.
     *
     * @return how many are left after it
     * @throws Refused if there was none left
     */
    int count(Tx tx, SerialNumber serial, DamagedCode code) {
        RecoveryRepository repository = new RecoveryRepository(tx);
        byte[] pattern = patterns.of(serial + " " + code.pattern());
        Optional<Integer> counted = repository.count(serial, pattern, MOST);
        audit.recordIf(
                tx,
                counted.isPresent(),
                "code.recovery_tried",
                "serial:" + serial,
                Map.of("try", counted.orElse(0), "unreadable", code.unreadable()));
        if (counted.isEmpty() && !repository.wasTried(serial, pattern)) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    Text.of(
                            "All {number} tries of this item are used up, for ever. Void it and"
                                    + " give the customer another one.",
                            "number",
                            MOST));
        }
        return left(tx, serial);
    }

    /** Notes that a try led to a redemption, in the transaction of that. */
    void succeeded(Tx tx, SerialNumber serial, UUID account) {
        audit.record(
                tx,
                "code.recovered",
                "serial:" + serial,
                Map.of("account", account.toString()));
    }
}
