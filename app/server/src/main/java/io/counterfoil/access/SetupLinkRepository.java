package io.counterfoil.access;

import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class SetupLinkRepository {
    private final Tx tx;

    SetupLinkRepository(Tx tx) {
        this.tx = tx;
    }

    void insert(byte[] digest, @Nullable UUID provider) {
        tx.handle()
                .createUpdate(
                        "INSERT INTO setup_link (digest, provider_id, created_at) VALUES (:digest,"
                                + " :provider, :now)")
                .bind("digest", digest)
                .bind("provider", provider)
                .bind("now", tx.now())
                .execute();
    }

    void deleteFor(@Nullable UUID provider) {
        tx.handle()
                .createUpdate(
                        "DELETE FROM setup_link WHERE provider_id IS NOT DISTINCT FROM"
                                + " :provider::uuid")
                .bind("provider", provider)
                .execute();
    }

    Optional<SetupLinks.Link> find(byte[] digest, Instant madeAfter) {
        return tx.handle()
                .createQuery(
                        "SELECT provider_id FROM setup_link WHERE digest = :digest AND created_at >"
                                + " :madeAfter")
                .bind("digest", digest)
                .bind("madeAfter", madeAfter)
                .map(
                        (row, context) ->
                                new SetupLinks.Link(row.getObject("provider_id", UUID.class)))
                .findOne();
    }

    boolean delete(byte[] digest, Instant madeAfter) {
        return tx.handle()
                        .createUpdate(
                                "DELETE FROM setup_link WHERE digest = :digest AND created_at >"
                                        + " :madeAfter")
                        .bind("digest", digest)
                        .bind("madeAfter", madeAfter)
                        .execute()
                == 1;
    }
}
