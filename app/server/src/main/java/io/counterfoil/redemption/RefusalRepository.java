package io.counterfoil.redemption;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class RefusalRepository {
    /** Why codes of items were refused that no till had sold. */
    static final String UNSOLD = "not_activated";

    /** Why codes of items were refused that customers had brought back. */
    static final String TAKEN_BACK = "taken_back";

    /** Somebody has to know of these codes, and nobody was told. */
    private static final String NEWS =
            "told_at IS NULL AND reason IN ('" + UNSOLD + "', '" + TAKEN_BACK + "')";

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

    /** Providers with codes of items that are not active, of which nobody was told. */
    List<UUID> providersWithNews() {
        return tx.handle()
                .createQuery(
                        "SELECT DISTINCT provider_id FROM code_refusal WHERE " + NEWS)
                .mapTo(UUID.class)
                .list();
    }

    /** Items that are not active, of which nobody was told. */
    List<SerialNumber> news() {
        return tx.handle()
                .createQuery(
                        """
                        SELECT DISTINCT serial FROM code_refusal WHERE provider_id = :provider AND %s
                        ORDER BY serial
                        """
                                .formatted(NEWS))
                .bind("provider", tx.provider())
                .mapTo(Long.class)
                .map(SerialNumber::ofValue)
                .list();
    }

    /** The items among these, refused for this reason, of which this tells; nobody else does. */
    List<SerialNumber> takeNews(Collection<SerialNumber> serials, String reason) {
        return tx.handle()
                .createQuery(
                        """
                        UPDATE code_refusal SET told_at = :now
                        WHERE provider_id = :provider AND serial = ANY(:serials) AND %s
                          AND reason = :reason
                        RETURNING serial
                        """
                                .formatted(NEWS))
                .bind("provider", tx.provider())
                .bind("serials", serials.stream().map(SerialNumber::value).toArray(Long[]::new))
                .bind("reason", reason)
                .bind("now", tx.now())
                .mapTo(Long.class)
                .list()
                .stream()
                .distinct()
                .sorted()
                .map(SerialNumber::ofValue)
                .toList();
    }

    void deleteBefore(Instant time) {
        tx.handle()
                .createUpdate("DELETE FROM code_refusal WHERE hour < :time")
                .bind("time", time)
                .execute();
    }
}
