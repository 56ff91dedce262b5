package io.counterfoil.accounts;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import io.counterfoil.terms.Grants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What terms are made of. */
final class GrantRepository {
    private static final int MOST = 100;
    private static final int ROWS_AT_ONCE = 2_000;

    /** Since the last conversion, and not taken back. */
    private static final String COUNTS =
            """
            provider_id = :provider AND account_id = :account
              AND seq > coalesce((
                  SELECT max(seq) FROM term_grant
                  WHERE provider_id = :provider AND account_id = :account AND source = 'conversion'), 0)
              AND NOT EXISTS (SELECT FROM term_grant refund
                  WHERE refund.provider_id = :provider AND refund.account_id = :account
                    AND refund.refunds_id = term_grant.id AND refund.period IS NULL)
            """;

    private final Tx tx;

    GrantRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * An entry as it was written.
     *
     * @param at when
     * @param daysByRefund whether it is a refund that counted the days it left by the calendar of its
     *     own moment, not by that of their grant, as earlier versions did
     */
    record Written(GrantEntry entry, Instant at, boolean daysByRefund) {}

    /** Adds an entry at the end of a locked account's list; its place there, from 1 on. */
    int insert(UUID account, GrantEntry entry) {
        return tx.handle()
                .createQuery(
                        """
                        INSERT INTO term_grant (provider_id, id, account_id, seq, source, redemption_id, period, from_at, to_at, paid, refunds_id, reason, granted_at, old_seconds, new_seconds)
                        SELECT :provider, :grant, :account, coalesce(max(seq), 0) + 1, :source, :redemption, :period, :from, :to, :paid, :refunds, :reason, :now, :old, :new
                        FROM term_grant WHERE provider_id = :provider AND account_id = :account
                        RETURNING seq
                        """)
                .bind("provider", tx.provider())
                .bind("grant", entry.id())
                .bind("account", account)
                .bind("source", entry.source().label())
                .bind("redemption", entry.redemption())
                .bind("period", entry.period() == null ? null : entry.period().toString())
                .bind("from", entry.from())
                .bind("to", entry.to())
                .bind("paid", entry.paid())
                .bind("refunds", entry.refunds())
                .bind("reason", entry.reason())
                .bind("now", tx.now())
                .bindArray("old", Long.class, each(entry, Grants.Milestone::old))
                .bindArray("new", Long.class, each(entry, Grants.Milestone::fresh))
                .mapTo(Integer.class)
                .one();
    }

    private static List<Long> each(
            GrantEntry entry, Function<Grants.Milestone, Long> seconds) {
        return entry.milestones().stream().map(seconds).toList();
    }

    /** All entries of a parent account's list, in their order. */
    List<Written> list(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, source, redemption_id, period, from_at, to_at, paid, refunds_id, reason, granted_at, days_by_refund, old_seconds, new_seconds
                        FROM term_grant WHERE provider_id = :provider AND account_id = :account ORDER BY seq
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .map((row, context) -> written(row))
                .list();
    }

    /** All entries that the transaction may see, account by account, in the order of their lists. */
    void forEach(BiConsumer<UUID, Written> consumer) {
        try (Stream<Map.Entry<UUID, Written>> rows =
                tx.handle()
                        .createQuery(
                                """
                                SELECT account_id, id, source, redemption_id, period, from_at, to_at, paid, refunds_id, reason, granted_at, days_by_refund, old_seconds, new_seconds
                                FROM term_grant WHERE provider_id = :provider ORDER BY account_id, seq
                                """)
                        .bind("provider", tx.provider())
                        .setFetchSize(ROWS_AT_ONCE)
                        .map(
                                (row, context) ->
                                        Map.entry(
                                                row.getObject("account_id", UUID.class),
                                                written(row)))
                        .stream()) {
            rows.forEach(row -> consumer.accept(row.getKey(), row.getValue()));
        }
    }

    private static Written written(ResultSet row) throws SQLException {
        String period = row.getString("period");
        return new Written(
                new GrantEntry(
                        row.getObject("id", UUID.class),
                        source(row.getString("source")),
                        row.getObject("redemption_id", UUID.class),
                        period == null ? null : Period.parse(period),
                        Instants.of(row, "from_at"),
                        Instants.of(row, "to_at"),
                        row.getBoolean("paid"),
                        row.getObject("refunds_id", UUID.class),
                        row.getString("reason"),
                        milestones(row)),
                Instants.of(row, "granted_at"),
                row.getBoolean("days_by_refund"));
    }

    private static List<Grants.Milestone> milestones(ResultSet row) throws SQLException {
        Long[] old = (Long[]) row.getArray("old_seconds").getArray();
        Long[] fresh = (Long[]) row.getArray("new_seconds").getArray();
        return IntStream.range(0, old.length)
                .mapToObj(i -> new Grants.Milestone(old[i], fresh[i]))
                .toList();
    }

    private static GrantSource source(String label) {
        return Arrays.stream(GrantSource.values())
                .filter(source -> source.label().equals(label))
                .findAny()
                .orElseThrow(() -> new IllegalStateException("no time comes from " + label));
    }

    /** The redemptions since the last conversion that were not taken back, the newest first. */
    List<UUID> redemptions(UUID account) {
        return tx.handle()
                .createQuery(
                        "SELECT redemption_id FROM term_grant WHERE redemption_id IS NOT NULL AND "
                                + COUNTS
                                + " ORDER BY seq DESC LIMIT :most")
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("most", MOST)
                .mapTo(UUID.class)
                .list();
    }

    /** Whether there is time to come that somebody paid for and that no redemption gave. */
    boolean hasTimePaidOtherwise(UUID account) {
        return tx.handle()
                .createQuery(
                        "SELECT EXISTS (SELECT FROM term_grant WHERE source = 'by_hand' AND paid AND to_at > :now AND "
                                + COUNTS
                                + ")")
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("now", tx.now())
                .mapTo(Boolean.class)
                .one();
    }
}
