package io.counterfoil.redemption;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Tx;
import java.util.Optional;

final class RecoveryRepository {
    private final Tx tx;

    RecoveryRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * Counts one more try of an item.
     *
     * @param pattern the digest of what was read
     * @return how many it has had now; empty if it had them all, or this one before
     */
    Optional<Integer> count(SerialNumber serial, byte[] pattern, int most) {
        return tx.handle()
                .createQuery(
                        """
                        INSERT INTO code_recovery AS known (provider_id, serial, patterns)
                        VALUES (:provider, :serial, ARRAY[:pattern])
                        ON CONFLICT (provider_id, serial) DO UPDATE SET patterns = known.patterns || excluded.patterns
                        WHERE cardinality(known.patterns) < :most AND NOT :pattern = ANY(known.patterns)
                        RETURNING cardinality(patterns)
                        """)
                .bind("provider", tx.provider())
                .bind("serial", serial.value())
                .bind("pattern", pattern)
                .bind("most", most)
                .mapTo(Integer.class)
                .findOne();
    }

    /** How often an item was tried. */
    int tries(SerialNumber serial) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT coalesce(sum(cardinality(patterns)), 0) FROM code_recovery
                        WHERE provider_id = :provider AND serial = :serial
                        """)
                .bind("provider", tx.provider())
                .bind("serial", serial.value())
                .mapTo(Integer.class)
                .one();
    }

    boolean wasTried(SerialNumber serial, byte[] pattern) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT EXISTS (SELECT FROM code_recovery
                                       WHERE provider_id = :provider AND serial = :serial AND :pattern = ANY(patterns))
                        """)
                .bind("provider", tx.provider())
                .bind("serial", serial.value())
                .bind("pattern", pattern)
                .mapTo(Boolean.class)
                .one();
    }
}
