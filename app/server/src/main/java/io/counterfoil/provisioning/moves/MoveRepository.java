package io.counterfoil.provisioning.moves;

import io.counterfoil.node.contract.Copy;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.Relocation;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class MoveRepository {
    private static final String SELECT =
            """
            SELECT account_move.*, source.name AS from_name, source.data_url AS from_url, source.contract AS from_contract,
                   target.name AS to_name, target.data_url AS to_url, target.contract AS to_contract
            FROM account_move JOIN node AS source ON source.id = from_node JOIN node AS target ON target.id = to_node
            """;

    private final Tx tx;

    MoveRepository(Tx tx) {
        this.tx = tx;
    }

    /** What is copied of one account. */
    record Stored(UUID copy, boolean exact, boolean done) {}

    /**
     * Why an account moves, and what may happen by that.
     *
     * @param drain whether its node is to become empty
     * @param dropDeleted whether what clients deleted, and the node keeps, may be lost
     */
    record Wish(boolean drain, boolean dropDeleted) {}

    /**
     * False if the account is being moved already.
     *
     * @param promised to the account and its sub-accounts, in bytes
     */
    boolean insert(UUID id, UUID account, UUID from, UUID to, Wish wish, long promised) {
        return tx.handle()
                        .createUpdate(
                                """
                                INSERT INTO account_move (provider_id, id, account_id, from_node, to_node, drain, drop_deleted, promised_bytes, state, asked_at, asked_by)
                                VALUES (:provider, :id, :account, :from, :to, :drain, :dropDeleted, :promised, 'copying', :now, :by)
                                ON CONFLICT (account_id) WHERE state IN ('copying', 'switching') DO NOTHING
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .bind("account", account)
                        .bind("from", from)
                        .bind("to", to)
                        .bind("drain", wish.drain())
                        .bind("dropDeleted", wish.dropDeleted())
                        .bind("promised", promised)
                        .bind("now", tx.now())
                        .bind("by", tx.caller().actor().name())
                        .execute()
                == 1;
    }

    /** In the system scope: any provider's. */
    Optional<Move> any(UUID id) {
        return tx.handle()
                .createQuery(SELECT + "WHERE account_move.id = :id")
                .bind("id", id)
                .map((row, context) -> move(row))
                .findOne();
    }

    Optional<Move> find(UUID id) {
        return tx.handle()
                .createQuery(
                        SELECT
                                + "WHERE account_move.provider_id = :provider AND account_move.id = :id")
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> move(row))
                .findOne();
    }

    /** The move of an account that can still be called off. */
    Optional<Move> open(UUID account) {
        return tx.handle()
                .createQuery(
                        SELECT
                                + """
                                WHERE account_move.provider_id = :provider AND account_id = :account AND state IN ('copying', 'switching')
                                """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .map((row, context) -> move(row))
                .findOne();
    }

    /** How many nodes there are. */
    int nodes() {
        return tx.handle()
                .createQuery("SELECT count(*) FROM node WHERE retired_at IS NULL")
                .mapTo(Integer.class)
                .one();
    }

    /** The same, which nobody else changes until the transaction ends. */
    Optional<Move> lock(UUID id) {
        return tx.handle()
                .createQuery(
                        SELECT
                                + """
                                WHERE account_move.provider_id = :provider AND account_move.id = :id FOR UPDATE OF account_move
                                """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> move(row))
                .findOne();
    }

    /** From new to old, one more than asked for, if there is one. */
    List<Move> list(Listing listing, @Nullable UUID account) {
        return tx.handle()
                .createQuery(
                        SELECT
                                + """
                                WHERE account_move.provider_id = :provider
                                  AND (cast(:account AS uuid) IS NULL OR account_id = cast(:account AS uuid))
                                  AND (cast(:after AS uuid) IS NULL OR account_move.id < cast(:after AS uuid))
                                ORDER BY account_move.id DESC LIMIT :limit + 1
                                """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("after", listing.after())
                .bind("limit", listing.limit())
                .map((row, context) -> move(row))
                .list();
    }

    /** Whether an account came back to the node of a move and has left it again since. */
    boolean isRepeated(Move move, Instant movedAt) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT EXISTS (SELECT FROM account_move
                            WHERE provider_id = :provider AND account_id = :account AND from_node = :from AND moved_at > :at)
                        """)
                .bind("provider", tx.provider())
                .bind("account", move.account())
                .bind("from", move.from().id())
                .bind("at", movedAt)
                .mapTo(Boolean.class)
                .one();
    }

    /** It gets on. */
    int advance(UUID id, MoveState state, int passes) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE account_move
                        SET state = :state, passes = :passes, tries = 0, problem = NULL,
                            held_at = CASE WHEN :state = 'switching' THEN coalesce(held_at, :now) WHEN :state = 'copying' THEN NULL ELSE held_at END,
                            moved_at = CASE WHEN :state = 'moved' THEN :now ELSE moved_at END,
                            ended_at = CASE WHEN :state IN ('done', 'cancelled') THEN :now ELSE ended_at END
                        WHERE provider_id = :provider AND id = :id
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("state", state.label())
                .bind("passes", passes)
                .bind("now", tx.now())
                .execute();
    }

    /** It does not get on; null: it does again. */
    int note(UUID id, @Nullable String problem) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE account_move SET problem = :problem, tries = CASE WHEN cast(:problem AS text) IS NULL THEN 0 ELSE tries + 1 END
                        WHERE provider_id = :provider AND id = :id
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("problem", problem)
                .execute();
    }

    Optional<Stored> copy(UUID move, UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT copy_id, exact, done FROM account_move_copy
                        WHERE provider_id = :provider AND move_id = :move AND account_id = :account
                        """)
                .bind("provider", tx.provider())
                .bind("move", move)
                .bind("account", account)
                .map(
                        (row, context) ->
                                new Stored(
                                        row.getObject("copy_id", UUID.class),
                                        row.getBoolean("exact"),
                                        row.getBoolean("done")))
                .findOne();
    }

    /** Another copy of the account begins. */
    void begin(UUID move, UUID account, UUID copy, boolean exact) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO account_move_copy (provider_id, move_id, account_id, copy_id, exact)
                        VALUES (:provider, :move, :account, :copy, :exact)
                        ON CONFLICT (provider_id, move_id, account_id) DO UPDATE SET copy_id = excluded.copy_id, exact = excluded.exact, done = false
                        """)
                .bind("provider", tx.provider())
                .bind("move", move)
                .bind("account", account)
                .bind("copy", copy)
                .bind("exact", exact)
                .execute();
    }

    /** How far the copy of the account is. */
    int progress(UUID move, UUID account, Copy copy) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE account_move_copy
                        SET done = :done, objects = :objects, bytes = :bytes, total_objects = :totalObjects, total_bytes = :totalBytes
                        WHERE provider_id = :provider AND move_id = :move AND account_id = :account AND copy_id = :copy
                        """)
                .bind("provider", tx.provider())
                .bind("move", move)
                .bind("account", account)
                .bind("copy", copy.id())
                .bind("done", copy.state() == Copy.Phase.DONE)
                .bind("objects", copy.objects())
                .bind("bytes", copy.bytes())
                .bind("totalObjects", copy.totalObjects())
                .bind("totalBytes", copy.totalBytes())
                .execute();
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE account_move SET (objects, bytes, total_objects, total_bytes) = (
                            SELECT coalesce(sum(objects), 0), coalesce(sum(bytes), 0), coalesce(sum(total_objects), 0), coalesce(sum(total_bytes), 0)
                            FROM account_move_copy WHERE account_move_copy.provider_id = account_move.provider_id AND move_id = account_move.id)
                        WHERE provider_id = :provider AND id = :move
                        """)
                .bind("provider", tx.provider())
                .bind("move", move)
                .execute();
    }

    /** All is to be copied once more. */
    int again(UUID move) {
        return tx.handle()
                .createUpdate(
                        "DELETE FROM account_move_copy WHERE provider_id = :provider AND move_id = :move")
                .bind("provider", tx.provider())
                .bind("move", move)
                .execute();
    }

    private static Move move(ResultSet row) throws SQLException {
        return new Move(
                row.getObject("id", UUID.class),
                row.getObject("provider_id", UUID.class),
                row.getObject("account_id", UUID.class),
                new Relocation.Place(
                        row.getObject("from_node", UUID.class),
                        row.getString("from_name"),
                        URI.create(row.getString("from_url")),
                        row.getInt("from_contract")),
                new Relocation.Place(
                        row.getObject("to_node", UUID.class),
                        row.getString("to_name"),
                        URI.create(row.getString("to_url")),
                        row.getInt("to_contract")),
                MoveState.of(row.getString("state")),
                row.getBoolean("drop_deleted"),
                row.getInt("passes"),
                row.getInt("tries"),
                row.getString("problem"),
                new Move.Progress(
                        row.getLong("objects"),
                        row.getLong("bytes"),
                        row.getLong("total_objects"),
                        row.getLong("total_bytes")),
                Instants.of(row, "asked_at"),
                row.getString("asked_by"),
                Instants.ofNullable(row, "held_at"),
                Instants.ofNullable(row, "moved_at"),
                Instants.ofNullable(row, "ended_at"));
    }
}
