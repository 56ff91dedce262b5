package io.counterfoil.settlement.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.TestWorld;
import io.counterfoil.access.NewMember;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.mail.Mailbox;
import io.counterfoil.platform.Amount;
import io.counterfoil.retailers.RetailerChange;
import io.counterfoil.settlement.statements.NewPayment;
import io.counterfoil.settlement.statements.Statement;
import io.counterfoil.settlement.statements.Tills;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a shop is told by mail that owes 41.65 for each of two items from the day after on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementMailIT {
    private TestWorld world;
    private StockFixture stock;
    private Tills tills;
    private Mailbox mailbox;
    private UUID product;
    private StockFixture.Shop shop;
    private SerialRange range;
    private String books;

    @BeforeAll
    void open() {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        tills = new Tills(world, stock);
        mailbox = new Mailbox(world);
        product = stock.product(true);
    }

    @BeforeEach
    void aShopWithAnAddressForStatements() {
        shop = stock.shop("Shop " + UUID.randomUUID());
        books = "books-" + shop.retailer() + "@example.com";
        statementsGoTo(books);
        tills.agree(shop, 0, 0);
        range = stock.printed(product, 2);
        stock.received(shop, range);
        world.clock().forward(Duration.ofSeconds(1));
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void theAddressForStatementsIsToldWhatANewOneComesTo() {
        member("manager", "mia");
        sell(1);
        assertThat(messages()).isZero();
        settle();
        Statement statement = tills.statements(shop).getFirst();
        assertThat(mailbox.count(books)).isOne();
        assertThat(mailbox.text(books))
                .contains(
                        "statement " + statement.number() + " for Shop",
                        "You owe us 41.65 EUR.",
                        "/retail/statements/" + statement.id())
                .containsPattern("became payable up to \\d+ [A-Z][a-z]+ 20\\d\\d\\.")
                .doesNotContain("pay out");
        assertThat(messages()).as("the manager is not told too").isOne();
        settle();
        assertThat(messages()).as("nothing was closed since, but what it owes is").isEqualTo(2);
        assertThat(mailbox.text(books)).containsPattern("payable from \\d+ \\S+ 20\\d\\d up to");
    }

    @Test
    void managersAreToldWhereThereIsNoAddress() {
        statementsGoTo("");
        String manager = member("manager", "mona");
        member("clerk", "carl");
        sell(1);
        settle();
        assertThat(mailbox.count(manager)).isOne();
        assertThat(messages()).isOne();
    }

    @Test
    void nobodyIsToldWhereNobodyIs() {
        statementsGoTo("");
        sell(1);
        settle();
        assertThat(tills.statements(shop)).hasSize(1);
        assertThat(messages()).isZero();
    }

    @Test
    void whatIsPaidOutIsSaid() {
        owesNothing();
        tills.takeBack(shop, serial(1));
        settle();
        assertThat(mailbox.text(books)).contains("We owe you 41.65 EUR. We pay out 41.65 EUR.");
    }

    @Test
    void whatIsCarriedOverIsNotSaidToBePaidOut() {
        tills.agree(shop, 0, 10_000);
        owesNothing();
        tills.takeBack(shop, serial(1));
        settle();
        assertThat(mailbox.text(books)).contains("We owe you 41.65 EUR.").doesNotContain("pay out");
    }

    @Test
    void aStatementThatOnlySaysThatItWasPaidIsNotMailed() {
        owesNothing();
        assertThat(messages()).isOne();
        settle();
        assertThat(tills.statements(shop)).hasSize(2);
        assertThat(tills.statements(shop).getLast().closing().minor()).isZero();
        assertThat(messages()).isOne();
    }

    /** Sells one item and pays for it. */
    private void owesNothing() {
        sell(1);
        settle();
        world.wiring()
                .settlement()
                .payments()
                .receive(
                        world.caller(),
                        new NewPayment(
                                shop.retailer().toString(),
                                new Amount("41.65", "EUR"),
                                shop.retailer().toString(),
                                world.clock().instant().toString().substring(0, 10)));
    }

    private void statementsGoTo(String address) {
        world.wiring()
                .retailers()
                .care()
                .change(
                        world.caller(),
                        shop.retailer(),
                        new RetailerChange(null, null, null, null, null, address, null));
    }

    private String member(String role, String name) {
        String email = name + "@" + shop.retailer() + ".example";
        world.wiring()
                .access()
                .staff()
                .create(world.caller(), new NewMember(email, name, role, shop.retailer()));
        return email;
    }

    /** How many messages about statements there are to whomever of the shop. */
    private int messages() {
        return world.database()
                .rows(
                        """
                        SELECT to_address FROM mail_message WHERE kind = 'statement_closed' AND to_address LIKE '%%%s%%'
                        """
                                .formatted(shop.retailer()))
                .size();
    }

    private void sell(int sequence) {
        tills.sell(shop, serial(sequence), "");
    }

    private void settle() {
        world.clock().forward(Duration.ofDays(1));
        tills.settle();
    }

    private SerialNumber serial(int sequence) {
        return SerialNumber.of(range.run(), sequence);
    }
}
