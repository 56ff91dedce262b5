package io.counterfoil.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.activation.NewActivation;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Listing;
import io.counterfoil.settlement.statements.PeriodFilter;
import io.counterfoil.web.Download;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProofPacksIT {
    private TestWorld world;
    private ProofPacks packs;
    private SerialNumber sold;

    @BeforeAll
    void sell() {
        world = new TestWorld();
        packs =
                new ProofPacks(
                        world.wiring().transactions(),
                        new EventLog(),
                        world.wiring().inventory().items(),
                        world.wiring().settlement().statements());
        StockFixture stock = new StockFixture(world, world.caller());
        StockFixture.Shop shop = stock.shop("Corner");
        SerialRange range = stock.printed(stock.product(true), 3);
        stock.received(shop, range);
        sold = range.first();
        world.wiring()
                .retail()
                .activations()
                .activate(
                        stock.callerOf(shop),
                        new NewActivation(
                                "1", shop.till().id().toString(), sold.toString(), null, null),
                        null);
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void aPackOfAnItemIsInOrderAndHasAllItsChains() throws IOException {
        ProofCheck.Report report = check(text(packs.ofItem(world.caller(), sold)));

        assertThat(report.faults()).isEmpty();
        assertThat(report.about()).isEqualTo("serial:" + sold);
        assertThat(report.heads().keySet().stream().map(subject -> subject.split(":", 2)[0]))
                .contains("run", "shipment", "item");
    }

    @Test
    void whateverIsChangedInAPackIsFound() throws IOException {
        String text = text(packs.ofItem(world.caller(), sold));
        List<String> rows = text.lines().toList();

        assertThat(check(text.replace("activated", "redeemed")).faults())
                .anyMatch(fault -> fault.contains("was changed"));
        for (int left = 1; left < rows.size(); left++) {
            int without = left;
            String shorter =
                    rows.stream()
                            .filter(row -> !row.equals(rows.get(without)))
                            .collect(Collectors.joining("\n"));
            assertThat(check(shorter).faults()).as("without row %d", left).isNotEmpty();
        }
        assertThat(check("").faults()).isNotEmpty();
        assertThat(check("not a pack").faults()).isNotEmpty();
        assertThat(check(text + rows.getLast()).faults()).isNotEmpty();
    }

    @Test
    void aPackOfAStatementProvesItsLinesAndSums() throws IOException {
        world.clock().forward(Duration.ofDays(16));
        world.wiring().settlement().runs().begin(world.caller(), null);
        UUID statement = statement();

        String text = text(packs.ofStatement(world.caller(), statement));
        ProofCheck.Report report = check(text);

        assertThat(report.faults()).isEmpty();
        assertThat(report.lines()).isEqualTo(1);
        assertThat(offeredAtTheLinesOf(statement)).isEqualTo(text);
        assertThat(check(text.replace("\"amount_minor\":4165", "\"amount_minor\":4166")).faults())
                .anyMatch(fault -> fault.contains("don't come to"));
        assertThat(check(text.replace("\"kind\":\"sale\"", "\"kind\":\"shipment\"")).faults())
                .anyMatch(fault -> fault.contains("its event says"));
        assertThat(check(text.replace("\"serial\":" + sold, "\"serial\":1")).faults())
                .anyMatch(fault -> fault.contains("another item"));
    }

    /** The pack that the page with the lines of a statement links. */
    private String offeredAtTheLinesOf(UUID statement) {
        try (TestServer server = new TestServer(world)) {
            Browser browser = server.signedIn("finn@harbour.example", "Finn", "finance", null);
            String pack =
                    Jsoup.parse(browser.get("/console/statements/" + statement).body())
                            .expectFirst("a[href$=/proof-pack]")
                            .attr("href");
            return browser.get(pack).body();
        }
    }

    @Test
    void aPackForAnotherItemThanItsEventsIsNotInOrder() throws IOException {
        String text = text(packs.ofItem(world.caller(), sold));

        assertThat(check(text.replace("\"serial:" + sold, "\"serial:10000000990004")).faults())
                .anyMatch(fault -> fault.contains("the item that it is about"));
    }

    private UUID statement() {
        world.startJobs();
        return Awaitility.await("the job makes it")
                .atMost(Duration.ofSeconds(30))
                .until(
                        () ->
                                world
                                        .wiring()
                                        .settlement()
                                        .list()
                                        .of(world.caller(), PeriodFilter.of(Optional.empty()), Optional.empty(), Listing.first())
                                        .items()
                                        .stream()
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow()
                .id();
    }

    private static ProofCheck.Report check(String pack) throws IOException {
        return ProofCheck.of(new BufferedReader(new StringReader(pack)));
    }

    private static String text(Download pack) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pack.content().writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
