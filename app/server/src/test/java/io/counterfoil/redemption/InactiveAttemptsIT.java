package io.counterfoil.redemption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.counterfoil.TestWorld;
import io.counterfoil.access.AuditFilter;
import io.counterfoil.activation.CaseFilter;
import io.counterfoil.activation.CustomerReturns;
import io.counterfoil.activation.NewActivation;
import io.counterfoil.activation.TillCase;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.HoldRequest;
import io.counterfoil.inventory.LossKind;
import io.counterfoil.inventory.LossReport;
import io.counterfoil.inventory.ReturnCount;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.inventory.StockReturn;
import io.counterfoil.mail.Mail;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a shop and its provider learn when somebody has codes of items that were not sold. */
class InactiveAttemptsIT {
    private TestWorld world;
    private StockFixture stock;
    private StockFixture.Shop shop;
    private List<Shelf.Card> cards;

    @BeforeEach
    void start() {
        world = new TestWorld();
        Shelf shelf = new Shelf(world);
        stock = new StockFixture(world, world.caller());
        shop = stock.shop("Corner Shop");
        cards = shelf.printed(shelf.plan("Of cards", 1_000_000_000L), "P1M", "consignment", 5);
        stock.received(
                shop, SerialRange.between(cards.getFirst().serial(), cards.get(3).serial()));
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void theShopIsToldOfEachItemOnceUntilSomebodyLooked() {
        attempt(0);
        assertThat(open()).isEmpty();
        tell();
        world.clock().forward(Duration.ofHours(2));
        attempt(0);
        tell();
        assertThat(open()).extracting(TillCase::serial).containsExactly(serial(0));
        assertThat(hold(1)).isNull();

        world.wiring()
                .retail()
                .cases()
                .resolve(world.caller(), open().getFirst().id(), "All closed", "Ann");
        world.clock().forward(Duration.ofHours(2));
        attempt(1);
        tell();
        assertThat(open()).extracting(TillCase::serial).containsExactly(serial(1));
        assertThat(hold(1)).as("the first one was looked at").isNull();
    }

    @Test
    void twoItemsOfACartonHoldItOnceAndAThirdDoesNotHoldItAgain() {
        NewActivation sale =
                new NewActivation("1", shop.till().id().toString(), serial(1), null, null);
        world.wiring().retail().activations().activate(stock.callerOf(shop), sale, null);
        attempt(0);
        attempt(2);
        tell();
        assertThat(hold(0)).contains("tried before they were sold");
        assertThat(hold(3)).isEqualTo(hold(0));
        assertThat(hold(4)).as("another carton's").isNull();
        assertThat(hold(1)).as("a customer has bought it").isNull();
        String last =
                world.wiring()
                        .transactions()
                        .read(
                                world.caller(),
                                tx ->
                                        world.wiring()
                                                .inventory()
                                                .items()
                                                .history(tx, cards.get(1).serial())
                                                .getLast()
                                                .event()
                                                .type());
        assertThat(last).as("its trace knows of no hold either").isEqualTo("activated");
        assertThat(stock.history(cards.get(3).serial())).endsWith("received", "held");
        assertThat(world.wiring()
                .access()
                .audit()
                .list(world.caller(), AuditFilter.ALL, new Listing(50, null))
                .items())
                .filteredOn(entry -> entry.action().equals("serials.held"))
                .hasSize(1)
                .allSatisfy(
                        entry -> assertThat(entry.actor()).isEqualTo("job:inactive-attempts"));

        // The provider looked at it; one more attempt is not two.
        world.wiring()
                .inventory()
                .holdReleases()
                .release(world.caller(), new HoldRequest(serial(0), serial(3), "All closed"));
        resolveAll();
        attempt(3);
        tell();
        assertThat(hold(3)).isNull();
    }

    @Test
    void whatCouldNotBeToldIsToldTheNextTime() {
        attempt(0);
        attempt(4);
        List<SerialNumber> told = new ArrayList<>();
        new InactiveAttempts(
                        world.wiring().transactions(),
                        world.wiring().jobs(),
                        new InactiveAttempts.Alarm() {
                            @Override
                            public Collection<List<SerialNumber>> together(
                                    Tx tx, List<SerialNumber> serials) {
                                return serials.stream().map(List::of).toList();
                            }

                            @Override
                            public void triedInactive(
                                    Tx tx,
                                    List<SerialNumber> unsold,
                                    List<SerialNumber> takenBack) {
                                if (unsold.contains(cards.getFirst().serial())) {
                                    throw new IllegalStateException("nobody listens");
                                }
                                told.addAll(unsold);
                            }
                        })
                .tell();
        assertThat(told).as("others do not wait for it").containsExactly(cards.get(4).serial());
        assertThat(open()).isEmpty();
        tell();
        assertThat(open()).extracting(TillCase::serial).containsExactly(serial(0));
    }

    @Test
    void anItemThatWasTakenBackIsItsShopsCaseAndSaysNothingOfItsCarton() {
        world.member("manager@corner.example", "Max", "manager", shop.retailer());
        for (int card : List.of(0, 1)) {
            soldAndTakenBack(card);
            attempt(card);
        }
        tell();
        assertThat(open())
                .extracting(TillCase::serial, TillCase::kind)
                .containsExactlyInAnyOrder(
                        tuple(serial(0), "returned_attempt"), tuple(serial(1), "returned_attempt"));
        attempt(2);
        tell();
        assertThat(hold(2)).as("one unsold item is not two").isNull();
        assertThat(mails("manager")).as("of the unsold one").hasSize(1);

        stock.sentBack(shop, SerialRange.between(cards.get(3).serial(), cards.get(3).serial()));
        attempt(3);
        tell();
        assertThat(open())
                .as("what was sent back unsold was no customer's")
                .extracting(TillCase::serial)
                .doesNotContain(serial(3));
    }

    @Test
    void itStaysSoIfItIsLostOnItsWayBackAndFound() {
        world.member("manager@corner.example", "Max", "manager", shop.retailer());
        soldAndTakenBack(0);
        StockReturn sent =
                stock.sentBack(
                        shop, SerialRange.between(cards.getFirst().serial(), cards.getFirst().serial()));
        world.wiring().inventory().returnLosses().lose(world.caller(), sent.id(), "not in the van");
        attempt(0);
        tell();
        assertThat(open())
                .as("while it is lost")
                .extracting(TillCase::serial, TillCase::kind)
                .containsExactly(tuple(serial(0), "returned_attempt"));

        resolveAll();
        LossReport found = new LossReport(serial(0), serial(0), "behind a shelf");
        world.wiring().inventory().losses().report(world.caller(), LossKind.FOUND, found);
        world.clock().forward(Duration.ofHours(2));
        attempt(0);
        tell();
        assertThat(open())
                .as("once the shop has it again")
                .extracting(TillCase::serial, TillCase::kind)
                .containsExactly(tuple(serial(0), "returned_attempt"));
        assertThat(mails("manager")).isEmpty();
    }

    @Test
    void whatIsSoldAndTakenBackBeforeTheShopIsToldWasNotTriedAfterwards() {
        attempt(0);
        soldAndTakenBack(0);
        tell();
        assertThat(open()).isEmpty();
    }

    private void soldAndTakenBack(int card) {
        String till = shop.till().id().toString();
        Caller clerk = stock.callerOf(shop);
        world.wiring()
                .retail()
                .activations()
                .activate(
                        clerk,
                        new NewActivation("sale " + card, till, serial(card), null, null),
                        null);
        world.wiring()
                .retail()
                .customerReturns()
                .ofSale(
                        clerk, "sale " + card, till, null, new CustomerReturns.Grounds(null, null));
    }

    @Test
    void whatTheProviderHasItselfIsNoShopsCase() {
        attempt(4);
        tell();
        assertThat(open()).isEmpty();
    }

    @Test
    void managersAreToldOfACartonOnceADayAndWhenItIsHeld() {
        for (String person : List.of("manager", "clerk")) {
            world.member(person + "@corner.example", "Max", person, shop.retailer());
        }
        attempt(0);
        assertThat(mails("manager")).as("not while the visitor waits").isEmpty();
        tell();
        assertThat(mails("manager"))
                .singleElement()
                .satisfies(
                        mail ->
                                assertThat(mail.subject())
                                        .isEqualTo(
                                                "Harbour Backup: something in Main Street may"
                                                        + " have been opened"));
        assertThat(mails("clerk")).isEmpty();

        resolveAll();
        world.clock().forward(Duration.ofHours(2));
        attempt(0);
        tell();
        assertThat(mails("manager")).as("the same day").hasSize(1);
        attempt(1);
        tell();
        assertThat(mails("manager")).as("it is held now").hasSize(2);
        attempt(2);
        tell();
        assertThat(mails("manager")).as("they know").hasSize(2);

        resolveAll();
        world.clock().forward(Duration.ofDays(1));
        attempt(3);
        tell();
        assertThat(mails("manager")).as("the next day").hasSize(3);
    }

    @Test
    void severalItemsAtOnceAreOneMail() {
        world.member("manager@corner.example", "Max", "manager", shop.retailer());
        attempt(0);
        attempt(1);
        attempt(2);
        tell();
        assertThat(mails("manager")).hasSize(1);
        assertThat(hold(3)).contains("tried before they were sold");
    }

    @Test
    void aCartonIsOneAlsoIfSomeOfItIsInAnotherOutlet() {
        world.member("manager@corner.example", "Max", "manager", shop.retailer());
        StockFixture.Shop branch = stock.branch(shop, "Harbour");
        NewActivation sale =
                new NewActivation("1", branch.till().id().toString(), serial(1), null, null);
        world.wiring().retail().activations().activate(stock.callerOf(branch), sale, null);
        world.wiring()
                .retail()
                .reversals()
                .reverse(stock.callerOf(branch), "1", branch.till().id().toString(), null);
        attempt(0);
        attempt(1);
        tell();
        assertThat(List.of(0, 1, 2, 3))
                .allSatisfy(card -> assertThat(hold(card)).contains("tried before they were sold"));
        assertThat(open())
                .extracting(TillCase::outletName)
                .containsExactlyInAnyOrder("Main Street", "Harbour");
        assertThat(mails("manager"))
                .singleElement()
                .satisfies(
                        mail -> assertThat(mail.subject()).contains("Harbour / Main Street"));
    }

    @Test
    void whatWentOnInAnotherCartonIsNoItemOfThisOne() {
        SerialNumber second = cards.get(1).serial();
        SerialRange alone = SerialRange.between(second, second);
        StockReturn back = stock.sentBack(shop, alone);
        world.wiring()
                .inventory()
                .returns()
                .count(
                        world.caller(),
                        back.id(),
                        new ReturnCount(List.of(second.toString()), List.of()));
        stock.received(stock.branch(shop, "Harbour"), alone);
        attempt(0);
        attempt(1);
        tell();
        assertThat(open()).extracting(TillCase::serial).contains(serial(0), serial(1));
        assertThat(hold(0)).as("one of each carton").isNull();
        assertThat(hold(1)).isNull();
        attempt(2);
        tell();
        assertThat(hold(3)).contains("tried before they were sold");
        assertThat(hold(1)).isNull();
    }

    private void resolveAll() {
        open().forEach(
                one ->
                        world.wiring()
                                .retail()
                                .cases()
                                .resolve(world.caller(), one.id(), "All closed", "Ann"));
    }

    private List<Mail.Posted> mails(String person) {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                world.wiring()
                                        .mail()
                                        .mail()
                                        .postedTo(tx, person + "@corner.example"));
    }

    private void attempt(int card) {
        Caller visitor = new Caller(new Scope.Provider(world.provider().id()), Actor.VISITOR);
        assertThatThrownBy(
                        () ->
                                world.wiring()
                                        .redemption()
                                        .redemptions()
                                        .preview(
                                                visitor,
                                                Visitor.program("192.0.2.1"),
                                                cards.get(card).code(),
                                                null))
                .isInstanceOf(Refused.class);
    }

    private void tell() {
        world.wiring().redemption().inactiveAttempts().tell();
    }

    private List<TillCase> open() {
        return world.wiring()
                .retail()
                .cases()
                .list(stock.callerOf(shop), CaseFilter.read("open", null, null), Listing.first())
                .items();
    }

    private String serial(int card) {
        return cards.get(card).serial().toString();
    }

    private @Nullable String hold(int card) {
        return stock.item(cards.get(card).serial()).hold();
    }
}
