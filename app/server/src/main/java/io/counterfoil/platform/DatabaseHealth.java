package io.counterfoil.platform;

import com.codahale.metrics.health.HealthCheck;

/** Whether a transaction can be opened and sees the schema. */
public final class DatabaseHealth extends HealthCheck {
    private static final Caller CALLER = new Caller(Scope.system(), Actor.job("health"));

    private final Transactions transactions;

    /** Looks through {@code transactions}. */
    public DatabaseHealth(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    protected Result check() {
        boolean provider =
                transactions.read(
                        CALLER,
                        tx ->
                                tx.handle()
                                        .createQuery("SELECT EXISTS (SELECT FROM provider)")
                                        .mapTo(Boolean.class)
                                        .one());
        return Result.healthy(provider ? "in use" : "waits for its set-up");
    }
}
