package io.counterfoil.retailers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.catalog.SalesModel;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Refused;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is agreed on with retailers; each test has a retailer of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgreementsIT {
    private TestWorld world;
    private TestServer server;
    private StockFixture stock;
    private UUID card;

    @BeforeAll
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        stock = new StockFixture(world, world.caller());
        card = stock.product(true);
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
    }

    @Test
    void withoutAnAgreementTheProductSaysHowItIsSoldAndTheDefaultTheRest() {
        StockFixture.Shop shop = stock.shop("Without");
        Agreement found = inForce(world.caller(), shop);
        assertThat(found.salesModel()).isEqualTo(SalesModel.CONSIGNMENT);
        assertThat(found.commission()).isEqualTo(new Commission.Percent(1_500));
        assertThat(found.holdDays()).isEqualTo(14);
        assertThat(inForce(stock.callerOf(shop), shop)).isEqualTo(found);
    }

    @Test
    void whatIsAgreedOnCountsFromItsDayOnAndForThatRetailerOnly() {
        StockFixture.Shop shop = stock.shop("Agreed");
        Instant before = world.clock().instant();
        world.clock().forward(Duration.ofMinutes(1));
        agree(shop, terms("20", null));
        world.clock().forward(Duration.ofMinutes(1));
        NewAgreement later = terms("25", world.clock().instant().plus(Duration.ofDays(40)).toString().substring(0, 10));
        assertThat(agree(shop, later).state()).isEqualTo(AgreementBook.State.PLANNED);

        assertThat(percent(shop)).isEqualTo(2_000);
        assertThat(percent(stock.shop("Beside it"))).isEqualTo(1_500);
        assertThat(at(shop, before).commission()).isEqualTo(new Commission.Percent(1_500));
        assertThat(at(shop, before.plus(Duration.ofDays(60))).commission())
                .isEqualTo(new Commission.Percent(2_500));
    }

    @Test
    void anAgreementOnAProductCountsForThatOneUntilItEnds() {
        StockFixture.Shop shop = stock.shop("On a product");
        agree(shop, terms("20", null));
        world.clock().forward(Duration.ofSeconds(1));
        agree(shop, wholesale(card));
        Agreement onCard = inForce(stock.callerOf(shop), shop);
        assertThat(onCard.salesModel()).isEqualTo(SalesModel.WHOLESALE);
        assertThat(onCard.commission()).isEqualTo(new Commission.Fixed(Money.of("4.50", "EUR")));
        assertThat(onCard.creditLimit()).contains(Money.of("500.00", "EUR"));
        UUID other = stock.product(true);
        assertThat(inForce(world.caller(), shop, other).salesModel())
                .isEqualTo(SalesModel.CONSIGNMENT);

        world.clock().forward(Duration.ofSeconds(1));
        book().end(world.caller(), shop.retailer(), card.toString(), null);
        assertThat(percent(shop)).isEqualTo(2_000);
        assertThatThrownBy(
                        () ->
                                book()
                                        .end(world.caller(), shop.retailer(), card.toString(), null))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("no such agreement");
        assertThat(book().list(world.caller(), shop.retailer(), Listing.first()).items())
                .extracting(AgreementBook.Stated::state)
                .containsExactly(
                        AgreementBook.State.IN_FORCE,
                        AgreementBook.State.PAST,
                        AgreementBook.State.IN_FORCE);
    }

    @Test
    void aProgramAgreesReadsAndChoosesTheDefault() throws IOException {
        StockFixture.Shop shop = stock.shop("By API");
        String key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
        String theirs =
                world.wiring().access().apiKeys().make(world.caller(), "Theirs", shop.retailer()).key();
        String path = "/api/v1/retailers/" + shop.retailer() + "/agreements";
        JsonNode made =
                json(
                        send(
                                key,
                                "POST",
                                path,
                                """
                                {"commission_percent": "12.5", "hold_days": 30, "consignment_limit": 200,
                                 "bounty": {"amount": "3.00", "currency": "EUR"}}
                                """));
        assertThat(made.path("state").asText()).isEqualTo("in_force");
        assertThat(made.at("/terms/commission_percent").asText()).isEqualTo("12.5");
        assertThat(made.at("/terms/credit_limit").isNull()).isTrue();
        JsonNode counting = json(send(theirs, "GET", path + "/in-force", ""));
        assertThat(counting.path("general")).isEqualTo(made);
        assertThat(json(send(theirs, "GET", path, "")).path("items")).containsExactly(made);
        assertThat(send(theirs, "POST", path, "{\"commission_percent\":\"90\"}").statusCode())
                .isEqualTo(403);
        String rival = "/api/v1/retailers/" + stock.shop("Rival").retailer() + "/agreements";
        assertThat(send(theirs, "GET", rival, "").statusCode()).isEqualTo(404);

        JsonNode standard = json(send(key, "GET", "/api/v1/agreement-default", ""));
        assertThat(standard.at("/terms/commission_percent").asText()).isEqualTo("15");
        String choice = "{\"commission_percent\":\"%s\"}";
        send(key, "PUT", "/api/v1/agreement-default", choice.formatted("10"));
        assertThat(percent(stock.shop("After the choice"))).isEqualTo(1_000);
        assertThat(json(send(theirs, "GET", path + "/in-force", "")).path("general"))
                .isEqualTo(made);
        send(key, "PUT", "/api/v1/agreement-default", choice.formatted("15"));
    }

    @Test
    void whatIsWrongIsNamedFieldByField() throws IOException {
        StockFixture.Shop shop = stock.shop("Wrong");
        String key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
        JsonNode problem =
                json(
                        send(
                                key,
                                "POST",
                                "/api/v1/retailers/" + shop.retailer() + "/agreements",
                                """
                                {"product": "%s", "valid_from": "2020-01-01", "commission_percent": "100.01",
                                 "commission_amount": null, "hold_days": 400, "sales_model": "gift",
                                 "credit_limit": {"amount": "5", "currency": "USD"}, "residual_percent": "-1"}
                                """
                                        .formatted(card)));
        assertThat(problem.path("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder(
                        "valid_from",
                        "commission_percent",
                        "hold_days",
                        "sales_model",
                        "credit_limit",
                        "residual_percent");
        assertThatThrownBy(() -> agree(shop, terms(null, null)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.fields())
                                        .extracting(Refused.FieldProblem::field)
                                        .containsExactly("commission_percent"));
        assertThatThrownBy(() -> agree(shop, wholesale(UUID.randomUUID())))
                .isInstanceOf(Refused.class);
        assertThat(percent(shop)).isEqualTo(1_500);
    }

    private AgreementBook book() {
        return world.wiring().retailers().agreementBook();
    }

    private AgreementBook.Stated agree(StockFixture.Shop shop, NewAgreement wanted) {
        return book().agree(world.caller(), shop.retailer(), wanted);
    }

    private Agreement inForce(Caller caller, StockFixture.Shop shop) {
        return inForce(caller, shop, card);
    }

    private Agreement inForce(Caller caller, StockFixture.Shop shop, UUID product) {
        return world.wiring()
                .transactions()
                .read(caller, tx -> world.wiring().retailers().agreements().inForce(tx, shop.retailer(), product));
    }

    private Agreement at(StockFixture.Shop shop, Instant at) {
        return world.wiring()
                .transactions()
                .read(world.caller(), tx -> world.wiring().retailers().agreements().inForce(tx, shop.retailer(), card, at));
    }

    private int percent(StockFixture.Shop shop) {
        return inForce(world.caller(), shop).commission() instanceof Commission.Percent share
                ? share.basisPoints()
                : -1;
    }

    /** An agreement with a credit limit of 500.00. */
    private static NewAgreement terms(
            @Nullable String percent,
            @Nullable String from) {
        return new NewAgreement(
                null,
                from,
                null,
                percent,
                null,
                null,
                null,
                null,
                new Amount("500.00", "EUR"),
                null,
                null);
    }

    private static NewAgreement wholesale(UUID product) {
        return new NewAgreement(
                product.toString(),
                null,
                "wholesale",
                null,
                new Amount("4.50", "EUR"),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private HttpResponse<String> send(String key, String verb, String path, String body) {
        return server.send(
                server.request(path)
                        .header("Authorization", "Bearer " + key)
                        .header("Accept", "application/json")
                        .header("Content-Type", "application/json")
                        .method(verb, HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
    }
}
