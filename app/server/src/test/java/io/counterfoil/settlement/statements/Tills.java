package io.counterfoil.settlement.statements;

import io.counterfoil.TestWorld;
import io.counterfoil.activation.CustomerReturns;
import io.counterfoil.activation.NewActivation;
import io.counterfoil.activation.Outcome;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Slice;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What shops sell and are settled for, when a test says so. */
public final class Tills {
    private final TestWorld world;
    private final StockFixture stock;

    /** Shops of this world. */
    public Tills(TestWorld world, StockFixture stock) {
        this.world = world;
        this.stock = stock;
    }

    /** Agrees on 15 %, another hold, as long for customers to bring things back, and minimum payout. */
    public void agree(StockFixture.Shop shop, int holdDays, long minimumPayout) {
        customersHave(holdDays);
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .execute(
                                                """
                                                INSERT INTO agreement (provider_id, id, retailer_id, valid_from, ended, commission_basis_points,
                                                                       bounty_minor, residual_basis_points, hold_days, minimum_payout_minor,
                                                                       currency, agreed_at, agreed_by)
                                                VALUES (?, gen_random_uuid(), ?, ?, false, 1500, 0, 0, ?, ?, 'EUR', ?, 'test')
                                                """,
                                                tx.provider(),
                                                shop.retailer(),
                                                tx.now(),
                                                holdDays,
                                                minimumPayout,
                                                tx.now()));
    }

    /** In how many days customers may bring things back. */
    public void customersHave(int days) {
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .execute(
                                                """
                                                INSERT INTO till_settings (provider_id, return_days, late_sale_days) VALUES (?, ?, 7)
                                                ON CONFLICT (provider_id) DO UPDATE SET return_days = excluded.return_days
                                                """,
                                                tx.provider(),
                                                days));
    }

    /** Agrees on 15 %, no hold, and the most that the retailer may owe, in minor units. */
    public void lend(StockFixture.Shop shop, long limit) {
        agree(shop, 0, 0);
        world.database()
                .execute(
                        "UPDATE agreement SET credit_limit_minor = %d WHERE retailer_id = '%s'"
                                .formatted(limit, shop.retailer()));
    }

    /** Sells it for 49.00; the request of the sale is the serial and the word. */
    public Outcome sell(StockFixture.Shop shop, SerialNumber serial, String word) {
        return world.wiring()
                .retail()
                .activations()
                .activate(
                        stock.callerOf(shop),
                        new NewActivation(
                                serial + word, shop.till().id().toString(), serial.toString(), null, null),
                        null);
    }

    /** Reverses a sale. */
    public void reverse(StockFixture.Shop shop, SerialNumber serial, String word) {
        world.wiring()
                .retail()
                .reversals()
                .reverse(stock.callerOf(shop), serial + word, shop.till().id().toString(), null);
    }

    /**
     * A customer brings it back, who has two weeks by now, whatever it was when it was sold; others
     * have as long afterwards as they had before.
     */
    public void takeBack(StockFixture.Shop shop, SerialNumber serial) {
        int before = daysOfCustomers();
        customersHave(14);
        world.wiring()
                .retail()
                .customerReturns()
                .ofItem(
                        stock.callerOf(shop),
                        serial.toString(),
                        new CustomerReturns.Grounds("R 1", "Unwanted"));
        customersHave(before);
    }

    private int daysOfCustomers() {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .createQuery("SELECT return_days FROM till_settings")
                                        .mapTo(Integer.class)
                                        .findOne())
                .orElse(14);
    }

    /** Makes the statements of all up to yesterday. */
    public SettlementRun settle() {
        return done(begin());
    }

    /** Asks for that. */
    public UUID begin() {
        return world.wiring().settlement().runs().begin(world.caller(), null).id();
    }

    /** The run once it is done, which it is here and now. */
    public SettlementRun done(UUID id) {
        return done(world, id);
    }

    /** The same of any world. */
    public static SettlementRun done(TestWorld world, UUID id) {
        return done(world, world.caller(), id);
    }

    /** The same of any provider. */
    public static SettlementRun done(TestWorld world, Caller caller, UUID id) {
        world.wiring().settlement().job().work(caller.provider() + ":" + id);
        return world.wiring().settlement().runs().find(caller, id);
    }

    /** The statements of a shop's retailer, oldest first. */
    public List<Statement> statements(StockFixture.Shop shop) {
        return Slice.all(
                        part ->
                                world.wiring()
                                        .settlement()
                                        .list()
                                        .of(world.caller(), PeriodFilter.of(Optional.of(shop.retailer())), Optional.empty(), part))
                .reversed();
    }

    /** The lines of a statement, as {@code 1 sale 41.65}. */
    public List<String> lines(Statement statement) {
        return Slice.all(
                        part ->
                                world.wiring()
                                        .settlement()
                                        .statements()
                                        .lines(world.caller(), statement.id(), part))
                .stream()
                .map(
                        line ->
                                "%d %s %s"
                                        .formatted(
                                                line.number(),
                                                line.kind().label(),
                                                line.amount().amount()))
                .toList();
    }

    /** The parts of a list, of so many rows. */
    public static Listing of(int rows) {
        return new Listing(rows, null);
    }
}
