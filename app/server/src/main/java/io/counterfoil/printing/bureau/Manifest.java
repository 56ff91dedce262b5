package io.counterfoil.printing.bureau;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.platform.Json;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
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
            String lastSerial) {}

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
}
