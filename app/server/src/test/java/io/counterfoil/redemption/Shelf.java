package io.counterfoil.redemption;

import io.counterfoil.TestWorld;
import io.counterfoil.access.Providers;
import io.counterfoil.catalog.NewPlan;
import io.counterfoil.catalog.NewProduct;
import io.counterfoil.catalog.Plans;
import io.counterfoil.catalog.Product;
import io.counterfoil.catalog.Products;
import io.counterfoil.codes.CodeDigester;
import io.counterfoil.codes.CodeGenerator;
import io.counterfoil.codes.RedemptionCode;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialSet;
import io.counterfoil.inventory.Items;
import io.counterfoil.node.contract.NodeKey;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.KeyFolder;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Cards as a customer finds them: of a plan, for a term, sold unless a test says otherwise. */
public final class Shelf {
    private final TestWorld world;
    private final Plans plans;
    private final Products products;
    private final CodeDigester digester;
    private final CodeGenerator codes = new CodeGenerator(new SecureRandom());
    private int nextRun = SerialNumber.FIRST_RUN;

    public Shelf(TestWorld world) {
        this.world = world;
        SecureRandom random = new SecureRandom();
        Ids ids = new Ids(world.clock(), random);
        Providers providers = world.wiring().access().providers();
        plans = new Plans(world.wiring().transactions(), ids, world.wiring().access().audit());
        products = new Products(
                        world.wiring().transactions(),
                        providers,
                        world.wiring().access().audit(),
                        ids);
        KeyFolder keys = new KeyFolder(world.dataFolder().resolve("keys"), random);
        digester = new CodeDigester(keys.serverKey());
    }

    /** A card with its code in clear. */
    public record Card(SerialNumber serial, String code) {}

    /** A place for accounts, for tests that don't look at their bytes: nothing listens there. */
    public void nodeThatIsDown() throws IOException {
        URI nobody = URI.create("http://127.0.0.1:9/");
        NodeKey key =
                NodeKey.readOrCreate(world.dataFolder().resolve("node.key"), new SecureRandom());
        world.wiring().storage().nodes().register("one", nobody, nobody, key);
    }

    /** A plan called {@code name}. */
    public UUID plan(String name, long quotaBytes) {
        return plans.create(world.caller(), new NewPlan(name, "basic", quotaBytes, null, null))
                .id();
    }

    /** A plan for trials, which come on free CDs. */
    public UUID trialPlan(int days) {
        return plans.create(
                        world.caller(), new NewPlan("Trial", "trial", 512_000_000L, days, null))
                .id();
    }

    /** A free CD of a plan for a term. */
    public Card giveaway(UUID plan, String term) {
        return cards(product(plan, term, "free_cd", "giveaway"), 1).getFirst();
    }

    /** Sold cards of a plan for a term. */
    List<Card> cards(UUID plan, String term, int count) {
        return cards(product(plan, term, "gift_card", "consignment"), count);
    }

    private List<Card> cards(Product product, int count) {
        Run run = minted(product, count);
        execute("UPDATE serial_item SET state = 'activated' WHERE run_id = ?", run.id());
        return run.cards();
    }

    /** Cards that are printed and in the provider's stock, for tests that send and sell them. */
    public List<Card> printed(UUID plan, String term, String model, int count) {
        String medium = model.equals("giveaway") ? "free_cd" : "gift_card";
        Run run = minted(product(plan, term, medium, model), count);
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> {
                            world.wiring()
                                    .inventory()
                                    .items()
                                    .countIn(
                                            tx,
                                            run.id(),
                                            run.range(),
                                            SerialSet.none(),
                                            SerialSet.none());
                            return run;
                        });
        return run.cards();
    }

    private record Run(UUID id, SerialRange range, List<Card> cards) {}

    private Run minted(Product product, int count) {
        int run = nextRun++;
        UUID runId = UUID.randomUUID();
        execute(
                """
                INSERT INTO print_run (provider_id, id, number, product_id, quantity, state, minted, ordered_at, closed_at)
                VALUES (?, ?, ?, ?, ?, 'closed', ?, now(), now())
                """,
                world.provider().id(),
                runId,
                run,
                product.id(),
                count,
                count);
        List<RedemptionCode> clear = Stream.generate(codes::next).limit(count).toList();
        SerialRange range = new SerialRange(run, 1, count);
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> {
                            new Items(new EventLog(), (t, move) -> {})
                                    .mint(
                                            tx,
                                            runId,
                                            product.id(),
                                            range,
                                            clear.stream().map(digester::digest).toList());
                            return range;
                        });
        return new Run(
                runId,
                range,
                range.stream()
                        .map(
                                serial ->
                                        new Card(
                                                serial,
                                                clear.get(serial.sequence() - 1).reveal()))
                        .toList());
    }

    /** One sold card. */
    public Card card(UUID plan, String term) {
        return cards(plan, term, 1).getFirst();
    }

    /** One sold card with a price of its own, in EUR. */
    Card card(UUID plan, String term, String price) {
        return cards(product(plan, term, "gift_card", "consignment", price), 1).getFirst();
    }

    /** Changes a column of a card behind the service's back. */
    void set(Card card, String column, String value) {
        execute(
                "UPDATE serial_item SET " + column + " = ? WHERE serial = ?",
                value,
                card.serial().value());
    }

    /** Blocks the print run of a card. */
    void block(Card card) {
        execute("UPDATE print_run SET blocked = true WHERE number = ?", card.serial().run());
    }

    /** As if visitors had tried so many codes just now, and so many of them in vain. */
    void attempts(int all, int failed) {
        execute(
                "INSERT INTO code_attempts (provider_id, slot, attempts, failures) VALUES (?,"
                        + " ?::timestamptz, ?, ?)",
                world.provider().id(),
                world.clock().instant().toString(),
                all,
                failed);
    }

    /** A code that fits together and is nobody's. */
    String unknownCode() {
        return codes.next().reveal();
    }

    private Product product(UUID plan, String term, String medium, String model) {
        return product(plan, term, medium, model, "49.00");
    }

    private Product product(
            UUID plan, String term, String medium, String model, String price) {
        return products.create(
                world.caller(),
                new NewProduct(
                        "sku-" + UUID.randomUUID().toString().substring(0, 8),
                        "Card " + term,
                        plan.toString(),
                        term,
                        medium,
                        model,
                        new Amount(price, "EUR"),
                        null,
                        true,
                        null));
    }

    /** Takes the first mail about each account away, for tests of what is sent later. */
    void forgetFirstMails() {
        execute("DELETE FROM mail_message WHERE kind = 'account_opened'");
    }

    private void execute(String sql, Object... values) {
        world.database().update(sql, values);
    }
}
