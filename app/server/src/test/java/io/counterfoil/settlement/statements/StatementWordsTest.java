package io.counterfoil.settlement.statements;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.platform.Money;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What pages say of a statement follows what became of it. */
class StatementWordsTest {
    private static final Instant DAY = Instant.parse("2027-03-01T00:00:00Z");

    @Test
    void whatIsOwedIsSaidUntilItIsSettled() {
        assertThat(closing(8_330, StatementState.OPEN)).isEqualTo("You owe us 83.30 EUR.");
        assertThat(closing(8_330, StatementState.PARTLY_PAID))
                .isEqualTo("You owed us 83.30 EUR, of which 0.01 EUR is open.");
        assertThat(closing(8_330, StatementState.PAID)).isEqualTo("You owed us 83.30 EUR.");
        assertThat(closing(-500, StatementState.OPEN)).isEqualTo("We owe you 5.00 EUR.");
        assertThat(closing(-500, StatementState.PAID)).isEqualTo("We owed you 5.00 EUR.");
        assertThat(closing(0, StatementState.PAID)).isEqualTo("Nobody owes anything.");
    }

    @Test
    void theProviderReadsTheSame() {
        assertThat(ofRetailer(8_330, StatementState.OPEN)).isEqualTo("It owes us 83.30 EUR");
        assertThat(ofRetailer(8_330, StatementState.PAID)).isEqualTo("It owed us 83.30 EUR");
        assertThat(ofRetailer(-500, StatementState.PARTLY_PAID))
                .isEqualTo("We owed it 5.00 EUR, of which 0.01 EUR is open");
        assertThat(ofRetailer(-500, StatementState.PAID)).isEqualTo("We owed it 5.00 EUR");
        assertThat(ofRetailer(0, StatementState.PAID)).isEqualTo("Nothing is owed");
    }

    private static String closing(long minor, StatementState state) {
        return StatementWords.closing(statement(minor, state)).toString();
    }

    private static String ofRetailer(long minor, StatementState state) {
        return StatementWords.ofRetailer(statement(minor, state)).toString();
    }

    private static Statement statement(long minor, StatementState state) {
        Money nothing = new Money(0, Currency.getInstance("EUR"));
        Money closing = new Money(minor, nothing.currency());
        return new Statement(
                UUID.randomUUID(),
                7,
                UUID.randomUUID(),
                Optional.empty(),
                DAY,
                DAY,
                1,
                new Statement.Sums(nothing, nothing, nothing, nothing),
                nothing,
                closing,
                nothing,
                closing,
                state,
                new Money(Long.signum(minor), closing.currency()),
                false);
    }
}
