package io.counterfoil.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.inventory.StockFixture;
import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaxRatesPagesIT {
    private TestWorld world;
    private TestServer server;
    private String page;

    @BeforeEach
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        UUID product = new StockFixture(world, world.caller()).product(true);
        page = "/console/products/" + product + "/tax-rates";
    }

    @AfterEach
    void close() {
        server.close();
        world.close();
    }

    @Test
    void whoLooksAfterTheMoneySetsTheTaxOfAProduct() {
        Browser finance = signedIn("finance");
        assertThat(Jsoup.parse(finance.get("/console/products").body()).select("a[href=" + page + "]"))
                .hasSize(1);
        assertThat(rows(finance)).isEqualTo("No rate yet.");
        finance.submit(
                page,
                page,
                Map.of("country", "ch", "percent", "8,1", "voucher", "multi_purpose", "valid_from", ""));
        assertThat(Jsoup.parse(finance.get(page).body()).text())
                .contains("The tax in CH is 8.1 % from 31 January 2026 on.");
        finance.submit(
                page,
                page,
                Map.of(
                        "country", "DE",
                        "percent", "19",
                        "voucher", "single_purpose",
                        "valid_from", "2026-07-01"));
        assertThat(rows(finance))
                .isEqualTo(
                        "CH 8.1 % when a code is redeemed (multi-purpose voucher) 31 January 2026"
                                + " DE 19 % when it is sold (single-purpose voucher) 1 July 2026");
        assertThat(Jsoup.parse(signedIn("operator").get(page).body()).select("form[action=" + page + "]"))
                .as("only to look at")
                .isEmpty();
    }

    @Test
    void whatIsWrongIsSaidAtItsFieldAndNothingIsLost() {
        Browser owner = signedIn("owner");
        Document refused =
                Jsoup.parse(
                        owner.submit(
                                        page,
                                        page,
                                        Map.of(
                                                "country", "XX",
                                                "percent", "150",
                                                "voucher", "single_purpose",
                                                "valid_from", "2026-01-30"))
                                .body());
        assertThat(refused.select("[aria-invalid=true]").eachAttr("name"))
                .containsExactly("country", "percent", "valid_from");
        assertThat(refused.select("[name=percent]").val()).isEqualTo("150");
        assertThat(refused.select("[name=voucher] option[selected]").val()).isEqualTo("single_purpose");
        assertThat(rows(owner)).isEqualTo("No rate yet.");
    }

    private String rows(Browser reader) {
        return Jsoup.parse(reader.get(page).body()).select("tbody").text();
    }

    private Browser signedIn(String role) {
        return server.signedIn(role + "@harbour.example", role, role, null);
    }
}
