package io.counterfoil.access;

import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class ApiKeyRepository {
    private final Tx tx;

    ApiKeyRepository(Tx tx) {
        this.tx = tx;
    }

    void insert(
            UUID id,
            byte[] digest,
            String label,
            @Nullable UUID retailer,
            @Nullable UUID outlet,
            @Nullable UUID terminal) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO api_key (provider_id, id, digest, label, retailer_id, outlet_id, terminal_id, created_by, created_at)
                        VALUES (:provider, :id, :digest, :label, :retailer, :outlet, :terminal, :person, :now)
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("digest", digest)
                .bind("label", label)
                .bind("retailer", retailer)
                .bind("outlet", outlet)
                .bind("terminal", terminal)
                .bind("person", tx.caller().actor().person())
                .bind("now", tx.now())
                .execute();
    }

    Optional<Principal> find(byte[] digest) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT provider_id, id, retailer_id, outlet_id, terminal_id, created_by FROM api_key
                        WHERE digest = :digest AND revoked_at IS NULL
                        """)
                .bind("digest", digest)
                .map((row, context) -> principal(row))
                .findOne();
    }

    private static Principal principal(ResultSet row) throws SQLException {
        UUID provider = row.getObject("provider_id", UUID.class);
        UUID id = row.getObject("id", UUID.class);
        UUID retailer = row.getObject("retailer_id", UUID.class);
        UUID terminal = row.getObject("terminal_id", UUID.class);
        if (retailer == null) {
            return new Principal.ProviderKey(provider, id, row.getObject("created_by", UUID.class));
        }
        return terminal == null
                ? new Principal.RetailerKey(provider, id, retailer)
                : new Principal.Till(
                        provider, id, retailer, row.getObject("outlet_id", UUID.class), terminal);
    }
}
