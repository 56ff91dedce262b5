package io.counterfoil.printing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.catalog.Product;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Json;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What belongs to a run, for the bureau that prints it: order, product, ranges and counts. */
record RunManifest(
        UUID printRun,
        int number,
        Instant orderedAt,
        Goods product,
        int quantity,
        String firstSerial,
        String lastSerial,
        List<Volume> files) {
    private static final ObjectMapper JSON = Json.mapper();

    /** What is sold. */
    record Goods(UUID id, String sku, String name, @Nullable String gtin) {}

    /** One file to print. */
    record Volume(
            String name,
            String layout,
            String sheet,
            int items,
            int pages,
            String firstSerial,
            String lastSerial) {
        static Volume of(String name, PrintPart part, SerialRange range, int pages) {
            return new Volume(
                    name,
                    part.layout(),
                    part.sheet(),
                    range.size(),
                    pages,
                    range.first().toString(),
                    range.last().toString());
        }
    }

    static RunManifest of(PrintRun run, Product product, List<Volume> files) {
        return new RunManifest(
                run.id(),
                run.number(),
                run.orderedAt(),
                new Goods(product.id(), product.sku(), product.name(), product.gtin()),
                run.quantity(),
                run.range().first().toString(),
                run.range().last().toString(),
                files);
    }

    byte[] toJson() {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
