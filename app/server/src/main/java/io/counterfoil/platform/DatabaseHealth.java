package io.counterfoil.platform;

import com.codahale.metrics.health.HealthCheck;
import java.util.function.Predicate;

/** Whether a transaction can be opened and sees the schema. */
public final class DatabaseHealth extends HealthCheck {
    private static final Caller CALLER = new Caller(Scope.system(), Actor.job("health"));

    private final Transactions transactions;
    private final Predicate<Tx> unused;

    /** Looks through {@code transactions}, where {@code unused} sees whether anybody is there. */
    public DatabaseHealth(Transactions transactions, Predicate<Tx> unused) {
        this.transactions = transactions;
        this.unused = unused;
    }

    @Override
    protected Result check() {
        return Result.healthy(
                transactions.read(CALLER, unused::test) ? "waits for its set-up" : "in use");
    }
}
