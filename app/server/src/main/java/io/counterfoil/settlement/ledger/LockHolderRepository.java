package io.counterfoil.settlement.ledger;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import io.counterfoil.platform.LockKind;
import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Which transactions hold advisory locks of retailers. */
final class LockHolderRepository {
    private final Tx tx;

    LockHolderRepository(Tx tx) {
        this.tx = tx;
    }

    private record Holder(UUID retailer, String transaction) {}

    /**
     * Who holds a lock of each of these retailers now; no transaction has the name of another one.
     * Retailers whose lock nobody has are not among them.
     */
    Map<UUID, Set<String>> of(LockKind kind, List<UUID> retailers) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT asked.id, held.virtualtransaction
                        FROM unnest(:retailers, :hashes) AS asked (id, hash)
                        -- The system shows halves of locks without a sign.
                        JOIN pg_locks held ON held.objid::bigint = asked.hash::bigint & 4294967295
                        WHERE held.locktype = 'advisory' AND held.granted AND held.objsubid = 2 AND held.classid = :kind::oid
                          AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                        """)
                .bind("kind", kind.number())
                .bindArray("retailers", UUID.class, retailers)
                .bindArray(
                        "hashes",
                        Integer.class,
                        retailers.stream().map(UUID::hashCode).toList())
                .map(
                        (row, context) ->
                                new Holder(
                                        row.getObject("id", UUID.class),
                                        row.getString("virtualtransaction")))
                .stream()
                .collect(groupingBy(Holder::retailer, mapping(Holder::transaction, toSet())));
    }
}
