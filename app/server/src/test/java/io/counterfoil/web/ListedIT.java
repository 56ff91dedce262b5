package io.counterfoil.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.inventory.StockFixture;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListedIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TestWorld world;
    private TestServer server;
    private StockFixture.Shop shop;
    private String key;

    @BeforeAll
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        StockFixture stock = new StockFixture(world, world.caller());
        shop = stock.shop("=Corner");
        stock.received(shop, stock.printed(stock.product(true), 3));
        new StockFixture(world, world.decoy()).shop("Not ours");
        key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plans",
                "products",
                "print-runs",
                "retailers",
                "retailers/SHOP/outlets",
                "outlets/OUTLET/terminals",
                "shipments",
                "inventory"
            })
    void aListIsJsonUnlessATableIsAskedFor(String list) throws IOException {
        String path = path(list);
        HttpResponse<String> json = get(path, "*/*");
        assertThat(json.headers().firstValue("Content-Type")).hasValue("application/json");
        JsonNode part = JSON.readTree(json.body());
        assertThat(part.path("items")).isNotEmpty();
        assertThat(part.has("next")).isTrue();

        HttpResponse<String> table = get(path, "text/csv");
        assertThat(table.headers().firstValue("Content-Type")).hasValue("text/csv;charset=utf-8");
        assertThat(table.body()).endsWith("\"\r\n").doesNotContain("Not ours");
        assertThat(table.body().lines().count()).isGreaterThan(1);
        assertThat(get(path + "?limit=0", "text/csv").statusCode()).isEqualTo(422);
    }

    @Test
    void retailersAndShipmentsAreTables() {
        assertThat(get("/api/v1/retailers", "text/csv").body())
                .isEqualTo(
                        "\"id\",\"name\",\"active\"\r\n\"%s\",\"'=Corner\",\"true\"\r\n"
                                .formatted(shop.retailer()));
        assertThat(get("/api/v1/shipments?outlet=" + shop.outlet(), "text/csv").body())
                .startsWith("\"id\",\"outlet\",\"state\",\"shipped\",\"received\",\"short\"")
                .contains("\"" + shop.outlet() + "\",\"received\",\"3\",\"3\",\"0\"");
        assertThat(get("/api/v1/inventory", "text/csv").body())
                .contains("\"Main Street\"", "\"Basic for a year\",\"received\",\"3\"");
    }

    @Test
    void aLinkMayAskForATable() {
        HttpResponse<String> table = get("/api/v1/retailers?as=csv", "text/html,*/*;q=0.8");
        assertThat(table.headers().firstValue("Content-Type")).hasValue("text/csv;charset=utf-8");
        assertThat(table.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"retailers.csv\"");
        // What is saved says of itself that it is UTF-8.
        assertThat(table.body())
                .isEqualTo("\uFEFF" + get("/api/v1/retailers", "text/csv").body());
        assertThat(get("/api/v1/retailers", "text/csv").headers().firstValue("Content-Disposition"))
                .isEmpty();
    }

    @Test
    void theDescriptionKnowsTheRowsOfAList() throws IOException {
        JsonNode api = JSON.readTree(get("/openapi.json", "application/json").body());
        JsonNode content = api.at("/paths/~1api~1v1~1retailers/get/responses/200/content");
        assertThat(content.at("/application~1json/schema/$ref").asText())
                .isEqualTo("#/components/schemas/SliceRetailer");
        assertThat(api.at("/components/schemas/SliceRetailer/properties/items/items/$ref").asText())
                .isEqualTo("#/components/schemas/Retailer");
        assertThat(content.has("text/csv")).isTrue();
    }

    private String path(String list) {
        return "/api/v1/"
                + list.replace("SHOP", shop.retailer().toString())
                        .replace("OUTLET", shop.outlet().toString());
    }

    private HttpResponse<String> get(String path, String accept) {
        return server.send(
                server.request(path)
                        .header("Authorization", "Bearer " + key)
                        .header("Accept", accept)
                        .build());
    }
}
