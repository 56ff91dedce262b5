package io.counterfoil.printing;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

final class PrintRunRepository {
    private static final String SELECT =
            """
            SELECT provider_id, id, number, product_id, quantity, state, minted, blocked, ordered_at, closed_at,
                   released_at, failure,
                   (SELECT coalesce(sum(items), 0) FROM print_file
                    WHERE print_file.provider_id = print_run.provider_id AND run_id = id AND revision = 1) AS checked,
                   (SELECT bureau_id FROM print_run_bureau AS b
                    WHERE b.provider_id = print_run.provider_id AND run_id = id) AS bureau,
            """
                    + PrintPartRepository.COLUMN
                    + " FROM print_run ";

    private static final String UNRELEASED =
            " (state = 'checking' OR (state = 'ready' AND released_at IS NULL))";

    private final Tx tx;

    PrintRunRepository(Tx tx) {
        this.tx = tx;
    }

    int nextNumber() {
        return tx.handle()
                .createQuery("SELECT nextval('run_number')::integer")
                .mapTo(Integer.class)
                .one();
    }

    void insert(PrintRun run) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO print_run (provider_id, id, number, product_id, quantity, state, minted, blocked, ordered_at)
                        VALUES (:provider, :id, :number, :product, :quantity, :state, :minted, :blocked, :orderedAt)
                        """)
                .bind("provider", run.provider())
                .bind("id", run.id())
                .bind("number", run.number())
                .bind("product", run.product())
                .bind("quantity", run.quantity())
                .bind("state", run.state().label())
                .bind("minted", run.minted())
                .bind("blocked", run.blocked())
                .bind("orderedAt", run.orderedAt())
                .execute();
        new PrintPartRepository(tx).insert(run);
    }

    Optional<PrintRun> find(UUID id) {
        return tx.handle()
                .createQuery(SELECT + "WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> run(row))
                .findOne();
    }

    /** One row more than the listing asks for, if there is one. */
    List<PrintRun> list(PrintRuns.Filter filter, Listing listing) {
        return tx.handle()
                .createQuery(
                        SELECT
                                + """
                                WHERE provider_id = :provider AND (:after::uuid IS NULL OR id < :after::uuid)
                                  AND (:product::uuid IS NULL OR product_id = :product)
                                  AND (:state::text IS NULL OR state = :state)
                                ORDER BY id DESC LIMIT :limit + 1
                                """)
                .bind("provider", tx.provider())
                .bind("product", filter.product().orElse(null))
                .bind("state", filter.state() == null ? null : filter.state().label())
                .bind("after", listing.after())
                .bind("limit", listing.limit())
                .map((row, context) -> run(row))
                .list();
    }

    /** The newest run of each product, those that were given up left out; the newest first. */
    List<PrintRun> newestOfProducts() {
        return tx.handle()
                .createQuery(
                        SELECT
                                + """
                                WHERE provider_id = :provider AND id IN
                                    (SELECT DISTINCT ON (product_id) id FROM print_run
                                     WHERE provider_id = :provider AND state NOT IN ('cancelled', 'failed')
                                     ORDER BY product_id, number DESC)
                                ORDER BY number DESC
                                """)
                .bind("provider", tx.provider())
                .map((row, context) -> run(row))
                .list();
    }

    /** How many items are still to be made of each product, of all providers that may be seen. */
    Map<UUID, Long> toBeMinted() {
        return tx.handle()
                .createQuery(
                        """
                        SELECT product_id, sum(quantity - minted) AS items FROM print_run
                        WHERE state = 'minting' GROUP BY product_id
                        """)
                .reduceRows(
                        new HashMap<>(),
                        (items, row) -> {
                            items.put(
                                    row.getColumn("product_id", UUID.class),
                                    row.getColumn("items", Long.class));
                            return items;
                        });
    }

    byte[] fingerprint(UUID id) {
        return tx.handle()
                .createQuery("SELECT fingerprint FROM print_run WHERE id = :id")
                .bind("id", id)
                .mapTo(byte[].class)
                .one();
    }

    /** False if another server minted this block, or nobody may mint the run any more. */
    boolean advance(UUID id, int from, int to, byte[] fingerprint) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE print_run SET minted = :to, fingerprint = :fingerprint, failure = NULL
                                WHERE id = :id AND state = 'minting' AND minted = :from
                                """)
                        .bind("id", id)
                        .bind("from", from)
                        .bind("to", to)
                        .bind("fingerprint", fingerprint)
                        .execute()
                == 1;
    }

    /** The state of a run, which stays as it is until the transaction ends. */
    RunState lock(UUID id) {
        return tx.handle()
                .createQuery("SELECT state FROM print_run WHERE id = :id FOR NO KEY UPDATE")
                .bind("id", id)
                .map((row, context) -> RunState.of(row.getString("state")))
                .one();
    }

    /** False if the run is in another state. */
    boolean move(UUID id, RunState from, RunState to) {
        return tx.handle()
                        .createUpdate(
                                "UPDATE print_run SET state = :to WHERE id = :id AND state = :from")
                        .bind("id", id)
                        .bind("from", from.label())
                        .bind("to", to.label())
                        .execute()
                == 1;
    }

    /**
     * Makes a run that waits for its release wait for the transaction too, so that nobody cancels
     * it meanwhile.
     *
     * @return false if it does not wait
     */
    boolean holdUnreleased(UUID id) {
        return tx.handle()
                .createQuery(
                        "SELECT id FROM print_run WHERE id = :id AND "
                                + UNRELEASED
                                + " FOR NO KEY UPDATE")
                .bind("id", id)
                .mapTo(UUID.class)
                .findOne()
                .isPresent();
    }

    /**
     * Makes a run ready, or lets it wait for a word on its proof.
     *
     * @return false if the run does not wait for its release
     */
    boolean release(UUID id, boolean proof) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE print_run SET released_at = :now, failure = NULL,
                                    state = CASE WHEN :proof AND state = 'checking' THEN 'proof' ELSE 'ready' END
                                WHERE id = :id AND\
                                """
                                        + UNRELEASED)
                        .bind("proof", proof)
                        .bind("id", id)
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    /** The approval that the proof of a run waits for, or waited for. */
    Optional<UUID> proofApproval(UUID id) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT proof_approval_id FROM print_run WHERE id = :id AND proof_approval_id IS NOT NULL
                        """)
                .bind("id", id)
                .mapTo(UUID.class)
                .findOne();
    }

    void setProofApproval(UUID id, UUID approval) {
        tx.handle()
                .createUpdate("UPDATE print_run SET proof_approval_id = :approval WHERE id = :id")
                .bind("id", id)
                .bind("approval", approval)
                .execute();
    }

    /** Notes that somebody asked for the proof; false if that was so before. */
    boolean noteProof(UUID id) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE print_run SET proof_seen_at = :now WHERE id = :id AND proof_seen_at IS NULL
                                """)
                        .bind("id", id)
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    /** How far the provider has come with any of its runs. */
    PrintRuns.Begun begun() {
        return tx.handle()
                .createQuery(
                        """
                        SELECT EXISTS (SELECT FROM print_run WHERE provider_id = :provider) AS ordered,
                               EXISTS (SELECT FROM print_run WHERE provider_id = :provider AND proof_seen_at IS NOT NULL) AS proofed,
                               EXISTS (SELECT FROM print_download WHERE provider_id = :provider) AS fetched
                        """)
                .bind("provider", tx.provider())
                .map(
                        (row, context) ->
                                new PrintRuns.Begun(
                                        row.getBoolean("ordered"),
                                        row.getBoolean("proofed"),
                                        row.getBoolean("fetched")))
                .one();
    }

    /** Notes why a run failed, or was not released again. */
    void noteFailure(UUID id, String reason) {
        tx.handle()
                .createUpdate("UPDATE print_run SET failure = :reason WHERE id = :id")
                .bind("id", id)
                .bind("reason", reason)
                .execute();
    }

    /** Has the files of a ready run checked once more, and forgets why an earlier check failed. */
    void checkAgain(UUID id) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE print_run SET state = 'checking', failure = NULL WHERE id = :id AND state = 'ready'
                        """)
                .bind("id", id)
                .execute();
    }

    /** Forgets why a run has stopped; returns in which state, or nothing if it has not. */
    Optional<RunState> tryAgain(UUID id) {
        return tx.handle()
                .createQuery(
                        """
                        UPDATE print_run SET failure = NULL
                        WHERE id = :id AND state IN ('minting', 'checking') AND failure IS NOT NULL
                        RETURNING state
                        """)
                .bind("id", id)
                .map((row, context) -> RunState.of(row.getString("state")))
                .findOne();
    }

    /** Runs whose items are to be made, and whose making has not stopped. */
    List<UUID> unminted() {
        return tx.handle()
                .createQuery("SELECT id FROM print_run WHERE state = 'minting' AND failure IS NULL")
                .mapTo(UUID.class)
                .list();
    }

    /** Runs whose files are to be checked and were not found wanting before. */
    List<UUID> unreleased() {
        return tx.handle()
                .createQuery("SELECT id FROM print_run WHERE failure IS NULL AND " + UNRELEASED)
                .mapTo(UUID.class)
                .list();
    }

    /** False if the run is not ready. */
    boolean close(UUID id) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE print_run SET state = 'closed', closed_at = :now
                                WHERE id = :id AND state = 'ready'
                                """)
                        .bind("id", id)
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    /** Whether a run is blocked, read alone: every redemption asks. */
    Optional<Boolean> blocked(UUID id) {
        return tx.handle()
                .createQuery("SELECT blocked FROM print_run WHERE id = :id")
                .bind("id", id)
                .mapTo(Boolean.class)
                .findOne();
    }

    /** False if the switch is there already. */
    boolean block(UUID id, boolean blocked) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE print_run SET blocked = :blocked
                                WHERE id = :id AND blocked IS DISTINCT FROM :blocked
                                """)
                        .bind("id", id)
                        .bind("blocked", blocked)
                        .execute()
                == 1;
    }

    private static PrintRun run(ResultSet row) throws SQLException {
        return new PrintRun(
                row.getObject("provider_id", UUID.class),
                row.getObject("id", UUID.class),
                row.getInt("number"),
                row.getObject("product_id", UUID.class),
                row.getInt("quantity"),
                RunState.of(row.getString("state")),
                row.getInt("minted"),
                row.getBoolean("blocked"),
                Instants.of(row, "ordered_at"),
                Instants.ofNullable(row, "closed_at"),
                PrintPartRepository.parts(row.getString("parts")),
                new PrintRun.Release(
                        row.getInt("checked"),
                        Instants.ofNullable(row, "released_at"),
                        row.getString("failure")),
                row.getObject("bureau", UUID.class));
    }
}
