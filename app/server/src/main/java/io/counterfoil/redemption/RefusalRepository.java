package io.counterfoil.redemption;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Tx;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

final class RefusalRepository {
    private final Tx tx;

    RefusalRepository(Tx tx) {
        this.tx = tx;
    }

    /** Whether this is the first refusal of the item's code, for this reason, since the hour. */
    boolean firstOf(Instant hour, String reason, @Nullable SerialNumber serial) {
        return tx.handle()
                        .createUpdate(
                                """
                                INSERT INTO code_refusal (provider_id, hour, reason, serial)
                                VALUES (:provider, :hour, :reason, :serial)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("provider", tx.provider())
                        .bind("hour", hour)
                        .bind("reason", reason)
                        .bind("serial", serial == null ? null : serial.value())
                        .execute()
                == 1;
    }

    void deleteBefore(Instant time) {
        tx.handle()
                .createUpdate("DELETE FROM code_refusal WHERE hour < :time")
                .bind("time", time)
                .execute();
    }
}
