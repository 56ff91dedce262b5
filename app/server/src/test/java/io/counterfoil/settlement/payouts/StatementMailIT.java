package io.counterfoil.settlement.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.TestWorld;
import io.counterfoil.access.Member;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a shop is told by mail that owes 41.65 for each of two items once its till can't undo the sale. */
class StatementMailIT {
    private TestWorld world;
    private StockFixture stock;
    private Tills tills;
    private Mailbox mailbox;
    private UUID product;
    private StockFixture.Shop shop;
    private SerialRange range;
    private String books;

    @BeforeEach
    void aWorldWithAShopThatHasAnAddressForStatements() {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        tills = new Tills(world, stock);
        mailbox = new Mailbox(world);
        product = stock.product(true);
        shop = stock.shop("Shop " + UUID.randomUUID());
        books = "books-" + shop.retailer() + "@example.com";
        statementsGoTo(books);
        tills.agree(shop, 0, 0);
        range = stock.printed(product, 2);
        stock.received(shop, range);
        world.clock().forward(Duration.ofSeconds(1));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void theAddressForStatementsIsToldOfANewOne() {
        member("manager", "mia");
        sell(1);
        assertThat(messages()).isZero();
        settle();
        Statement statement = tills.statements(shop).getFirst();
        assertThat(mailbox.count(books)).isOne();
        assertThat(mailbox.text(books))
                .contains(
                        "statement " + statement.number() + " for Shop",
                        "/retail/statements/" + statement.id())
                .containsPattern("became payable up to \\d+ [A-Z][a-z]+ 20\\d\\d\\.");
        assertThat(messages()).as("the manager is not told too").isOne();
        settle();
        assertThat(messages()).as("nothing was closed since, but what it owes is").isEqualTo(2);
        assertThat(mailbox.text(books)).containsPattern("payable on \\d+ \\S+ 20\\d\\d\\.");
        world.clock().forward(Duration.ofDays(1));
        settle();
        assertThat(mailbox.text(books)).containsPattern("payable from \\d+ \\S+ 20\\d\\d up to");
    }

    @Test
    void itIsToldInGermanWhereMessagesAre() {
        messagesAreInGerman();
        sell(1);
        settle();
        assertThat(mailbox.text(books)).containsPattern("was bis zum \\d+\\. \\S+ 20\\d\\d fällig");
        settle();
        assertThat(mailbox.text(books)).containsPattern("was am \\d+\\. \\S+ 20\\d\\d fällig");
    }

    @Test
    void noAmountIsInItWhoeverOwesIt() {
        owesNothing();
        assertThat(mailbox.text(books)).doesNotContain("41.65", "EUR", "owe", "pay out");
        tills.takeBack(shop, serial(1));
        settle();
        assertThat(tills.statements(shop).getLast().closing().minor()).isEqualTo(-4165);
        assertThat(messages()).isEqualTo(2);
        assertThat(mailbox.text(books)).doesNotContain("41.65", "EUR", "owe", "pay out");
    }

    @Test
    void eachShopIsToldOfItsOwn() {
        StockFixture.Shop other = stock.shop("Another shop");
        String elsewhere = "books@another.example";
        statementsOfGoTo(other.retailer(), elsewhere);
        sell(1);
        settle();
        assertThat(messages()).isOne();
        assertThat(mailbox.count(books)).isOne();
        SerialRange theirs = stock.printed(product, 1);
        stock.received(other, theirs);
        tills.agree(other, 0, 0);
        world.clock().forward(Duration.ofSeconds(1));
        tills.sell(other, theirs.first(), "");
        world.clock().forward(Duration.ofDays(1));
        settle();
        assertThat(messages()).isEqualTo(3);
        assertThat(mailbox.count(books)).isEqualTo(2);
        assertThat(mailbox.count(elsewhere)).isOne();
        assertThat(mailbox.text(elsewhere))
                .contains("for Another shop", "/" + tills.statements(other).getFirst().id())
                .doesNotContain(tills.statements(shop).getLast().id().toString());
    }

    @Test
    void managersAreToldWhereThereIsNoAddress() {
        statementsGoTo("");
        Member manager = member("manager", "mona");
        member("clerk", "carl");
        sell(1);
        settle();
        assertThat(mailbox.count(manager.email())).isOne();
        assertThat(messages()).isOne();
    }

    @Test
    void whoManagesItNoMoreIsNotTold() {
        statementsGoTo("");
        Member manager = member("manager", "mona");
        Member left = member("manager", "nora");
        world.wiring().access().staff().disable(world.caller(), left.id());
        sell(1);
        settle();
        assertThat(mailbox.count(manager.email())).isOne();
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
        statementsOfGoTo(shop.retailer(), address);
    }

    private void statementsOfGoTo(UUID retailer, String address) {
        world.wiring()
                .retailers()
                .care()
                .change(
                        world.caller(),
                        retailer,
                        new RetailerChange(null, null, null, null, null, address, null));
    }

    private Member member(String role, String name) {
        String email = name + "@" + shop.retailer() + ".example";
        return world.member(email, name, role, shop.retailer()).member();
    }

    private void messagesAreInGerman() {
        world.database()
                .execute(
                        "INSERT INTO mail_sender (provider_id, language) VALUES ('%s', 'de')"
                                .formatted(world.caller().provider()));
    }

    /** How many messages about statements there are, to whomever. */
    private int messages() {
        return world.database()
                .rows("SELECT to_address FROM mail_message WHERE kind = 'statement_closed'")
                .size();
    }

    private void sell(int sequence) {
        tills.sell(shop, serial(sequence), "");
        world.clock().forward(Duration.ofDays(1));
    }

    private void settle() {
        world.clock().forward(Duration.ofDays(1));
        tills.settle();
    }

    private SerialNumber serial(int sequence) {
        return SerialNumber.of(range.run(), sequence);
    }
}
