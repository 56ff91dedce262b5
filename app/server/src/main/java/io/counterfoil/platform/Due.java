package io.counterfoil.platform;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;

/**
 * Something of a provider that a clock has to look at.
 *
 * @param id whatever it is
 * @param at since when
 */
public record Due(UUID provider, UUID id, Instant at) {
    /** Before all others. */
    public static final Due FIRST = new Due(new UUID(0, 0), new UUID(0, 0), Instant.EPOCH);

    /** What a query finds that names provider_id, id and at. */
    public static List<Due> list(Query query) {
        return query.map(
                        (row, context) ->
                                new Due(
                                        row.getObject("provider_id", UUID.class),
                                        row.getObject("id", UUID.class),
                                        Instants.of(row, "at")))
                .list();
    }

    /** The same for a query that takes no more than so many, after one that was looked at before. */
    public static List<Due> list(Query query, Tx tx, Due after, int limit) {
        return list(
                query.bind("now", tx.now())
                        .bind("after", after.at())
                        .bind("afterId", after.id())
                        .bind("limit", limit));
    }
}
