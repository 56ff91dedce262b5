package io.counterfoil.provisioning;

import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.Credential;
import io.counterfoil.node.contract.Pool;
import io.counterfoil.node.contract.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** A desired state as it stands in a row of placements. */
final class DesiredColumns {
    private DesiredColumns() {}

    /** How many days deleted data is kept, as {@code keep_days}; for a query of placements. */
    static final String KEEP_DAYS =
            """
            coalesce(placement.keep_deleted_days,
                     (SELECT kept_deletions.keep_days FROM kept_deletions WHERE kept_deletions.provider_id = placement.provider_id), 0) AS keep_days
            """;

    /** What the row has of it. */
    static Desired read(ResultSet row) throws SQLException {
        return new Desired(
                row.getObject("hard_quota_bytes", Long.class),
                row.getObject("user_quota_bytes", Long.class),
                pool(row),
                AccountState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)));
    }

    /**
     * What the node that holds the account is sent: what is desired, but that clients wait while
     * the last objects are copied, and that the next node may read.
     *
     * @param row has also {@code version}, {@code keep_days}, {@code held}, {@code lent_id} and
     *     {@code lent_digest}
     * @return it without the clients' keys
     */
    static AccountSpec spec(ResultSet row) throws SQLException {
        Desired desired = read(row);
        String lent = row.getString("lent_id");
        boolean waits = row.getBoolean("held") && desired.state() != AccountState.CLOSED;
        return (waits ? desired.in(AccountState.MOVING) : desired)
                .spec(
                        row.getLong("version"),
                        row.getInt("keep_days"),
                        lent == null
                                ? List.of()
                                : List.of(
                                        new Credential(
                                                lent,
                                                row.getString("lent_digest"),
                                                Scope.COPY)));
    }

    /** The same with the clients' keys. */
    static AccountSpec with(AccountSpec spec, List<Credential> keys) {
        return new AccountSpec(
                spec.version(),
                spec.hardQuotaBytes(),
                spec.userQuotaBytes(),
                spec.pool(),
                spec.state(),
                spec.keepDeletedSeconds(),
                Stream.concat(keys.stream(), spec.credentials().stream()).toList());
    }

    /** Binds {@code :hard}, {@code :user}, {@code :pool}, {@code :poolBytes} and {@code :state}. */
    static Query bind(Query query, Desired desired) {
        Pool pool = desired.pool();
        return query.bind("hard", desired.hardQuotaBytes())
                .bind("user", desired.userQuotaBytes())
                .bind("pool", pool == null ? null : pool.id())
                .bind("poolBytes", pool == null ? null : (Long) pool.hardQuotaBytes())
                .bind("state", desired.state().name().toLowerCase(Locale.ROOT));
    }

    private static @Nullable Pool pool(ResultSet row) throws SQLException {
        UUID id = row.getObject("pool_id", UUID.class);
        return id == null ? null : new Pool(id, row.getLong("pool_bytes"));
    }
}
