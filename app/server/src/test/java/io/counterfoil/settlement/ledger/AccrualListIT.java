package io.counterfoil.settlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.TestWorld;
import io.counterfoil.access.DayRange;
import io.counterfoil.access.Zones;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.statements.Tills;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists of the accruals in a state, where nearly all are in another one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccrualListIT {
    /** More than twice what a list looks through of the newest. */
    private static final int CROWD = 12_000;

    private static final int FEW = 3;

    private TestWorld world;
    private StockFixture stock;
    private StockFixture.Shop shop;
    private StockFixture.Shop branch;
    private StockFixture.Shop other;

    /** What most are in is the newest; of each shop some are in each other state, all of them older. */
    @BeforeAll
    void open() {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        Tills tills = new Tills(world, stock);
        UUID product = stock.product(true);
        shop = stock.shop("Corner");
        branch = stock.branch(shop, "Harbour");
        other = stock.shop("Other");
        for (StockFixture.Shop each : List.of(shop, other)) {
            tills.agree(each, 0, 0);
        }
        for (StockFixture.Shop each : List.of(shop, branch, other)) {
            SerialRange one = stock.printed(product, 1);
            stock.received(each, one);
            tills.sell(each, one.first(), "");
        }
        world.clock().forward(Duration.ofDays(3));
        tills.settle();
        world.clock().forward(Duration.ofDays(3));
        for (StockFixture.Shop each : List.of(shop, branch, other)) {
            for (Accrual.State state : Accrual.State.values()) {
                copy(each, FEW, state);
            }
        }
        copy(shop, CROWD, Accrual.State.SETTLED);
    }

    /** Copies of its sale: payable before or after the end of the statement, or much later. */
    private void copy(StockFixture.Shop of, int copies, Accrual.State state) {
        world.database()
                .execute(
                        """
                        SET session_replication_role = replica;
                        WITH copy AS (
                            INSERT INTO accrual (provider_id, retailer_id, outlet_id, product_id, serial, event, kind, price_minor,
                                                 commission_minor, tax_minor, commission_tax_minor, tax_at_issue, currency,
                                                 accrued_at, payable_at, undone_at)
                            SELECT provider_id, retailer_id, outlet_id, product_id, serial, -%1$d - number, kind, price_minor,
                                   commission_minor, tax_minor, commission_tax_minor, tax_at_issue, currency,
                                   accrued_at + number * interval '1 ms', %2$s, %3$s
                            FROM accrual CROSS JOIN generate_series(1, %4$d) AS number
                            WHERE outlet_id = '%5$s' AND event > 0
                            RETURNING *)
                        INSERT INTO statement_line (provider_id, retailer_id, statement_id, number, accrual_id)
                        SELECT provider_id, retailer_id, (SELECT id FROM statement WHERE statement.retailer_id = copy.retailer_id),
                               -event, id
                        FROM copy WHERE %6$s;
                        ANALYZE accrual, statement_line, retailer_settlement, retailer, outlet;
                        """
                                .formatted(
                                        copies == CROWD
                                                ? 1_000_000
                                                : 1_000 * (1 + List.of(Accrual.State.values()).indexOf(state))
                                                        + 100 * List.of(shop, branch, other).indexOf(of),
                                        payable(state),
                                        state == Accrual.State.UNDONE ? "accrued_at" : "NULL",
                                        copies,
                                        of.outlet(),
                                        state == Accrual.State.SETTLED));
    }

    private static String payable(Accrual.State state) {
        return switch (state) {
            case SETTLED -> "accrued_at + interval '1 hour'";
            case PAYABLE, UNDONE -> "(SELECT max(stated_until) + interval '1 hour' FROM retailer_settlement)";
            case HELD -> "accrued_at + interval '90 days'";
        };
    }

    @AfterAll
    void close() {
        world.close();
    }

    /** Most are in this state from now on. */
    private void crowd(Accrual.State state) {
        crowd(state, state, 0);
    }

    /** The same, but so many of the newest are in another one. */
    private void crowd(Accrual.State state, Accrual.State newest, int ofNewest) {
        world.database()
                .execute(
                        """
                        SET session_replication_role = replica;
                        UPDATE accrual SET payable_at = CASE WHEN event < %d THEN %s ELSE %s END WHERE event < -1000000;
                        DELETE FROM statement_line WHERE number > 1000000;
                        INSERT INTO statement_line (provider_id, retailer_id, statement_id, number, accrual_id)
                        SELECT provider_id, retailer_id, (SELECT id FROM statement WHERE statement.retailer_id = accrual.retailer_id),
                               -event, id
                        FROM accrual WHERE event < -1000000 AND %s;
                        ANALYZE accrual, statement_line;
                        """
                                .formatted(
                                        ofNewest - CROWD - 1_000_000,
                                        payable(newest),
                                        payable(state),
                                        state == Accrual.State.SETTLED));
    }

    /** Each state that most aren't in, and the one that they are in. */
    private static Stream<List<Accrual.State>> states() {
        return Arrays.stream(Accrual.State.values())
                .flatMap(
                        few ->
                                Stream.of(Accrual.State.SETTLED, Accrual.State.PAYABLE, Accrual.State.HELD)
                                        .filter(crowd -> crowd != few)
                                        .map(crowd -> List.of(few, crowd)));
    }

    @ParameterizedTest
    @MethodSource("states")
    void fewInAStateAreFoundInTheirOrderWithoutReadingAllOthers(List<Accrual.State> states) {
        crowd(states.getLast());
        for (Caller caller : List.of(world.caller(), stock.callerOf(shop))) {
            for (AccrualFilter asked : asked(Optional.of(states.getFirst()))) {
                List<Accrual> expected = expected(caller, asked, states.getFirst());
                assertThat(expected.size()).isBetween(FEW, 3 * (FEW + 1));
                assertThat(all(caller, asked, Listing.MOST)).isEqualTo(expected);
                assertThat(all(caller, asked, 2)).isEqualTo(expected);
                // Those on a statement are gone back to through what is newer.
                if (states.getFirst() != Accrual.State.SETTLED) {
                    assertThat(rowsRead(caller, asked)).as("rows read for %s", asked).isLessThan(CROWD / 2);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SETTLED", "PAYABLE", "HELD"})
    void manyInAStateAreFoundAmongTheNewest(Accrual.State state) {
        crowd(state);
        assertThat(
                        rowsRead(
                                world.caller(),
                                new AccrualFilter(
                                        Optional.empty(), Optional.empty(), Optional.of(state), DayRange.ANY)))
                .isLessThan(CROWD / 2);
    }

    @ParameterizedTest
    @EnumSource(names = {"PAYABLE", "HELD"})
    void theLastPartIsReadWithoutThoseBefore(Accrual.State state) {
        crowd(state);
        for (AccrualFilter asked : asked(Optional.of(state))) {
            List<Accrual> all = all(world.caller(), asked, Listing.MOST);
            Listing last = new Listing(Listing.MOST, all.get(all.size() - 2).id());
            assertThat(rowsRead(world.caller(), asked, last)).as("rows read for %s", asked).isLessThan(100);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PAYABLE", "HELD"})
    void thoseBehindManyNewerOnesOfAnotherStateAreFound(Accrual.State state) {
        int newer = CROWD / 2;
        crowd(
                state,
                state == Accrual.State.HELD ? Accrual.State.PAYABLE : Accrual.State.HELD,
                newer);
        for (AccrualFilter asked : asked(Optional.of(state))) {
            List<Accrual> expected = expected(world.caller(), asked, state);
            assertThat(all(world.caller(), asked, Listing.MOST)).isEqualTo(expected);
            assertThat(first(asked, 50)).isEqualTo(expected.subList(0, Math.min(50, expected.size())));
        }
    }

    /** What is asked for, out of those in all states. */
    private List<Accrual> expected(Caller caller, AccrualFilter asked, Accrual.State state) {
        AccrualFilter any =
                new AccrualFilter(asked.retailer(), asked.outlet(), Optional.empty(), asked.days());
        return all(caller, any, Listing.MOST).stream()
                .filter(each -> each.state() == state)
                .toList();
    }

    /** Of all, of a retailer or an outlet, of some days, and of both. */
    private List<AccrualFilter> asked(Optional<Accrual.State> state) {
        Optional<LocalDate> day = Optional.of(day(6));
        List<AccrualFilter> asked = new ArrayList<>();
        for (DayRange days :
                List.of(
                        DayRange.ANY,
                        new DayRange(day, Optional.empty()),
                        new DayRange(Optional.empty(), day))) {
            asked.add(new AccrualFilter(Optional.empty(), Optional.empty(), state, days));
            asked.add(new AccrualFilter(Optional.of(shop.retailer()), Optional.empty(), state, days));
            asked.add(new AccrualFilter(Optional.empty(), Optional.of(branch.outlet()), state, days));
        }
        return asked;
    }

    private List<Accrual> first(AccrualFilter asked, int rows) {
        return new Accruals(world.wiring().transactions(), world.wiring().access().providers())
                .list(world.caller(), asked, new Listing(rows, null))
                .items();
    }

    private LocalDate day(int ago) {
        return LocalDate.ofInstant(
                world.clock().instant().minus(Duration.ofDays(ago)), world.provider().zone());
    }

    private List<Accrual> all(Caller caller, AccrualFilter asked, int atOnce) {
        Accruals accruals =
                new Accruals(world.wiring().transactions(), world.wiring().access().providers());
        List<Accrual> all = new ArrayList<>();
        Listing part = new Listing(atOnce, null);
        Slice<Accrual> slice;
        do {
            slice = accruals.list(caller, asked, part);
            all.addAll(slice.items());
            part = new Listing(atOnce, slice.next());
        } while (slice.next() != null);
        return all;
    }

    /** How many accruals are read for the first part. */
    private long rowsRead(Caller caller, AccrualFilter asked) {
        return rowsRead(caller, asked, Listing.first());
    }

    private long rowsRead(Caller caller, AccrualFilter asked, Listing part) {
        return world.wiring()
                .transactions()
                .read(
                        caller,
                        tx -> {
                            Zones zones = world.wiring().access().providers().zones(tx);
                            long before = rowsRead(tx);
                            new AccrualListRepository(tx).list(asked, zones, part);
                            return rowsRead(tx) - before;
                        });
    }

    private static long rowsRead(Tx tx) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) FROM pg_stat_xact_user_tables
                        WHERE relname = 'accrual'
                        """)
                .mapTo(Long.class)
                .one();
    }
}
