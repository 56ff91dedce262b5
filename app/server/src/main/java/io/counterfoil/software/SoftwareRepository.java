package io.counterfoil.software;

import io.counterfoil.platform.Tx;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where customers get their software. */
final class SoftwareRepository {
    private final Tx tx;

    SoftwareRepository(Tx tx) {
        this.tx = tx;
    }

    Optional<String> find() {
        return tx.handle()
                .createQuery("SELECT address FROM software WHERE provider_id = :provider")
                .bind("provider", tx.provider())
                .mapTo(String.class)
                .findOne();
    }

    /** Null: nowhere that the provider knows of. */
    void set(@Nullable String address) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO software (provider_id, address) VALUES (:provider, :address)
                        ON CONFLICT (provider_id) DO UPDATE SET address = excluded.address
                        """)
                .bind("provider", tx.provider())
                .bind("address", address)
                .execute();
    }
}
