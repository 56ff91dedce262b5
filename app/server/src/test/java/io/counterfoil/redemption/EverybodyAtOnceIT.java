package io.counterfoil.redemption;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.Rush;
import io.counterfoil.TestWorld;
import io.counterfoil.access.TriedFrom;
import io.counterfoil.accounts.NewAccount;
import io.counterfoil.activation.CustomerReturns;
import io.counterfoil.activation.NewActivation;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Terminal;
import io.counterfoil.settlement.ledger.Settled;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Thirty-two who sell, undo, take back and redeem the same item at once, at tills and with its code,
 * while its retailer is being settled: the item ends in one state, and the books say the same.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EverybodyAtOnceIT {
    private static final String CUSTOMER = "anna";
    private static final Visitor PROVIDER = new Visitor(true, TriedFrom.program("192.0.2.1"), null, null, null);

    private TestWorld world;
    private StockFixture stock;
    private StockFixture.Shop shop;
    private Shelf shelf;
    private UUID plan;

    @BeforeAll
    void open() throws IOException {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        shop = stock.shop("Corner");
        shelf = new Shelf(world);
        shelf.nodeThatIsDown();
        plan = shelf.plan("For cards", 1_000_000_000L);
        Shelf.Card first = cards(1).getFirst();
        sell(first, shop.till(), "first");
        world.wiring()
                .redemption()
                .redemptions()
                .open(
                        world.caller(),
                        PROVIDER,
                        first.code(),
                        new NewAccount("Anna", "anna@example.com", CUSTOMER, null));
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void theSameItemInAllOrdersAtOnceLeavesALegalStateAndOneAccrual() throws Exception {
        rounds(5);
    }

    @Test
    @Tag("long")
    void soItDoesAHundredTimes() throws Exception {
        rounds(100);
    }

    /** In the shop, each in a box of its own: codes that are tried too early hold those of others. */
    private List<Shelf.Card> cards(int count) {
        List<Shelf.Card> cards = shelf.printed(plan, "P1M", "consignment", count);
        cards.forEach(
                card -> stock.received(shop, SerialRange.between(card.serial(), card.serial())));
        return cards;
    }

    private void rounds(int rounds) throws Exception {
        try (Rush clients = new Rush(rounds)) {
            for (Shelf.Card card : cards(rounds)) {
                world.clock().forward(Duration.ofDays(1));
                List<Boolean> redeemed = clients.each(client -> ask(card, client));
                check(card.serial(), Collections.frequency(redeemed, true));
            }
        }
        assertThat(
                        Integer.parseInt(
                                query(
                                        """
                                        SELECT count(DISTINCT serial)::text FROM accrual
                                        WHERE retailer_id = '%s' AND kind = 'sale'
                                        """)))
                .as("items that were sold at some time, beside the first")
                .isGreaterThan(1);
        assertThat(
                        world.wiring()
                                .settlement()
                                .ledger()
                                .reconciliation()
                                .differences(world.caller()))
                .isEmpty();
    }

    /** What one of them does; whether that redeemed the item. */
    private boolean ask(Shelf.Card card, int client) {
        switch (client % 8) {
            case 0, 1 -> sell(card, shop.till(), "shared");
            case 2 -> sell(card, shop.otherTill(), "shared");
            case 3 -> sell(card, shop.till(), "of " + client);
            case 4 -> reverse(card, "shared");
            case 5 -> reverse(card, "of " + (client - 2));
            case 6 -> {
                return redeem(card);
            }
            default -> {
                world.wiring().transactions().write(world.caller(), this::settle);
                takeBack(card);
            }
        }
        return false;
    }

    private void sell(Shelf.Card card, Terminal till, String request) {
        world.wiring()
                .retail()
                .activations()
                .activate(
                        stock.callerOf(shop),
                        new NewActivation(
                                card.serial() + request,
                                till.id().toString(),
                                card.serial().toString(),
                                null,
                                null),
                        null);
    }

    private void reverse(Shelf.Card card, String request) {
        world.wiring()
                .retail()
                .reversals()
                .reverse(
                        stock.callerOf(shop),
                        card.serial() + request,
                        shop.till().id().toString(),
                        null);
    }

    private boolean redeem(Shelf.Card card) {
        try {
            world.wiring()
                    .redemption()
                    .redemptions()
                    .extend(world.caller(), PROVIDER, card.code(), CUSTOMER, null);
            return true;
        } catch (Refused refused) {
            assertThat(refused.detail()).startsWith("This code can't be redeemed.");
            return false;
        }
    }

    private void takeBack(Shelf.Card card) {
        try {
            world.wiring()
                    .retail()
                    .customerReturns()
                    .ofItem(
                            stock.callerOf(shop),
                            card.serial().toString(),
                            new CustomerReturns.Grounds("R 1", "Unwanted"));
        } catch (Refused refused) {
            assertThat(refused.detail()).startsWith("No till of yours sold this.");
        }
    }

    /** As a statement of all until now would, whose lines are what is payable by then. */
    private boolean settle(Tx tx) {
        new Settled().close(tx, shop.retailer(), tx.now());
        return true;
    }

    private void check(SerialNumber serial, int redeemed) {
        ItemState state = stock.item(serial).state();
        assertThat(state)
                .isIn(
                        ItemState.RECEIVED,
                        ItemState.ACTIVATED,
                        ItemState.RETURNED,
                        ItemState.REDEEMED);
        assertThat(redeemed).as("%s is %s", serial, state).isEqualTo(state == ItemState.REDEEMED ? 1 : 0);
        boolean sold = state == ItemState.ACTIVATED || state == ItemState.REDEEMED;
        assertThat(
                        query(
                                """
                                SELECT coalesce(sum(amount_minor), 0)::text FROM accrual
                                WHERE retailer_id = '%s' AND undone_at IS NULL AND serial = %s
                                """,
                                serial))
                .as("%s is %s", serial, state)
                .isEqualTo(sold ? "4165" : "0");
        assertThat(
                        query(
                                """
                                SELECT count(*)::text FROM till_request
                                WHERE retailer_id = '%s' AND state = 'activated' AND serial = %s
                                """,
                                serial))
                .as("sales that stand at tills; %s is %s", serial, state)
                .isEqualTo(sold ? "1" : "0");
    }

    private String query(String sql, Object... more) {
        List<Object> values = new ArrayList<>(List.of(shop.retailer()));
        values.addAll(List.of(more));
        return world.database().rows(sql.formatted(values.toArray())).getFirst();
    }
}
