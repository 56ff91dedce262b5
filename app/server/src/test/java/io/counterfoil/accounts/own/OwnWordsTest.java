package io.counterfoil.accounts.own;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.accounts.Uninstalls;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as customers read and hear them. */
class OwnWordsTest {
    private static final Instant NOW = Instant.parse("2026-01-31T22:30:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T22:30:00Z, over",
        "2025-01-31T22:30:00Z, over",
        "2026-01-31T22:59:00Z, ends today",
        // In Berlin it is tomorrow by then, not today.
        "2026-01-31T23:00:00Z, ends tomorrow",
        "2026-02-02T10:00:00Z, 2 days left",
        "2026-04-01T10:00:00Z, 60 days left",
        "2026-04-02T10:00:00Z, about 2 months left",
        "2026-12-31T10:00:00Z, about 11 months left",
        "2027-01-31T10:00:00Z, about 12 months left",
        "2028-01-31T10:00:00Z, about 24 months left",
        "2029-01-31T10:00:00Z, about 3 years left",
        "2036-01-31T10:00:00Z, about 10 years left"
    })
    void timeIsCountedWhenItMattersAndElseAbout(Instant end, String words) {
        assertThat(TimeLeft.words(NOW, end, ZoneId.of("Europe/Berlin"))).hasToString(words);
    }

    @Test
    void aLittleIsNeverNothingAndNothingIsNeverFull() {
        assertThat(Fill.of(0, 50_000_000_000L).percent()).isZero();
        assertThat(Fill.of(1, 50_000_000_000L).percent()).isEqualTo(1);
        assertThat(Fill.of(4_000_000, 50_000_000_000L).words())
                .hasToString("4 MB of 50 GB, less than 1 %");
        assertThat(Fill.of(12_000_000_000L, 50_000_000_000L).words())
                .hasToString("12 GB of 50 GB, 24 %");
        assertThat(Fill.of(49_999_999_999L, 50_000_000_000L).percent()).isEqualTo(99);
        assertThat(Fill.of(50_000_000_000L, 50_000_000_000L).percent()).isEqualTo(100);
        assertThat(Fill.of(Long.MAX_VALUE, 1).percent()).isEqualTo(100);
        assertThat(Fill.of(60_000_000_000L, 50_000_000_000L).words())
                .hasToString("60 GB of 50 GB, which is more than fits");
    }

    @Test
    void whoKeepsAnAccountIsToldIfItIsStillDeletedForAnotherReason() {
        assertThat(new Uninstalls.Outcome("active", null, false).kept("own"))
                .hasToString("Your account stays, with all its backups.");
        assertThat(new Uninstalls.Outcome("frozen", NOW, false).kept("own").toString())
                .contains("Its time is over", "still goes")
                .doesNotContain("stays");
        assertThat(new Uninstalls.Outcome("deletion_scheduled", NOW, false).kept("own").toString())
                .contains("still goes with its parent account")
                .doesNotContain("stays");
    }

    @Test
    void anAddressIsHintedAtWithoutTellingIt() {
        assertThat(OwnContacts.hint("anna@example.net")).isEqualTo("a…@example.net");
        assertThat(OwnContacts.hint("😀x@example.net")).isEqualTo("😀…@example.net");
    }
}
