package io.counterfoil.settlement.statements;

import io.counterfoil.platform.Money;
import io.counterfoil.platform.Text;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dispute as pages show it.
 *
 * @param retailer its name
 * @param number the statement's number
 * @param what why the line asks for money, in words
 */
public record DisputeRow(
        UUID id,
        String retailer,
        UUID statement,
        long number,
        int line,
        String serial,
        Text what,
        Money amount,
        String reason,
        String state,
        Instant disputedAt,
        @Nullable Instant decidedAt,
        @Nullable String answer) {

    static DisputeRow of(Dispute dispute, String retailer) {
        return new DisputeRow(
                dispute.id(),
                retailer,
                dispute.statement(),
                dispute.number(),
                dispute.line(),
                dispute.serial().toString(),
                StatementWords.of(dispute.kind()),
                dispute.amount(),
                dispute.reason(),
                dispute.state().label(),
                dispute.disputedAt(),
                dispute.decidedAt(),
                dispute.answer());
    }
}
