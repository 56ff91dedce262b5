package io.counterfoil.printing.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.Shipment;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Caller;
import io.counterfoil.printing.artwork.Artwork;
import io.counterfoil.printing.brand.Letterhead;
import io.counterfoil.printing.brand.Logos;
import io.counterfoil.web.Messages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackingSlipIT {
    private TestWorld world;
    private TestServer server;
    private StockFixture stock;
    private StockFixture.Shop shop;
    private SerialRange range;
    private Shipment shipment;

    @BeforeAll
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        stock = new StockFixture(world, world.caller());
        shop = stock.shop("Corner");
        UUID product = stock.product(true);
        range = stock.minted(product, 10);
        SerialNumber spoiled = SerialNumber.of(range.run(), 4);
        stock.countIn(range, Set.of(spoiled), Set.of());
        shipment = stock.shipped(shop, range);
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
    }

    @Test
    void saysWhatIsInWhichCarton() throws IOException {
        HttpResponse<String> answer = get(shipment.id(), world.caller());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/pdf");
        assertThat(answer.body()).startsWith("%PDF-");

        assertThat(text(world.caller()))
                .contains("Harbour Backup", "Corner, Main Street", "31 Jan 2026, 11:00")
                .contains(shipment.cartons().getFirst().sscc())
                .contains(range.first() + " " + SerialNumber.of(range.run(), 3) + " 3")
                .contains(SerialNumber.of(range.run(), 5) + " " + range.last() + " 6")
                .contains("Basic for a year", "Items 9");
    }

    @Test
    void speaksGermanToWhoReadsIt() throws IOException {
        assertThat(text(world.caller(), Locale.GERMAN))
                .contains("Packzettel", "31. Jan. 2026, 11:00", "Artikel 9", "Seite 1 von 1")
                .contains("Erste Seriennummer", "zählen Sie die Kartons")
                .doesNotContain("Items", "Cartons", "Page");
    }

    @Test
    void theShopSeesTheSameOne() throws IOException {
        assertThat(text(stock.callerOf(shop))).isEqualTo(text(world.caller()));
    }

    @Test
    void isUnknownToOthers() {
        assertThat(get(shipment.id(), world.decoy()).statusCode()).isEqualTo(404);
        assertThat(get(new UUID(0, 1), world.caller()).statusCode()).isEqualTo(404);
    }

    @Test
    void hasTheLogoOfTheProviderForShopsToo() throws IOException {
        assertThat(pictures(stock.callerOf(shop))).isEmpty();
        byte[] square =
                "<svg xmlns='http://www.w3.org/2000/svg' width='20mm' height='10mm' viewBox='0 0 20 10'><path d='M0 0h20v10z'/></svg>"
                        .getBytes(StandardCharsets.UTF_8);
        logos().put(world.caller(), Artwork.Kind.SVG, square);
        assertThat(pictures(stock.callerOf(shop))).hasSize(1);
    }

    private Iterable<COSName> pictures(Caller caller) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf(caller, Locale.ENGLISH))) {
            return document.getPage(0).getResources().getXObjectNames();
        }
    }

    private Logos logos() {
        return new Logos(world.wiring().transactions(), world.wiring().access().audit());
    }

    private String text(Caller caller) throws IOException {
        return text(caller, Locale.ENGLISH);
    }

    private String text(Caller caller, Locale language) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf(caller, language))) {
            return new PDFTextStripper().getText(document);
        }
    }

    private byte[] pdf(Caller caller, Locale language) throws IOException {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        new PackingSlips(
                        world.wiring().transactions(),
                        world.wiring().inventory().shipments(),
                        world.wiring().inventory().retailers(),
                        world.wiring().catalog().catalog(),
                        new Letterhead(
                                world.wiring().access().providers(),
                                logos(),
                                new Messages(Path.of("no-such-folder"))))
                .of(caller, shipment.id(), language)
                .write(pdf);
        return pdf.toByteArray();
    }

    private HttpResponse<String> get(UUID id, Caller caller) {
        String key = world.wiring().access().apiKeys().make(caller, "Test", null).key();
        return server.send(
                server.request("/api/v1/shipments/" + id + "/packing-slip")
                        .header("Authorization", "Bearer " + key)
                        .build());
    }
}
