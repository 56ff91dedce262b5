package io.counterfoil.printing.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.ForeignPrograms;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.Shipment;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Caller;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CartonLabelsIT {
    private TestWorld world;
    private TestServer server;
    private StockFixture stock;
    private SerialRange range;
    private Shipment shipment;

    @BeforeAll
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        stock = new StockFixture(world, world.caller());
        StockFixture.Shop shop = stock.shop("Corner");
        range = stock.minted(stock.product(true), 10);
        stock.countIn(range, Set.of(SerialNumber.of(range.run(), 4)), Set.of());
        shipment = stock.shipped(shop, range);
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
    }

    @Test
    void aScannerReadsTheCartonsNumberAndPeopleWhatIsInIt(@TempDir Path folder) throws Exception {
        String sscc = shipment.cartons().getFirst().sscc();
        ForeignPrograms programs = new ForeignPrograms(folder);
        for (String sheet : new String[] {"", "?sheet=bureau"}) {
            HttpResponse<byte[]> answer = get(shipment.id(), sheet, world.caller());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/pdf");
            Path pdf = Files.write(folder.resolve("labels.pdf"), answer.body());

            programs.output(
                    "pdftoppm", "-r", "300", "-gray", "-singlefile", pdf, folder.resolve("page"));
            assertThat(programs.output("zbarimg", "-q", "--nodbus", folder.resolve("page.pgm")))
                    .isEqualToIgnoringWhitespace("CODE-128:00" + sscc);
            assertThat(programs.output("pdftotext", "-raw", pdf, "-"))
                    .contains("Harbour Backup", "Corner", "Main Street", "Basic for a year")
                    .contains("Items: 9", "Without " + SerialNumber.of(range.run(), 4))
                    .contains(range.first() + "", range.last() + "", "SSCC (00) " + sscc);
        }
    }

    @Test
    void anOddSheetIsRefusedInWords() {
        HttpResponse<byte[]> answer = get(shipment.id(), "?sheet=avery-l7651", world.caller());

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .contains("Carton label", "does not fit on Avery L7651", "choose another sheet");
    }

    @Test
    void areUnknownToOthers() {
        assertThat(get(shipment.id(), "", world.decoy()).statusCode()).isEqualTo(404);
        assertThat(get(new UUID(0, 1), "", world.caller()).statusCode()).isEqualTo(404);
    }

    private HttpResponse<byte[]> get(UUID id, String query, Caller caller) {
        String key = world.wiring().access().apiKeys().make(caller, "Test", null).key();
        return server.sendForBytes(
                server.request("/api/v1/shipments/" + id + "/carton-labels" + query)
                        .header("Authorization", "Bearer " + key)
                        .build());
    }
}
