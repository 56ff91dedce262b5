package io.counterfoil.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import org.jsoup.Jsoup;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductsPagesIT {
    /** A comma before three digits may be one for thousands, so it is refused. */
    @ParameterizedTest
    @CsvSource({"JPY,en,4900", "EUR,en,49.00", "EUR,de,'49,00'", "KWD,en,49.000", "KWD,de,49.000"})
    void theSampleOfAPriceHasTheDecimalsOfItsCurrency(
            String currency, String language, String sample) {
        try (TestWorld world = new TestWorld();
                TestServer server = new TestServer(world).reading(language)) {
            world.database()
                    .execute(
                            "UPDATE provider SET currency = '%s' WHERE id = '%s'"
                                    .formatted(currency, world.provider().id()));
            world.wiring().catalog().plans().create(world.caller(), Fixtures.aPlan("Select"));
            Browser browser =
                    server.signedIn("owner@harbour.example", "Olga", "owner", null);
            assertThat(
                            Jsoup.parse(browser.get("/console/products").body())
                                    .select("input[name=price]")
                                    .attr("placeholder"))
                    .isEqualTo(sample);
        }
    }
}
