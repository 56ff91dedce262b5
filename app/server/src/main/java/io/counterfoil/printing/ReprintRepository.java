package io.counterfoil.printing;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

final class ReprintRepository {
    private static final String SELECT =
            """
            SELECT reprint.id, run_id, revision, firsts, lasts, reason, reprint.state, reprint.minted, reprint.failure, requested_at, number
            FROM reprint JOIN print_run ON print_run.provider_id = reprint.provider_id AND print_run.id = run_id
            """;

    private final Tx tx;

    ReprintRepository(Tx tx) {
        this.tx = tx;
    }

    /** The revision after the last one of a run, whose row is locked. */
    int nextRevision(UUID run) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT coalesce(max(revision), 1) + 1 FROM reprint WHERE provider_id = :provider AND run_id = :run
                        """)
                .bind("provider", tx.provider())
                .bind("run", run)
                .mapTo(Integer.class)
                .one();
    }

    void insert(Reprint reprint) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO reprint (provider_id, id, run_id, revision, firsts, lasts, reason, state, requested_at)
                        VALUES (:provider, :id, :run, :revision, :firsts, :lasts, :reason, :state, :now)
                        """)
                .bind("provider", tx.provider())
                .bind("id", reprint.id())
                .bind("run", reprint.run())
                .bind("revision", reprint.revision())
                .bindArray(
                        "firsts",
                        Integer.class,
                        reprint.serials().stream().map(SerialRange::from).toList())
                .bindArray(
                        "lasts",
                        Integer.class,
                        reprint.serials().stream().map(SerialRange::to).toList())
                .bind("reason", reprint.reason())
                .bind("state", reprint.state().label())
                .bind("now", reprint.requestedAt())
                .execute();
    }

    /** The reprints of a run, in order. */
    List<Reprint> of(UUID run) {
        return tx.handle()
                .createQuery(
                        SELECT
                                + " WHERE reprint.provider_id = :provider AND run_id = :run ORDER BY"
                                + " revision")
                .bind("provider", tx.provider())
                .bind("run", run)
                .map((row, context) -> reprint(row))
                .list();
    }

    Optional<Reprint> find(UUID id) {
        return tx.handle()
                .createQuery(SELECT + " WHERE reprint.id = :id")
                .bind("id", id)
                .map((row, context) -> reprint(row))
                .findOne();
    }

    /** False if it is in another state. */
    boolean move(UUID id, Reprint.State from, Reprint.State to, @Nullable String failure) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE reprint SET state = :to, failure = :failure, minted = minted OR :to = 'checking'
                                WHERE id = :id AND state = :from
                                """)
                        .bind("id", id)
                        .bind("from", from.label())
                        .bind("to", to.label())
                        .bind("failure", failure)
                        .execute()
                == 1;
    }

    /** Notes why one that is under way waits; false if that is known, or it is not under way. */
    boolean waits(UUID id, String reason) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE reprint SET failure = :reason
                                WHERE id = :id AND state IN ('minting', 'checking') AND failure IS DISTINCT FROM :reason
                                """)
                        .bind("id", id)
                        .bind("reason", reason)
                        .execute()
                == 1;
    }

    /** Those of a run that wait, which are to be tried again. */
    List<UUID> tryAgain(UUID run) {
        return tx.handle()
                .createQuery(
                        """
                        UPDATE reprint SET failure = NULL
                        WHERE provider_id = :provider AND run_id = :run
                        AND state IN ('minting', 'checking') AND failure IS NOT NULL
                        RETURNING id
                        """)
                .bind("provider", tx.provider())
                .bind("run", run)
                .mapTo(UUID.class)
                .list();
    }

    /** Those that are under way; in the system scope, of all providers. */
    List<UUID> underWay() {
        return tx.handle()
                .createQuery("SELECT id FROM reprint WHERE state IN ('minting', 'checking') ORDER BY id")
                .mapTo(UUID.class)
                .list();
    }

    /** Ends those of a run that are not printable yet. */
    void giveUp(UUID run, String failure) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE reprint SET state = 'failed', failure = :failure
                        WHERE provider_id = :provider AND run_id = :run AND state IN ('minting', 'checking')
                        """)
                .bind("provider", tx.provider())
                .bind("run", run)
                .bind("failure", failure)
                .execute();
    }

    /** Those of these keys whose run, or whose reprint, needs none any more. */
    List<UUID> endedKeys(List<UUID> keys) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT key FROM unnest(:keys::uuid[]) AS key
                        WHERE EXISTS (SELECT FROM print_run
                            WHERE id = key AND state IN ('closed', 'failed', 'cancelled'))
                        OR EXISTS (SELECT FROM reprint
                            JOIN print_run run ON run.provider_id = reprint.provider_id AND run.id = run_id
                            WHERE reprint.id = key
                            AND (reprint.state = 'failed' OR run.state IN ('closed', 'failed', 'cancelled')))
                        """)
                .bindArray("keys", UUID.class, keys)
                .mapTo(UUID.class)
                .list();
    }

    private static Reprint reprint(ResultSet row) throws SQLException {
        int run = row.getInt("number");
        Integer[] firsts = (Integer[]) row.getArray("firsts").getArray();
        Integer[] lasts = (Integer[]) row.getArray("lasts").getArray();
        return new Reprint(
                row.getObject("id", UUID.class),
                row.getObject("run_id", UUID.class),
                row.getInt("revision"),
                IntStream.range(0, firsts.length)
                        .mapToObj(at -> new SerialRange(run, firsts[at], lasts[at]))
                        .toList(),
                row.getString("reason"),
                Reprint.State.of(row.getString("state")),
                row.getBoolean("minted"),
                row.getString("failure"),
                Instants.of(row, "requested_at"));
    }
}
