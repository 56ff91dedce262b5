package io.counterfoil.retailers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningHoursTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final OpeningHours SHOP =
            OpeningHours.parse("Mo-Fr 09:00-12:30,14:00-18:00; Sa 09:00-13:00");

    @ParameterizedTest
    @CsvSource({
        // A Friday.
        "2026-11-27T08:59, false",
        "2026-11-27T09:00, true",
        "2026-11-27T12:29, true",
        "2026-11-27T12:30, false",
        "2026-11-27T13:59, false",
        "2026-11-27T14:00, true",
        "2026-11-27T18:00, false",
        "2026-11-28T12:59, true",
        "2026-11-29T10:00, false"
    })
    void isOpenFromTheFirstMinuteOfASpanToTheLast(String local, boolean open) {
        assertThat(SHOP.isOpen(at(local), BERLIN)).isEqualTo(open);
    }

    @Test
    void opensNextAfterABreakANightOrASunday() {
        assertThat(SHOP.nextOpening(at("2026-11-27T12:45"), BERLIN))
                .contains(at("2026-11-27T14:00"));
        assertThat(SHOP.nextOpening(at("2026-11-27T20:00"), BERLIN))
                .contains(at("2026-11-28T09:00"));
        assertThat(SHOP.nextOpening(at("2026-11-28T13:00"), BERLIN))
                .contains(at("2026-11-30T09:00"));
        assertThat(OpeningHours.parse("").nextOpening(at("2026-11-27T12:45"), BERLIN)).isEmpty();
        OpeningHours once = OpeningHours.parse("Fr 09:00-10:00");
        assertThat(once.nextOpening(at("2026-11-27T11:00"), BERLIN))
                .contains(at("2026-12-04T09:00"));
    }

    @Test
    void onTheShortDayOfSpringTheHourThatIsSkippedIsNoOpening() {
        // On 29 March 2026, 02:00 is followed by 03:00.
        OpeningHours night = OpeningHours.parse("Su 02:30-03:30");
        assertThat(night.isOpen(Instant.parse("2026-03-29T00:59:00Z"), BERLIN)).isFalse();
        assertThat(night.isOpen(Instant.parse("2026-03-29T01:00:00Z"), BERLIN)).isTrue();
        assertThat(night.isOpen(Instant.parse("2026-03-29T01:30:00Z"), BERLIN)).isFalse();
        assertThat(night.nextOpening(Instant.parse("2026-03-28T23:00:00Z"), BERLIN))
                .contains(Instant.parse("2026-03-29T01:00:00Z"));
        OpeningHours skipped = OpeningHours.parse("Su 02:00-03:00");
        assertThat(skipped.nextOpening(Instant.parse("2026-03-28T23:00:00Z"), BERLIN))
                .contains(at("2026-04-05T02:00"));
    }

    @Test
    void onTheLongDayOfAutumnTheHourThatIsTwiceIsOpenTwice() {
        // On 25 October 2026, 03:00 is followed by 02:00.
        OpeningHours night = OpeningHours.parse("Su 02:00-03:00");
        assertThat(night.nextOpening(Instant.parse("2026-10-24T22:00:00Z"), BERLIN))
                .contains(Instant.parse("2026-10-25T00:00:00Z"));
        assertThat(night.isOpen(Instant.parse("2026-10-25T00:30:00Z"), BERLIN)).isTrue();
        assertThat(night.isOpen(Instant.parse("2026-10-25T01:30:00Z"), BERLIN)).isTrue();
        assertThat(night.isOpen(Instant.parse("2026-10-25T02:00:00Z"), BERLIN)).isFalse();
    }

    @Test
    void aNightIsTheEndOfOneDayAndTheBeginningOfTheNext() {
        OpeningHours bar = OpeningHours.parse("Sa 20:00-24:00; Su 00:00-02:00");
        assertThat(bar.isOpen(at("2026-11-28T23:59"), BERLIN)).isTrue();
        assertThat(bar.isOpen(at("2026-11-29T00:00"), BERLIN)).isTrue();
        assertThat(bar.isOpen(at("2026-11-29T02:00"), BERLIN)).isFalse();
    }

    @Test
    void readsWhatItWrites() {
        assertThat(SHOP.toString())
                .startsWith("Mo 09:00-12:30,14:00-18:00; Tu ")
                .endsWith("; Sa 09:00-13:00");
        assertThat(OpeningHours.parse(SHOP.toString())).isEqualTo(SHOP);
        assertThat(SHOP.of(DayOfWeek.MONDAY)).isEqualTo("09:00-12:30, 14:00-18:00");
        assertThat(SHOP.of(DayOfWeek.SUNDAY)).isEmpty();
        assertThat(OpeningHours.parse("Sa-Mo 9:00-10:00").toString())
                .isEqualTo("Mo 09:00-10:00; Sa 09:00-10:00; Su 09:00-10:00");
        assertThat(OpeningHours.parse("").toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mo",
                "Xy 09:00-10:00",
                "Mo 09:00",
                "Mo 10:00-09:00",
                "Mo 09:00-09:00",
                "Mo 09:60-10:00",
                "Mo 09:00-24:01",
                "Mo 09:00-12:00,11:00-13:00",
                "Mo 09:00-10:00,",
                "Mo 09:00-10:00; Mo 09:30-11:00"
            })
    void whatIsNoTimeIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> OpeningHours.parse(text));
    }

    @Property(tries = 300, seed = "20240229")
    void theNextOpeningIsOpenAndTheMomentBeforeItIsNot(
            @ForAll @IntRange(min = 0, max = 370 * 24 * 60) int minute) {
        Instant now = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(60L * minute);
        if (!SHOP.isOpen(now, BERLIN)) {
            Instant opens = SHOP.nextOpening(now, BERLIN).orElseThrow();
            assertThat(opens).isAfter(now);
            assertThat(SHOP.isOpen(opens, BERLIN)).isTrue();
            assertThat(SHOP.isOpen(opens.minusMillis(1), BERLIN)).isFalse();
        }
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }
}
