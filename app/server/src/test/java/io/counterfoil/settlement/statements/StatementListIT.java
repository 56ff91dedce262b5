package io.counterfoil.settlement.statements;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.TestWorld;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is read of many statements, all but the last ones of each retailer paid. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementListIT {
    private static final int RETAILERS = 24;
    private static final int STATEMENTS = 100;

    private TestWorld world;
    private Caller own;

    /**
     * Each statement comes to 1.00 in one direction, and has the payment of the one before. Of some
     * retailers the last one is paid, of some 0.40 of it, of some it isn't and the one before neither.
     */
    @BeforeAll
    void open() {
        world = new TestWorld();
        StockFixture stock = new StockFixture(world, world.caller());
        Tills tills = new Tills(world, stock);
        StockFixture.Shop shop = stock.shop("Corner");
        own = stock.callerOf(shop);
        tills.agree(shop, 0, 0);
        SerialRange one = stock.printed(stock.product(true), 1);
        stock.received(shop, one);
        tills.sell(shop, one.first(), "");
        world.clock().forward(Duration.ofDays(3));
        tills.settle();
        world.database()
                .execute(
                        """
                        SET session_replication_role = replica;
                        CREATE TEMPORARY TABLE one AS
                        SELECT statement.*, r, k, format('00000000-0000-7000-8000-%%s', lpad((100 * k + r)::text, 12, '0'))::uuid AS copy_id,
                               format('00000000-0000-7000-8001-%%s', lpad(r::text, 12, '0'))::uuid AS copy_of,
                               CASE WHEN r %% 2 = 0 THEN 100 ELSE -100 END AS lines,
                               k = %2$d AND r %% 8 > 5 AS gap
                        FROM statement, generate_series(1, %1$d) AS r, generate_series(1, %2$d) AS k;
                        INSERT INTO retailer (provider_id, id, name, active, created_at)
                        SELECT DISTINCT provider_id, copy_of, 'Copy ' || r, true, closed_at FROM one;
                        INSERT INTO statement (provider_id, id, number, retailer_id, run_id, currency, after_at, until_at, closed_at, line_count,
                                               price_minor, commission_minor, tax_minor, commission_tax_minor, opening_minor, lines_minor,
                                               payments_minor)
                        SELECT provider_id, copy_id, 1000 * k + r, copy_of, run_id, currency, NULL, until_at - (%2$d - k) * interval '1 day',
                               closed_at, 1, lines, 0, 0, 0, CASE WHEN k = 1 THEN 0 ELSE lines END, lines,
                               CASE WHEN k = 1 OR gap THEN 0 ELSE lines END
                        FROM one;
                        INSERT INTO payment (provider_id, id, retailer_id, currency, amount_minor, reference, moved_on, entered_at, entered_by,
                                             statement_id)
                        SELECT provider_id, copy_id, copy_of, currency, lines, 'No. ' || copy_id, closed_at::date, closed_at, 'test', copy_id
                        FROM one WHERE k > 1 AND NOT gap
                        UNION ALL
                        SELECT provider_id, gen_random_uuid(), copy_of, currency, lines * CASE WHEN r %% 8 < 2 THEN 100 ELSE 40 END / 100,
                               'Last ' || r, closed_at::date, closed_at, 'test', NULL
                        FROM one WHERE k = %2$d AND r %% 8 < 4;
                        INSERT INTO dispute (provider_id, id, retailer_id, statement_id, line, reason, state, disputed_at, disputed_by)
                        SELECT provider_id, copy_id, copy_of, copy_id, 1, 'Wrong', 'disputed', closed_at, 'test' FROM one;
                        ANALYZE statement, payment, dispute, retailer;
                        """
                                .formatted(RETAILERS, STATEMENTS));
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void eachStateHasStatements() {
        assertThat(in(StatementState.OPEN)).hasSize(1 + RETAILERS / 4 + 2 * RETAILERS / 4);
        assertThat(in(StatementState.PARTLY_PAID)).hasSize(RETAILERS / 4);
        assertThat(in(StatementState.PAID)).hasSizeGreaterThan(RETAILERS * (STATEMENTS - 2));
    }

    @ParameterizedTest
    @EnumSource
    void thoseInAStateAreFoundWithoutReadingAllOthers(StatementState state) {
        assertThat(in(state))
                .isEqualTo(all(Optional.empty()).stream().filter(each -> each.state() == state).toList());
        assertThat(rowsRead(world.caller(), Optional.of(state)))
                .isLessThan(RETAILERS * STATEMENTS / 2);
    }

    @Test
    void aRetailerReadsNoneButItsOwn() {
        assertThat(rowsRead(own, Optional.empty())).isLessThan(STATEMENTS);
        assertThat(
                        rowsRead(
                                own,
                                "payment",
                                tx ->
                                        new PaymentRepository(tx)
                                                .list(PeriodFilter.of(Optional.empty()), Listing.first())))
                .isLessThan(STATEMENTS);
        DisputeFilter any =
                new DisputeFilter(Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(rowsRead(own, "dispute", tx -> new DisputeRepository(tx).list(any, Listing.first())))
                .isLessThan(STATEMENTS);
    }

    private List<Statement> in(StatementState state) {
        return all(Optional.of(state));
    }

    private List<Statement> all(Optional<StatementState> state) {
        return Slice.all(
                part ->
                        world.wiring()
                                .settlement()
                                .list()
                                .of(world.caller(), PeriodFilter.of(Optional.empty()), state, part));
    }

    /** How many statements are read for the first row; each that is shown is looked at with those of its retailer. */
    private long rowsRead(Caller caller, Optional<StatementState> state) {
        return rowsRead(
                caller,
                "statement",
                tx ->
                        new StatementRepository(tx)
                                .list(
                                        PeriodFilter.of(Optional.empty()),
                                        world.wiring().access().providers().zones(tx),
                                        state,
                                        new Listing(1, null)));
    }

    private long rowsRead(Caller caller, String table, Consumer<Tx> list) {
        return world.wiring()
                .transactions()
                .read(
                        caller,
                        tx -> {
                            long before = rowsRead(tx, table);
                            list.accept(tx);
                            return rowsRead(tx, table) - before;
                        });
    }

    private static long rowsRead(Tx tx, String table) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) FROM pg_stat_xact_user_tables
                        WHERE relname = :table
                        """)
                .bind("table", table)
                .mapTo(Long.class)
                .one();
    }
}
