package io.counterfoil.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.platform.Json;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ListedTest {
    private static final Table<UUID> TABLE = Table.of(UUID.class).with("id", UUID::toString);
    private static final int ROWS = 2 * Listing.MOST + 1;

    private final List<Listing> asked = new ArrayList<>();

    @Test
    void jsonIsThePartThatWasAskedFor() throws IOException {
        Listed<UUID> list = Listed.of("2", id(ROWS - 1).toString(), this::part, TABLE);
        assertThat(Json.mapper().writeValueAsString(list))
                .isEqualTo(
                        "{\"items\":[\"%s\",\"%s\"],\"next\":\"%s\"}"
                                .formatted(id(ROWS - 2), id(ROWS - 3), id(ROWS - 3)));
    }

    @Test
    void aTableIsAllOfIt() throws IOException {
        String[] lines = table(Listed.of("2", null, this::part, TABLE)).split("\r\n", -1);
        assertThat(lines).hasSize(ROWS + 2).endsWith("\"" + id(1) + "\"", "");
        assertThat(lines[0]).isEqualTo("\"id\"");
        assertThat(lines[1]).isEqualTo("\"" + id(ROWS) + "\"");
        assertThat(asked)
                .containsExactly(
                        new Listing(2, null),
                        new Listing(Listing.MOST, null),
                        new Listing(Listing.MOST, id(ROWS - Listing.MOST + 1)),
                        new Listing(Listing.MOST, id(2)));
    }

    @Test
    void anItemMayBeSeveralRowsOrNone() throws IOException {
        Table<String> table = Table.of(String.class).with("row", row -> row);
        Listed<Integer> list =
                Listed.of(
                        null,
                        null,
                        listing -> new Slice<>(List.of(2, 0, 1), null),
                        item -> List.of("a" + item, "b" + item).subList(0, item),
                        table);
        assertThat(table(list)).isEqualTo("\"row\"\r\n\"a2\"\r\n\"b2\"\r\n\"a1\"\r\n");
    }

    @Test
    void wrongParametersAreRefused() {
        assertThatThrownBy(() -> Listed.of("0", null, this::part, TABLE))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> Listed.of(null, "x", this::part, TABLE))
                .isInstanceOf(Refused.class);
        assertThat(asked).isEmpty();
    }

    private Slice<UUID> part(Listing listing) {
        asked.add(listing);
        long last = listing.after() == null ? ROWS + 1 : listing.after().getLeastSignificantBits();
        List<UUID> rows =
                LongStream.iterate(last - 1, n -> n > 0, n -> n - 1)
                        .limit(listing.limit() + 1)
                        .mapToObj(ListedTest::id)
                        .toList();
        return Slice.of(listing, rows, row -> row);
    }

    private static UUID id(long number) {
        return new UUID(0, number);
    }

    private static String table(Listed<?> list) throws IOException {
        StringWriter text = new StringWriter();
        list.writeAll(text, false);
        return text.toString();
    }
}
