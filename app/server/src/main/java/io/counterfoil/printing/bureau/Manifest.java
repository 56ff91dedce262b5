package io.counterfoil.printing.bureau;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.platform.Json;
import io.counterfoil.printing.report.Report;
import io.counterfoil.printing.report.Report.Align;
import io.counterfoil.printing.report.Report.Column;
import io.counterfoil.printing.report.Report.Fact;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to a revision of a run, for whoever prints it: order, product, ranges and counts. It
 * holds no secret.
 *
 * @param printRun the run's id
 * @param number the first six digits of its serials
 * @param revision 1 for what was ordered, more for items that are printed again
 * @param reason why they are; null for what was ordered
 * @param orderedAt when the run was
 * @param quantity how many items the revision has
 * @param serials which, as single serials and ranges
 * @param reprints what was printed of the run again since; empty in the manifest of a reprint
 */
public record Manifest(
        UUID printRun,
        int number,
        int revision,
        @Nullable String reason,
        Instant orderedAt,
        Goods product,
        int quantity,
        String firstSerial,
        String lastSerial,
        List<String> serials,
        List<Volume> files,
        List<Reprint> reprints) {
    private static final ObjectMapper JSON = Json.mapper();
    private static final String CLAIMS_NOTHING = "none";
    private static final String ONCE =
            "No serial number is used for another item, ever. Destroy what is spoiled, and tell its"
                    + " number at the count-in.";
    private static final String LAST =
            "Of items that were printed again only those of the last revision can be redeemed:"
                    + " destroy all others. ";
    private static final String AGAIN =
            "These items have new codes under the serial numbers they had. Destroy what was printed"
                    + " of them before, since nobody can redeem it, and deliver these instead.";

    /** The paper names so many ranges; the form for programs has them all. */
    private static final int MOST_RANGES = 50;

    public Manifest {
        serials = List.copyOf(serials);
        files = List.copyOf(files);
        reprints = List.copyOf(reprints);
    }

    /**
     * Items that were printed again with new codes; what was printed of them before is to be
     * destroyed.
     *
     * @param state {@code ready} if it can be printed
     * @param serials which items, as single serials and ranges
     * @param files those to print; none unless it is ready
     */
    public record Reprint(
            int revision,
            String state,
            Instant requestedAt,
            String reason,
            int items,
            List<String> serials,
            List<Volume> files) {
        public Reprint {
            serials = List.copyOf(serials);
            files = List.copyOf(files);
        }
    }

    /** What is sold. */
    public record Goods(UUID id, String sku, String name, @Nullable String gtin) {}

    /**
     * One file to print, or to print from.
     *
     * @param role {@code items} or {@code data}
     * @param layout null for data, as is the sheet
     * @param pages null for data, and for a volume that did not pass the check
     * @param bytes how long it is; null if it did not pass the check
     * @param sha256 of all its bytes, in hexadecimal, for whoever prints it to compare; null as the
     *     length is
     * @param conformance the standards that a PDF conforms to, such as "PDF/X-4, PDF/A-2b", or
     *     "none"; null for data, and where it is not known
     */
    public record Volume(
            String name,
            String role,
            @Nullable String layout,
            @Nullable String sheet,
            int items,
            @Nullable Integer pages,
            @Nullable Long bytes,
            @Nullable String sha256,
            @Nullable String conformance,
            String firstSerial,
            String lastSerial) {
        private String printed() {
            String printed = layout == null ? name : name + "\n" + layout + " on " + sheet;
            return conformance == null || conformance.equals(CLAIMS_NOTHING)
                    ? printed
                    : printed + "\n" + conformance;
        }

        private List<String> row() {
            return List.of(
                    printed(),
                    Report.count(items),
                    pages == null ? "" : Report.count(pages),
                    firstSerial + "\n" + lastSerial,
                    sha256 == null ? "" : sha256);
        }
    }

    /** The same with only those files that go along with it. */
    public Manifest of(Set<String> names) {
        return new Manifest(
                printRun,
                number,
                revision,
                reason,
                orderedAt,
                product,
                quantity,
                firstSerial,
                lastSerial,
                serials,
                files.stream().filter(file -> names.contains(file.name())).toList(),
                reprints);
    }

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
        boolean again = revision > 1;
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Print run", number + " (" + printRun + ")"));
        if (again) {
            facts.add(new Fact("Revision", revision + ": items that are printed again"));
        }
        if (reason != null) {
            facts.add(new Fact("Why", reason));
        }
        facts.add(Fact.at("Ordered", orderedAt, zone));
        facts.add(new Fact("Product", product.name()));
        facts.add(new Fact("SKU", product.sku()));
        if (product.gtin() != null) {
            facts.add(new Fact("GTIN", product.gtin()));
        }
        facts.add(new Fact("Items", Report.count(quantity)));
        facts.add(
                new Fact(
                        "Serial numbers",
                        again ? ranges(serials) : firstSerial + " to " + lastSerial));
        for (Reprint reprint : reprints) {
            facts.add(
                    new Fact(
                            "Printed again",
                            "Revision %d (%s), %s, because: %s\n%s"
                                    .formatted(
                                            reprint.revision(),
                                            reprint.state(),
                                            items(reprint.items()),
                                            reprint.reason(),
                                            ranges(reprint.serials()))));
        }
        return new Report(
                printRun,
                provider,
                "Manifest of print run " + number + (again ? ", revision " + revision : ""),
                facts,
                new Report.Table(
                        List.of(
                                new Column("File", 40, Align.LEFT),
                                new Column("Items", 16, Align.RIGHT),
                                new Column("Pages", 16, Align.RIGHT),
                                new Column("First and last", 25, Align.LEFT),
                                new Column("SHA-256", 48, Align.LEFT)),
                        Stream.concat(
                                        files.stream(),
                                        reprints.stream()
                                                .flatMap(reprint -> reprint.files().stream()))
                                .map(Volume::row)
                                .toList()),
                note());
    }

    private String note() {
        if (revision > 1) {
            return AGAIN;
        }
        return reprints.isEmpty() ? ONCE : LAST + ONCE;
    }

    private static String items(int count) {
        return count == 1 ? "1 item" : Report.count(count) + " items";
    }

    private static String ranges(List<String> serials) {
        String named =
                serials.stream()
                        .limit(MOST_RANGES)
                        .map(range -> range.replace("-", " to "))
                        .collect(Collectors.joining(", "));
        return serials.size() <= MOST_RANGES
                ? named
                : named + " and %d more".formatted(serials.size() - MOST_RANGES);
    }
}
