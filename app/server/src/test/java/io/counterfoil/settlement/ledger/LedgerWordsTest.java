package io.counterfoil.settlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.platform.Money;
import io.counterfoil.settlement.rules.LedgerAccount;
import java.time.Instant;
import java.util.Currency;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LedgerWordsTest {
    @Test
    void whatIsEarnedAndWhatIsTakenBackOfThatAreToldApart() {
        assertThat(words(LedgerAccount.REVENUE, LedgerAccount.DEFERRED_REVENUE))
                .isEqualTo("Earned by days of the term");
        assertThat(words(LedgerAccount.DEFERRED_REVENUE, LedgerAccount.REVENUE))
                .isEqualTo("What was earned is taken back");
    }

    @Test
    void eachKindHasWords() {
        for (TransferKind kind : TransferKind.values()) {
            assertThat(
                            LedgerWords.of(
                                            transfer(
                                                    kind.label(),
                                                    LedgerAccount.REVENUE,
                                                    LedgerAccount.BANK))
                                    .toString())
                    .isNotEmpty();
        }
    }

    private static String words(LedgerAccount from, LedgerAccount to) {
        return LedgerWords.of(transfer(TransferKind.EARNING.label(), from, to)).toString();
    }

    private static Transfer transfer(String kind, LedgerAccount from, LedgerAccount to) {
        return new Transfer(
                new UUID(0, 1),
                Instant.EPOCH,
                kind,
                from,
                to,
                new Money(100, Currency.getInstance("EUR")),
                new UUID(0, 2),
                null,
                null,
                null,
                null);
    }
}
