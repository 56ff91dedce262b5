package io.counterfoil.settlement.ledger;

import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The newest rows of retailers in a table that numbers its rows. */
final class LastRowRepository {
    private final Tx tx;

    LastRowRepository(Tx tx) {
        this.tx = tx;
    }

    /** The number of the last row of each of these retailers that has committed; 0: none. */
    Map<UUID, Long> of(String table, List<UUID> retailers) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT asked.id AS retailer,
                               coalesce((SELECT max(line.id) FROM %s line
                                         WHERE provider_id = :provider AND retailer_id = asked.id), 0) AS last
                        FROM unnest(:retailers) AS asked (id)
                        """
                                .formatted(table))
                .bind("provider", tx.provider())
                .bindArray("retailers", UUID.class, retailers)
                .map(
                        (row, context) ->
                                Map.entry(
                                        row.getObject("retailer", UUID.class),
                                        row.getLong("last")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
