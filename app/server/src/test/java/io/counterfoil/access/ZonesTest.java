package io.counterfoil.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ZonesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final ZoneId LIMA = ZoneId.of("America/Lima");
    private static final Instant EAST = Instant.parse("2026-03-10T12:00:00Z");
    private static final Instant WEST = Instant.parse("2026-03-20T02:00:00Z");
    private static final Zones ZONES = new Zones(Map.of(EAST, BERLIN, WEST, TOKYO), LIMA);

    @Test
    void eachMomentHasTheZoneOfItsTime() {
        assertThat(ZONES.at(EAST.minusNanos(1))).isEqualTo(BERLIN);
        assertThat(ZONES.at(EAST)).isEqualTo(TOKYO);
        assertThat(ZONES.at(WEST.minusNanos(1))).isEqualTo(TOKYO);
        assertThat(ZONES.at(WEST)).isEqualTo(LIMA);
        assertThat(ZONES.day(Instant.parse("2026-03-01T23:30:00Z"))).isEqualTo("2026-03-02");
        assertThat(ZONES.day(Instant.parse("2026-03-12T15:00:00Z"))).isEqualTo("2026-03-13");
        assertThat(new Zones(Map.of(), LIMA).at(Instant.EPOCH)).isEqualTo(LIMA);
    }

    @Test
    void aDayBeginsByTheZoneOfItsTimeAndOnceOnly() {
        assertThat(ZONES.startOf(LocalDate.parse("2026-03-02"))).isEqualTo("2026-03-01T23:00:00Z");
        assertThat(ZONES.startOf(LocalDate.parse("2026-03-12"))).isEqualTo("2026-03-11T15:00:00Z");
        assertThat(ZONES.startOf(LocalDate.parse("2026-03-25"))).isEqualTo("2026-03-25T05:00:00Z");
        // It was the 20th in Tokyo, and the 19th once more in Lima.
        assertThat(ZONES.startOf(LocalDate.parse("2026-03-20"))).isEqualTo("2026-03-19T15:00:00Z");
        assertThat(ZONES.startOf(LocalDate.parse("2026-03-21"))).isEqualTo("2026-03-21T05:00:00Z");
    }

    @Property
    void noMomentBeforeItsStartIsOnADay(@ForAll @IntRange(max = 40) int days) {
        LocalDate day = LocalDate.parse("2026-03-01").plusDays(days);
        Instant start = ZONES.startOf(day);
        assertThat(ZONES.day(start)).isAfterOrEqualTo(day);
        assertThat(ZONES.day(start.minusSeconds(1))).isBefore(day);
        assertThat(ZONES.startsOf(List.of(day))).contains(start, EAST, WEST);
    }
}
