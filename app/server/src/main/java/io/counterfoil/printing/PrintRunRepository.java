package io.counterfoil.printing;

import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class PrintRunRepository {
    private static final String SELECT =
            """
            SELECT provider_id, id, number, product_id, quantity, state, minted, blocked, ordered_at, closed_at,
                   (SELECT array_agg(layout ORDER BY position) FROM print_part
                    WHERE print_part.provider_id = print_run.provider_id AND run_id = id) AS layouts,
                   (SELECT array_agg(sheet ORDER BY position) FROM print_part
                    WHERE print_part.provider_id = print_run.provider_id AND run_id = id) AS sheets
            FROM print_run
            """;

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
        for (int position = 0; position < run.parts().size(); position++) {
            tx.handle()
                    .createUpdate(
                            """
                            INSERT INTO print_part (provider_id, run_id, position, layout, sheet)
                            VALUES (:provider, :run, :position, :layout, :sheet)
                            """)
                    .bind("provider", run.provider())
                    .bind("run", run.id())
                    .bind("position", position)
                    .bind("layout", run.parts().get(position).layout())
                    .bind("sheet", run.parts().get(position).sheet())
                    .execute();
        }
    }

    Optional<PrintRun> find(UUID id) {
        return tx.handle()
                .createQuery(SELECT + "WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> run(row))
                .findOne();
    }

    /** One row more than the listing asks for, if there is one. */
    List<PrintRun> list(Listing listing) {
        return tx.handle()
                .createQuery(
                        SELECT
                                + """
                                WHERE provider_id = :provider AND (:after::uuid IS NULL OR id < :after::uuid)
                                ORDER BY id DESC LIMIT :limit + 1
                                """)
                .bind("provider", tx.provider())
                .bind("after", listing.after())
                .bind("limit", listing.limit())
                .map((row, context) -> run(row))
                .list();
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
                                UPDATE print_run SET minted = :to, fingerprint = :fingerprint
                                WHERE id = :id AND state = 'minting' AND minted = :from
                                """)
                        .bind("id", id)
                        .bind("from", from)
                        .bind("to", to)
                        .bind("fingerprint", fingerprint)
                        .execute()
                == 1;
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
        OffsetDateTime closedAt = row.getObject("closed_at", OffsetDateTime.class);
        List<String> layouts = texts(row, "layouts");
        List<String> sheets = texts(row, "sheets");
        List<PrintPart> parts = new ArrayList<>();
        for (int i = 0; i < layouts.size(); i++) {
            parts.add(new PrintPart(layouts.get(i), sheets.get(i)));
        }
        return new PrintRun(
                row.getObject("provider_id", UUID.class),
                row.getObject("id", UUID.class),
                row.getInt("number"),
                row.getObject("product_id", UUID.class),
                row.getInt("quantity"),
                RunState.of(row.getString("state")),
                row.getInt("minted"),
                row.getBoolean("blocked"),
                row.getObject("ordered_at", OffsetDateTime.class).toInstant(),
                closedAt == null ? null : closedAt.toInstant(),
                parts);
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }
}
