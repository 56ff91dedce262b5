package io.counterfoil.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import io.counterfoil.Chromium;
import io.counterfoil.OneBrowser;
import io.counterfoil.Person;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.Shipment;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.inventory.StockReturn;
import io.counterfoil.inventory.stock.NewStockTake;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A hand scanner types wherever the focus is, so it is in the field that is scanned into. */
@ExtendWith(OneBrowser.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScansInBrowserIT {
    private static final String WHAT_ARRIVED = "What arrived";
    private static final String SERIALS = "Serial numbers";
    private static final String NO_NUMBER = "10000000000";

    private TestWorld world;
    private TestServer server;
    private StockFixture stock;
    private StockFixture.Shop shop;
    private SerialRange range;

    @BeforeAll
    void open() {
        world = TestWorld.onThisMachine();
        server = new TestServer(world);
        stock = new StockFixture(world, world.caller());
        shop = stock.shop("Corner Books");
        range = stock.printed(stock.product(true), 20);
        stock.received(shop, part(1, 10));
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
    }

    @Test
    void aDeliveryIsScannedAsSoonAsItsPageIsOpen(Chromium chromium) {
        Shipment sent = stock.shipped(shop, part(11, 13));
        Person kim = signedIn(chromium, "retail", "Kim", shop.retailer());
        kim.page().navigate("/retail/receive/" + sent.id());

        scan(kim, serial(11), serial(12));
        assertThat(kim.field(WHAT_ARRIVED)).hasValue(serial(11) + "\n" + serial(12) + "\n");

        scan(kim, NO_NUMBER);
        kim.button("Receive these").click();
        assertThat(kim.page().locator("#serials-problem")).isVisible();
        assertThat(kim.field(WHAT_ARRIVED)).isFocused();
        kim.field(WHAT_ARRIVED).fill(serial(11) + "\n" + serial(12) + "\n" + NO_NUMBER + "0");
        kim.button("Receive these").click();
        assertThat(kim.page().locator("#serials-problem")).isVisible();
        scan(kim, serial(13));
        assertThat(kim.field(WHAT_ARRIVED))
                .hasValue(
                        String.join(
                                "\n", serial(11), serial(12), NO_NUMBER + "0", serial(13), ""));
        kim.leave();
    }

    @Test
    void aCountGoesOnWithoutATouchOfTheMouse(Chromium chromium) {
        NewStockTake asked = new NewStockTake(shop.outlet().toString());
        UUID take = world.wiring().inventory().stockTakes().open(world.caller(), asked).id();
        Person kim = signedIn(chromium, "retail", "Kai", shop.retailer());
        kim.page().navigate("/retail/stock-takes/" + take);

        scan(kim, serial(1));
        kim.button("Count these").click();
        assertThat(kim.main()).containsText("Counted: 1.");
        scan(kim, serial(2));
        assertThat(kim.field(SERIALS)).hasValue(serial(2) + "\n");

        kim.page().navigate("/retail/send-back");
        scan(kim, serial(3));
        assertThat(kim.field("What goes back?")).hasValue(serial(3) + "\n");
        kim.leave();
    }

    @Test
    void whatIsLostIsScannedFromItsFirstToItsLast(Chromium chromium) {
        Person kim = signedIn(chromium, "retail", "Kay", shop.retailer());
        kim.page().navigate("/retail/losses");

        scan(kim, serial(4), serial(5));
        assertThat(kim.field("First serial number")).hasValue(serial(4));
        assertThat(kim.field("Last serial number")).hasValue(serial(5));
        assertThat(kim.field("What is known about it?")).isFocused();

        kim.field("First serial number").fill(NO_NUMBER);
        kim.field("Last serial number").fill(NO_NUMBER);
        kim.field("What is known about it?").fill("fell off");
        kim.button("They are lost").click();
        assertThat(kim.page().locator("#from-problem")).isVisible();
        kim.page().keyboard().type(serial(4));
        assertThat(kim.field("First serial number")).hasValue(serial(4));
        kim.leave();
    }

    @Test
    void whatIsWrongIsWhereTheNextScanGoes(Chromium chromium) {
        Person kim = signedIn(chromium, "retail", "Kit", shop.retailer());
        kim.page().navigate("/retail/take-back");
        scan(kim, serial(6));
        kim.field("Number on the receipt").fill(" ");
        kim.button("Take back").click();

        assertThat(kim.page().locator("#receipt-problem")).isVisible();
        assertThat(kim.field("Number on the receipt")).isFocused();
        assertThat(kim.field("Serial number")).hasValue(serial(6));
        kim.leave();
    }

    @Test
    void enterLeadsToTheNextLineOfASheet(Chromium chromium) {
        String sheet =
                world.wiring()
                        .retail()
                        .sheets()
                        .issue(world.caller(), shop.till().id().toString(), 1)
                        .sheets()
                        .getFirst()
                        .number();
        Person kim = signedIn(chromium, "retail", "Kris", shop.retailer());
        kim.page().navigate("/retail/sheet/" + sheet);
        assertThat(kim.field("Day of line 1")).isFocused();

        kim.page().keyboard().press("Enter");
        assertThat(kim.field("Time of line 1")).isFocused();
        kim.page().keyboard().press("Enter");
        scan(kim, serial(7));
        assertThat(kim.field("Time of line 2")).isFocused();
        kim.page().keyboard().press("Enter");
        scan(kim, NO_NUMBER);
        kim.button("Enter these lines").click();
        assertThat(kim.main()).containsText("Please look again at");
        assertThat(kim.field("Time of line 1")).isFocused();
        kim.leave();
    }

    @Test
    void whereTheProviderScansTheFirstNumberLandsToo(Chromium chromium) {
        StockReturn back = stock.sentBack(shop, part(8, 9));
        Person otto = signedIn(chromium, "console", "Otto", null);

        otto.page().navigate("/console/returns/" + back.id());
        scan(otto, serial(8));
        assertThat(otto.field("Good: back into stock optional")).hasValue(serial(8) + "\n");

        otto.page().navigate("/console/voiding");
        scan(otto, serial(14));
        assertThat(otto.field("First serial number")).hasValue(serial(14));
        otto.page().navigate("/console/voiding?serial=" + serial(14));
        assertThat(otto.field("Why?")).isFocused();

        otto.page().navigate("/console/losses");
        scan(otto, serial(15));
        assertThat(otto.field("First serial number")).hasValue(serial(15));

        otto.page().navigate("/console/holds");
        scan(otto, "100000000000000001");
        assertThat(otto.field("Carton optional")).hasValue("100000000000000001");

        otto.page().navigate("/console/serials");
        scan(otto, serial(16));
        assertThat(otto.main()).containsText(serial(16));
        scan(otto, serial(17));
        Chromium.awaitHeading(otto.page(), "Serial number " + serial(17));
        scan(otto, NO_NUMBER);
        Chromium.awaitHeading(otto.page(), "Find a serial number");
        scan(otto, serial(18));
        Chromium.awaitHeading(otto.page(), "Serial number " + serial(18));

        otto.page().navigate("/console/cartons");
        scan(otto, "123456789012345675");
        assertThat(otto.main()).containsText("There is no such carton there.");
        otto.page().navigate("/console/shipments#cartons");
        scan(otto, "123456789012345675", "123456789012345682");
        assertThat(otto.field("Cartons")).hasValue("123456789012345675\n123456789012345682\n");
        otto.leave();
    }

    @Test
    void onASmallScreenTheFieldHasTheFocusAndADeliveryBeginsAtItsTop(Chromium chromium) {
        StockFixture.Shop kiosk = stock.shop("Kiosk");
        NewStockTake asked = new NewStockTake(kiosk.outlet().toString());
        UUID take = world.wiring().inventory().stockTakes().open(world.caller(), asked).id();
        Shipment sent = stock.shipped(kiosk, part(19, 20));
        Person kim = signedIn(chromium, "retail", "Kira", kiosk.retailer());
        kim.page().setViewportSize(390, 640);
        List<List<String>> fields =
                List.of(
                        List.of("/retail/activate", "Serial number"),
                        List.of("/retail/take-back", "Serial number"),
                        List.of("/retail/send-back", "What goes back?"),
                        List.of("/retail/stock-takes/" + take, SERIALS),
                        List.of("/retail/losses", "First serial number"));
        for (List<String> one : fields) {
            kim.page().navigate(one.getFirst());
            assertThat(kim.field(one.getLast())).isFocused();
            assertThat(kim.field(one.getLast())).isInViewport();
        }

        kim.page().navigate("/retail/receive/" + sent.id());
        assertThat(kim.field(WHAT_ARRIVED)).isFocused();
        assertThat(kim.field(WHAT_ARRIVED)).not().isInViewport();
        assertThat(kim.page().locator("h1")).isInViewport();
        scan(kim, serial(19));
        assertThat(kim.field(WHAT_ARRIVED)).hasValue(serial(19) + "\n");
        assertThat(kim.field(WHAT_ARRIVED)).isInViewport();
        kim.leave();
    }

    private static void scan(Person person, String... numbers) {
        for (String number : List.of(numbers)) {
            person.page().keyboard().type(number);
            person.page().keyboard().press("Enter");
        }
    }

    private SerialRange part(int first, int last) {
        return new SerialRange(range.run(), first, last);
    }

    private String serial(int sequence) {
        return part(sequence, sequence).first().toString();
    }

    private Person signedIn(
            Chromium chromium, String area, String name, @Nullable UUID retailer) {
        StaffMembers.WithPassword made =
                world.member(
                        name + "@scans.example",
                        name,
                        retailer == null ? "operator" : "manager",
                        retailer);
        Person person = new Person(chromium.page(server, new NewContextOptions()));
        person.signIn(area, made.member().email(), made.password());
        return person;
    }
}
