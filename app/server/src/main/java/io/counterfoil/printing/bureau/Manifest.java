package io.counterfoil.printing.bureau;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.platform.Json;
import io.counterfoil.printing.layout.Report;
import io.counterfoil.printing.layout.Report.Align;
import io.counterfoil.printing.layout.Report.Column;
import io.counterfoil.printing.layout.Report.Fact;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to a run, for whoever prints it: order, product, ranges and counts. It holds no
 * secret.
 *
 * @param printRun the run's id
 * @param number the first six digits of its serials
 */
public record Manifest(
        UUID printRun,
        int number,
        Instant orderedAt,
        Goods product,
        int quantity,
        String firstSerial,
        String lastSerial,
        List<Volume> files) {
    private static final ObjectMapper JSON = Json.mapper();

    public Manifest {
        files = List.copyOf(files);
    }

    /** What is sold. */
    public record Goods(UUID id, String sku, String name, @Nullable String gtin) {}

    /**
     * One file to print.
     *
     * @param pages null if it did not pass the check, as are its length and its digest
     * @param bytes how long it is
     * @param sha256 of all its bytes, in hexadecimal, for whoever prints it to compare
     */
    public record Volume(
            String name,
            String layout,
            String sheet,
            int items,
            @Nullable Integer pages,
            @Nullable Long bytes,
            @Nullable String sha256,
            String firstSerial,
            String lastSerial) {}

    /** For programs. */
    public byte[] toJson() {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The same for people.
     *
     * @param provider whose run it is
     * @param zone in which moments are shown
     */
    public Report toReport(String provider, ZoneId zone) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Print run", number + " (" + printRun + ")"));
        facts.add(Fact.at("Ordered", orderedAt, zone));
        facts.add(new Fact("Product", product.name()));
        facts.add(new Fact("SKU", product.sku()));
        if (product.gtin() != null) {
            facts.add(new Fact("GTIN", product.gtin()));
        }
        facts.add(new Fact("Items", Report.count(quantity)));
        facts.add(new Fact("Serial numbers", firstSerial + " to " + lastSerial));
        List<List<String>> rows =
                files.stream()
                        .map(
                                file ->
                                        List.of(
                                                file.name(),
                                                file.layout() + " on " + file.sheet(),
                                                Report.count(file.items()),
                                                file.pages() == null
                                                        ? ""
                                                        : Report.count(file.pages()),
                                                file.firstSerial(),
                                                file.lastSerial()))
                        .toList();
        return new Report(
                printRun,
                provider,
                "Manifest of print run " + number,
                facts,
                new Report.Table(
                        List.of(
                                new Column("File", 30, Align.LEFT),
                                new Column("What", 34, Align.LEFT),
                                new Column("Items", 14, Align.RIGHT),
                                new Column("Pages", 14, Align.RIGHT),
                                new Column("First serial number", 26, Align.LEFT),
                                new Column("Last", 26, Align.LEFT)),
                        rows),
                "Each serial number is printed once and never used again. Destroy what is spoiled,"
                        + " and tell its number at the count-in.");
    }
}
