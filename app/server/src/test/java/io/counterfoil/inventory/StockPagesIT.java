package io.counterfoil.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Listing;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Cartons from packing to their way back, as people at the provider and in a shop do it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StockPagesIT {
    private TestWorld world;
    private TestServer server;
    private StockFixture stock;
    private StockFixture.Shop shop;
    private Browser provider;
    private Browser clerk;

    @BeforeAll
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        stock = new StockFixture(world, world.caller());
        shop = stock.shop("Corner");
        provider = signedIn("operator", null);
        clerk = signedIn("clerk", shop.retailer());
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
    }

    @Test
    void whoSendsToOneOfSeveralOutletsSaysToWhich() {
        SerialRange run = stock.printed(stock.product(true), 2);
        stock.shop("Second Shop");
        assertThat(provider.get("/console/shipments").body()).contains("Please choose");
        HttpResponse<String> refused =
                provider.submit(
                        "/console/shipments",
                        "/console/shipments",
                        Map.of(
                                "outlet", "",
                                "serials.from", run.first().toString(),
                                "serials.to", run.last().toString()));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("outlet-problem");
    }

    @Test
    void shipmentsOfOneOutletAreListedAlone() {
        StockFixture.Shop other = stock.shop("Elsewhere");
        stock.received(other, stock.printed(stock.product(true), 2));
        String there = "/console/outlets/" + other.outlet();
        assertThat(provider.get("/console/shipments?outlet=" + other.outlet()).body())
                .contains(
                        there,
                        "value=\"" + other.outlet() + "\" selected",
                        "/api/v1/shipments?outlet=" + other.outlet() + "&amp;as=csv");
        assertThat(provider.get("/console/shipments?outlet=" + stock.shop("None").outlet()).body())
                .contains("Nothing was sent there yet.")
                .doesNotContain(there);
        assertThat(provider.get("/console/shipments?outlet=odd").statusCode()).isEqualTo(422);
    }

    @Test
    void aRunIsPackedSentScannedInAndSentBack() {
        SerialRange run = stock.printed(stock.product(true), 4);
        HttpResponse<String> packed =
                provider.submit(
                        "/console/cartons",
                        "/console/cartons",
                        Map.of(
                                "serials.from", run.first().toString(),
                                "serials.to", run.last().toString(),
                                "per_carton", "2"));
        String list = packed.headers().firstValue("Location").orElseThrow();
        assertThat(list).contains("packing=");
        List<Carton> cartons = inStock();
        assertThat(cartons).hasSize(2);
        assertThat(provider.get(list.substring(list.indexOf("/console"))).body())
                .contains("4 items are in 2 cartons", cartons.get(0).sscc(), "labels?packing=");

        provider.submit(
                "/console/shipments",
                "/console/shipments",
                Map.of(
                        "carton_outlet", shop.outlet().toString(),
                        "cartons", cartons.get(0).sscc() + "\r\n(00)" + cartons.get(1).sscc()));
        assertThat(inStock()).isEmpty();
        String sscc = cartons.get(0).sscc();
        assertThat(provider.get("/console/cartons?sscc=%2800%29" + sscc + "&state=").body())
                .contains(">" + sscc + "<", "<span class=\"state shipped\">")
                .contains("/api/v1/cartons?sscc=(00)" + sscc + "&amp;as=csv")
                .doesNotContain(">" + cartons.get(1).sscc() + "<", "/unpack");
        assertThat(provider.get("/console/cartons?state=packed&sscc=" + sscc).body())
                .contains("There is no such carton there.");
        assertThat(provider.get("/console/cartons?state=odd").statusCode()).isEqualTo(422);
        Shipment sent = shipment();
        String delivery = "/retail/receive/" + sent.id();
        clerk.submit(
                delivery,
                delivery,
                Map.of("what", "serials", "serials", "]C100" + carton(run, cartons).sscc()));
        assertThat(clerk.get(delivery).body())
                .contains("Missing", at(run, 3) + "-" + at(run, 4));
        assertThat(provider.get("/console/shipments/" + sent.id()).body())
                .contains("held as missing: 2", at(run, 3) + "-" + at(run, 4));

        clerk.submit(
                "/retail/losses",
                "/retail/losses",
                Map.of(
                        "kind", "stolen",
                        "from", at(run, 3).toString(),
                        "to", at(run, 4).toString(),
                        "reason", "van was opened"));
        assertThat(stock.item(at(run, 3)).state()).isEqualTo(ItemState.STOLEN);
        assertThat(provider.get("/console/losses").body()).contains("van was opened", "the shop");
        String reported = "?kind=stolen&amp;retailer=" + shop.retailer();
        String stolen = reported.replace("&amp;", "&");
        assertThat(provider.get("/console/losses" + stolen).body())
                .contains("van was opened", "/api/v1/serials/losses" + reported + "&amp;as=csv");
        assertThat(provider.get("/api/v1/serials/losses" + stolen + "&as=csv").body())
                .contains("van was opened");
        for (String other : List.of("?kind=lost", "?retailer=" + new UUID(0, 1))) {
            assertThat(provider.get("/console/losses" + other).body()).contains("No such reports.");
            assertThat(provider.get("/api/v1/serials/losses" + other).body())
                    .doesNotContain("van was opened");
        }
        assertThat(provider.get("/console/losses?kind=odd").statusCode()).isEqualTo(422);
        assertThat(clerk.get("/retail/losses?kind=lost").body()).contains("No such reports.");
        assertThat(clerk.get("/retail/losses?kind=stolen").body())
                .contains("van was opened", "/api/v1/serials/losses?kind=stolen&amp;as=csv");

        assertThat(clerk.get("/retail/losses").body()).doesNotContain("reported by your provider");
        provider.submit(
                "/console/losses",
                "/console/losses",
                Map.of(
                        "kind", "found",
                        "from", at(run, 4).toString(),
                        "to", at(run, 4).toString(),
                        "reason", "it was in the ditch"));
        assertThat(clerk.get("/retail/losses").body())
                .contains("it was in the ditch", "reported by your provider");

        clerk.submit(
                "/retail/send-back",
                "/retail/send-back",
                Map.of(
                        "outlet", shop.outlet().toString(),
                        "serials", at(run, 1) + "\n" + at(run, 2),
                        "reason", "out of season"));
        assertThat(clerk.get("/retail/send-back").body()).contains("out of season");
        StockReturn back =
                world.wiring()
                        .inventory()
                        .returns()
                        .list(world.caller(), Optional.empty(), Optional.empty(), Listing.first())
                        .items()
                        .getFirst();
        String count = "/console/returns/" + back.id();
        String one = "<a href=\"" + count + "\">";
        String asked = "?outlet=" + back.outlet() + "&amp;state=sent";
        assertThat(provider.get("/console/returns" + asked.replace("&amp;", "&")).body())
                .contains(one, "/api/v1/returns" + asked + "&amp;as=csv");
        assertThat(provider.get("/console/returns?state=counted").body()).doesNotContain(one);
        assertThat(provider.get("/console/returns?state=odd").statusCode()).isEqualTo(422);
        HttpResponse<String> refused =
                provider.submit(
                        count,
                        count,
                        Map.of("restocked", at(run, 4).toString(), "destroyed", ""));
        assertThat(refused.body())
                .contains("is not an open part of this return", "id=\"restocked-problem\"");
        provider.submit(
                count,
                count,
                Map.of("restocked", at(run, 1).toString(), "destroyed", at(run, 2).toString()));
        assertThat(provider.get(count).body())
                .contains("in stock again: 1; destroyed: 1")
                .doesNotContain("Count what arrived", "never arrive");
        assertThat(stock.item(at(run, 1)).state()).isEqualTo(ItemState.PRINTED);
        assertThat(stock.item(at(run, 2)).state()).isEqualTo(ItemState.VOIDED);
        whatNeverArrivesOfAReturnIsReportedAsLostOnItsPage();
    }

    private void whatNeverArrivesOfAReturnIsReportedAsLostOnItsPage() {
        SerialRange run = stock.printed(stock.product(true), 2);
        stock.received(shop, run);
        StockReturn sent =
                world.wiring()
                        .inventory()
                        .returns()
                        .send(
                                world.caller(),
                                new NewReturn(
                                        shop.outlet().toString(),
                                        List.of(at(run, 1) + "-" + at(run, 2)),
                                        null,
                                        "too many"));
        String page = "/console/returns/" + sent.id();
        HttpResponse<String> unsaid = provider.submit(page, page + "/loss", Map.of("reason", ""));
        assertThat(unsaid.statusCode()).isEqualTo(422);
        assertThat(unsaid.body()).contains("id=\"reason-problem\"");
        provider.submit(page, page + "/loss", Map.of("reason", "the van burnt out"));
        assertThat(provider.get(page).body())
                .contains("Reported as lost on the way: 2.", "lost on the way: 2")
                .doesNotContain("Count what arrived", "never arrive");
        assertThat(provider.get("/console/returns?state=lost").body()).contains(page);
        assertThat(provider.get("/console/losses").body()).contains("the van burnt out");
        assertThat(clerk.get("/retail/send-back").body()).contains("state lost");
        assertThat(provider.get("/api/v1/returns/" + sent.id()).body())
                .contains("\"state\":\"lost\"", "\"lost\":2");
        assertThat(stock.item(at(run, 2)).state()).isEqualTo(ItemState.LOST);
    }

    @Test
    void whatIsWrongStandsAtItsField() {
        HttpResponse<String> packed =
                provider.submit(
                        "/console/cartons",
                        "/console/cartons",
                        Map.of("serials.from", "12", "serials.to", "", "per_carton", "many"));
        assertThat(packed.statusCode()).isEqualTo(422);
        assertThat(packed.body())
                .contains("value=\"many\"", "id=\"per_carton-problem\"", "A whole number from 1");
        HttpResponse<String> sent =
                clerk.submit(
                        "/retail/send-back",
                        "/retail/send-back",
                        Map.of(
                                "outlet", shop.outlet().toString(),
                                "serials", "020000000000000000",
                                "reason", "x"));
        assertThat(sent.body()).contains("There is no carton", "id=\"serials-problem\"");
        HttpResponse<String> lost =
                clerk.submit(
                        "/retail/losses",
                        "/retail/losses",
                        Map.of("kind", "lost", "from", "1", "to", "2", "reason", "?"));
        assertThat(lost.statusCode()).isEqualTo(422);
        assertThat(lost.body()).contains("id=\"from-problem\"");
    }

    private Carton carton(SerialRange run, List<Carton> cartons) {
        return cartons.stream()
                .filter(carton -> carton.range().contains(run.first()))
                .findAny()
                .orElseThrow();
    }

    private List<Carton> inStock() {
        CartonFilter packed =
                new CartonFilter(
                        Optional.empty(), Optional.empty(), Optional.of(CartonState.PACKED));
        return world.wiring()
                .inventory()
                .cartons()
                .list(world.caller(), packed, Listing.first())
                .items();
    }

    private Shipment shipment() {
        return world.wiring()
                .inventory()
                .shipments()
                .list(world.caller(), Optional.empty(), Optional.empty(), Listing.first())
                .items()
                .getFirst();
    }

    private Browser signedIn(String role, @Nullable UUID retailer) {
        return server.signedIn(role + "@stock.example", "Kim", role, retailer);
    }

    private static SerialNumber at(SerialRange run, int sequence) {
        return SerialNumber.of(run.run(), sequence);
    }
}
