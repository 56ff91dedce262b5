package io.counterfoil.signin;

import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

final class SecondStepRepository {
    private final Tx tx;

    SecondStepRepository(Tx tx) {
        this.tx = tx;
    }

    /** Keeps a secret that is to be confirmed, in the place of one that never was. */
    boolean begin(UUID person, byte[] sealed) {
        return tx.handle()
                        .createUpdate(
                                """
                                INSERT INTO second_step (provider_id, person_id, sealed, made_at)
                                VALUES (:provider, :person, :sealed, :now)
                                ON CONFLICT (provider_id, person_id)
                                DO UPDATE SET sealed = excluded.sealed, made_at = excluded.made_at, last_step = 0
                                WHERE second_step.confirmed_at IS NULL
                                """)
                        .bind("provider", tx.provider())
                        .bind("person", person)
                        .bind("sealed", sealed)
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    /** The sealed secret. */
    Optional<byte[]> sealed(UUID person, boolean confirmed) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT sealed FROM second_step
                        WHERE provider_id = :provider AND person_id = :person AND (confirmed_at IS NOT NULL) = :confirmed
                        """)
                .bind("provider", tx.provider())
                .bind("person", person)
                .bind("confirmed", confirmed)
                .mapTo(byte[].class)
                .findOne();
    }

    /** The sealed secret that nobody has confirmed since then. */
    Optional<byte[]> waiting(UUID person, Instant madeAfter) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT sealed FROM second_step
                        WHERE provider_id = :provider AND person_id = :person AND confirmed_at IS NULL
                          AND made_at > :madeAfter
                        """)
                .bind("provider", tx.provider())
                .bind("person", person)
                .bind("madeAfter", madeAfter)
                .mapTo(byte[].class)
                .findOne();
    }

    boolean isOn(UUID person) {
        return sealed(person, true).isPresent();
    }

    /** Which of these people have it, or a passkey. */
    Set<UUID> on(Collection<UUID> people) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT person_id FROM second_step
                        WHERE provider_id = :provider AND person_id = ANY(:people) AND confirmed_at IS NOT NULL
                        UNION
                        SELECT person_id FROM passkey WHERE provider_id = :provider AND person_id = ANY(:people)
                        """)
                .bind("provider", tx.provider())
                .bindArray("people", UUID.class, people)
                .mapTo(UUID.class)
                .set();
    }

    boolean confirm(UUID person, long step) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE second_step SET confirmed_at = :now, last_step = :step
                                WHERE provider_id = :provider AND person_id = :person AND confirmed_at IS NULL
                                """)
                        .bind("now", tx.now())
                        .bind("step", step)
                        .bind("provider", tx.provider())
                        .bind("person", person)
                        .execute()
                == 1;
    }

    /** False if this code or a later one was taken before. */
    boolean take(UUID person, long step) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE second_step SET last_step = :step
                                WHERE provider_id = :provider AND person_id = :person AND last_step < :step
                                  AND confirmed_at IS NOT NULL
                                """)
                        .bind("step", step)
                        .bind("provider", tx.provider())
                        .bind("person", person)
                        .execute()
                == 1;
    }

    boolean delete(UUID person) {
        return tx.handle()
                        .createUpdate(
                                "DELETE FROM second_step WHERE provider_id = :provider AND"
                                        + " person_id = :person")
                        .bind("provider", tx.provider())
                        .bind("person", person)
                        .execute()
                == 1;
    }

    void deleteUnconfirmed(UUID person) {
        tx.handle()
                .createUpdate(
                        """
                        DELETE FROM second_step
                        WHERE provider_id = :provider AND person_id = :person AND confirmed_at IS NULL
                        """)
                .bind("provider", tx.provider())
                .bind("person", person)
                .execute();
    }

    void replaceRecoveryCodes(UUID person, Collection<byte[]> digests) {
        tx.handle()
                .createUpdate(
                        "DELETE FROM recovery_code WHERE provider_id = :provider AND person_id ="
                                + " :person")
                .bind("provider", tx.provider())
                .bind("person", person)
                .execute();
        for (byte[] digest : digests) {
            tx.handle()
                    .createUpdate(
                            "INSERT INTO recovery_code (provider_id, person_id, digest) VALUES"
                                    + " (:provider, :person, :digest)")
                    .bind("provider", tx.provider())
                    .bind("person", person)
                    .bind("digest", digest)
                    .execute();
        }
    }

    boolean useRecoveryCode(UUID person, byte[] digest) {
        return tx.handle()
                        .createUpdate(
                                """
                                DELETE FROM recovery_code
                                WHERE provider_id = :provider AND person_id = :person AND digest = :digest
                                """)
                        .bind("provider", tx.provider())
                        .bind("person", person)
                        .bind("digest", digest)
                        .execute()
                == 1;
    }

    int recoveryCodesLeft(UUID person) {
        return tx.handle()
                .createQuery(
                        "SELECT count(*) FROM recovery_code WHERE provider_id = :provider AND"
                                + " person_id = :person")
                .bind("provider", tx.provider())
                .bind("person", person)
                .mapTo(Integer.class)
                .one();
    }

    SecondStepRules.Rule rule() {
        return tx.handle()
                .createQuery(
                        "SELECT staff, shops FROM second_step_rule WHERE provider_id = :provider")
                .bind("provider", tx.provider())
                .map(
                        (row, context) ->
                                new SecondStepRules.Rule(
                                        row.getBoolean("staff"), row.getBoolean("shops")))
                .findOne()
                .orElse(new SecondStepRules.Rule(false, false));
    }

    void setRule(SecondStepRules.Rule rule) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO second_step_rule (provider_id, staff, shops) VALUES (:provider, :staff, :shops)
                        ON CONFLICT (provider_id) DO UPDATE SET staff = excluded.staff, shops = excluded.shops
                        """)
                .bind("provider", tx.provider())
                .bind("staff", rule.staff())
                .bind("shops", rule.shops())
                .execute();
    }
}
