package io.counterfoil.settlement.statements;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Money;
import io.counterfoil.settlement.rules.AccrualKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of a statement that its retailer does not agree with.
 *
 * @param number the statement's number
 * @param line the line's place on it, from 1 on
 * @param amount what the line asks the retailer for
 * @param reason what the retailer says
 * @param decidedAt when its provider decided; null: not yet
 * @param answer why it was refused; null: it wasn't
 */
public record Dispute(
        UUID id,
        UUID retailer,
        UUID statement,
        long number,
        int line,
        SerialNumber serial,
        AccrualKind kind,
        Money amount,
        String reason,
        DisputeState state,
        Instant disputedAt,
        @Nullable Instant decidedAt,
        @Nullable String answer) {}
