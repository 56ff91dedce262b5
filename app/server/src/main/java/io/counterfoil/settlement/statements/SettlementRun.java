package io.counterfoil.settlement.statements;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The making of statements for all retailers of a provider.
 *
 * @param until what is payable up to then is settled
 * @param retailers how many it looks at
 * @param settled how many of them it has looked at
 * @param statements how many statements came of that
 * @param doneAt null while it is at it
 */
public record SettlementRun(
        UUID id,
        Instant until,
        int retailers,
        int settled,
        int statements,
        Instant askedAt,
        @Nullable Instant doneAt) {}
