package io.counterfoil.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.TestWorld;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A day on which the line was down, entered the day after. */
class OfflineDaysIT {
    private TestWorld world;
    private StockFixture stock;
    private StockFixture.Shop shop;
    private SerialRange range;

    @BeforeEach
    void start() {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        shop = stock.shop("Corner Shop");
        range = stock.printed(stock.product(true), 40);
        stock.received(shop, range);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void eachLineIsASaleOfItsOwnHoweverASpreadsheetWroteIt() {
        String now = world.clock().instant().toString();
        String table =
                """
                \uFEFFRequest_ID;Serial;Sold_At;Price
                1;%s;%s;"49,00"
                2;1.0000000000019E+13;%s;
                3;=HYPERLINK("x");%s;
                4;%s;2030-01-01 10:00;
                5;%s;yesterday;
                6;%s;%s;48.00
                7;%s;%s;
                8
                """
                        .formatted(
                                at(1), now, now, now, at(2), at(2), at(3), now,
                                SerialNumber.of(999_999, 1), now);
        List<OfflineDays.OfflineLine> lines = enter(table);
        assertThat(lines)
                .extracting(OfflineDays.OfflineLine::state)
                .containsExactly(
                        "activated", "refused", "refused", "refused", "refused", "declined",
                        "declined", "refused");
        assertThat(lines).extracting(OfflineDays.OfflineLine::line).startsWith(2, 3, 4);
        assertThat(lines.get(1).reason()).contains("shortened this number");
        assertThat(lines.get(2).reason()).contains("formula");
        assertThat(lines.get(3).reason()).contains("future");
        assertThat(lines.get(5).reason()).contains("49.00 EUR");
        assertThat(enter(table)).as("sent again").isEqualTo(lines);
        assertThat(stock.item(at(1)).state()).isEqualTo(ItemState.ACTIVATED);
        assertThat(stock.item(at(3)).state()).isEqualTo(ItemState.RECEIVED);
        assertThat(cases())
                .extracting(TillCase::kind)
                .containsExactly("paid_not_activated", "paid_not_activated");
    }

    @Test
    void limitsDoNotCountForWhatIsSoldAlreadyButAgeDoes() {
        StringBuilder table = new StringBuilder("request_id,serial,sold_at\n");
        for (int i = 1; i <= 35; i++) {
            table.append("%d,%s,%s%n".formatted(i, at(i), world.clock().instant()));
        }
        table.append("36,%s,2020-01-01T10:00:00Z%n".formatted(at(36)));
        List<OfflineDays.OfflineLine> lines = enter(table.toString());
        assertThat(lines.subList(0, 35))
                .allSatisfy(line -> assertThat(line.state()).isEqualTo("activated"));
        assertThat(lines.getLast().reason()).contains("7 days old");
        assertThat(cases()).extracting(TillCase::kind).containsExactly("late_sale");
        assertThat(stock.item(at(36)).state()).isEqualTo(ItemState.RECEIVED);
    }

    @Test
    void aTableWithoutNamesOrWithAnOpenQuoteSaysWhatToDo() {
        assertThatThrownBy(() -> enter("1,%s,2026-01-01 10:00%n".formatted(at(1))))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.fields().getFirst().message())
                                        .contains("names the columns"));
        assertThatThrownBy(() -> enter("")).isInstanceOf(Refused.class);
        List<OfflineDays.OfflineLine> lines =
                enter(
                        "request_id,serial,sold_at\n1,%s,%s\n2,\"open"
                                .formatted(at(1), world.clock().instant()));
        assertThat(lines).extracting(OfflineDays.OfflineLine::state).contains("activated");
        assertThat(lines.getLast().reason()).contains("Nothing was read from here on");
    }

    private List<OfflineDays.OfflineLine> enter(String table) {
        return world.wiring()
                .retail()
                .offlineDays()
                .enter(
                        caller(),
                        new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8)),
                        shop.till().id());
    }

    private List<TillCase> cases() {
        return world.wiring().retail().cases().list(caller(), "open", Listing.first()).items();
    }

    private Caller caller() {
        return stock.callerOf(shop);
    }

    private SerialNumber at(int sequence) {
        return SerialNumber.of(range.run(), sequence);
    }
}
