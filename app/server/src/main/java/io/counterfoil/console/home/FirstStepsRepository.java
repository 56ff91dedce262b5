package io.counterfoil.console.home;

import io.counterfoil.platform.Tx;

/** Whether a provider still sees its first steps. */
final class FirstStepsRepository {
    private final Tx tx;

    FirstStepsRepository(Tx tx) {
        this.tx = tx;
    }

    boolean areHidden() {
        return tx.handle()
                .createQuery(
                        "SELECT first_steps_hidden_at IS NOT NULL FROM provider WHERE id ="
                                + " :provider")
                .bind("provider", tx.provider())
                .mapTo(Boolean.class)
                .one();
    }

    void hide() {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE provider SET first_steps_hidden_at = :now
                        WHERE id = :provider AND first_steps_hidden_at IS NULL
                        """)
                .bind("provider", tx.provider())
                .bind("now", tx.now())
                .execute();
    }
}
