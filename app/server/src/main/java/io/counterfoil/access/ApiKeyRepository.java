package io.counterfoil.access;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class ApiKeyRepository {
    private final Tx tx;

    ApiKeyRepository(Tx tx) {
        this.tx = tx;
    }

    record Row(
            UUID id,
            byte[] digest,
            String label,
            @Nullable UUID retailer,
            @Nullable UUID outlet,
            @Nullable UUID terminal,
            KeyScopes scopes) {}

    /** False if there is no such retailer in the caller's scope. */
    boolean insert(Row row) {
        return tx.handle()
                        .createUpdate(
                                """
                                INSERT INTO api_key (provider_id, id, digest, label, retailer_id, outlet_id, terminal_id, scopes, created_by, created_at)
                                SELECT :provider, :id, :digest, :label, :retailer, :outlet, :terminal,
                                       nullif(:scopes::text[], '{}'), :person, :now
                                WHERE :retailer::uuid IS NULL
                                   OR EXISTS (SELECT FROM retailer WHERE provider_id = :provider AND id = :retailer)
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", row.id())
                        .bind("digest", row.digest())
                        .bind("label", row.label())
                        .bind("retailer", row.retailer())
                        .bind("outlet", row.outlet())
                        .bind("terminal", row.terminal())
                        .bindArray(
                                "scopes",
                                String.class,
                                Objects.requireNonNullElse(row.scopes().names(), Set.of()))
                        .bind("person", tx.caller().actor().person())
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    /** Newest first; one row more than the listing asks for, if there is one. */
    List<ApiKey> list(KeyFilter filter, Listing listing) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT api_key.id, label, api_key.retailer_id, terminal_id, scopes, created_by, staff.name AS creator,
                               api_key.created_at, used_at, revoked_at
                        FROM api_key LEFT JOIN staff
                             ON staff.provider_id = api_key.provider_id AND staff.id = created_by
                        WHERE api_key.provider_id = :provider AND (:after::uuid IS NULL OR api_key.id < :after)
                          AND (:whose::text IS NULL OR :whose =
                              CASE WHEN terminal_id IS NOT NULL THEN 'till'
                                   WHEN api_key.retailer_id IS NOT NULL THEN 'retailer' ELSE 'provider' END)
                          AND (:state::text IS NULL OR (:state = 'revoked') = (revoked_at IS NOT NULL))
                        ORDER BY api_key.id DESC LIMIT :limit + 1
                        """)
                .bind("provider", tx.provider())
                .bind("after", listing.after())
                .bind("limit", listing.limit())
                .bind("whose", lower(filter.whose()))
                .bind("state", lower(filter.state()))
                .map((row, context) -> key(row))
                .list();
    }

    /** What these keys are called, by their ids. */
    Map<UUID, String> labels(Collection<UUID> ids) {
        return tx.handle()
                .createQuery(
                        "SELECT id, label FROM api_key WHERE provider_id = :provider AND id ="
                                + " ANY(:ids)")
                .bind("provider", tx.provider())
                .bindArray("ids", UUID.class, ids)
                .map(
                        (row, context) ->
                                Map.entry(row.getObject("id", UUID.class), row.getString("label")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static @Nullable String lower(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
    }

    boolean revoke(UUID id) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE api_key SET revoked_at = :now
                                WHERE provider_id = :provider AND id = :id AND revoked_at IS NULL
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    /** Returns the ids of those that were valid. */
    List<UUID> revokeOfTerminal(UUID terminal) {
        return tx.handle()
                .createQuery(
                        """
                        UPDATE api_key SET revoked_at = :now
                        WHERE provider_id = :provider AND terminal_id = :terminal AND revoked_at IS NULL
                        RETURNING id
                        """)
                .bind("provider", tx.provider())
                .bind("terminal", terminal)
                .bind("now", tx.now())
                .mapTo(UUID.class)
                .list();
    }

    /** Which of these terminals have a valid key. */
    Set<UUID> terminalsWithKey(Collection<UUID> terminals) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT DISTINCT terminal_id FROM api_key
                        WHERE provider_id = :provider AND terminal_id = ANY(:terminals) AND revoked_at IS NULL
                        """)
                .bind("provider", tx.provider())
                .bindArray("terminals", UUID.class, terminals)
                .mapTo(UUID.class)
                .set();
    }

    boolean isValid(UUID id) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT EXISTS (SELECT FROM api_key
                                       WHERE provider_id = :provider AND id = :id AND revoked_at IS NULL)
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    boolean exists(UUID id) {
        return tx.handle()
                .createQuery(
                        "SELECT EXISTS (SELECT FROM api_key WHERE provider_id = :provider AND id ="
                                + " :id)")
                .bind("provider", tx.provider())
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    /**
     * A valid key.
     *
     * @param noticed whether its last use was noted lately
     */
    record Found(UUID id, Principal principal, boolean noticed) {}

    /** Notes that a key is used, unless somebody else has just done so. */
    int touch(UUID id, Instant noticedSince) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE api_key SET used_at = :now
                        WHERE id = :id AND (used_at IS NULL OR used_at <= :noticedSince)
                        """)
                .bind("now", tx.now())
                .bind("id", id)
                .bind("noticedSince", noticedSince)
                .execute();
    }

    Optional<Found> find(byte[] digest, Instant noticedSince) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT provider_id, id, retailer_id, outlet_id, terminal_id, scopes, created_by,
                               coalesce(used_at > :noticedSince, false) AS noticed
                        FROM api_key
                        WHERE digest = :digest AND revoked_at IS NULL
                        """)
                .bind("digest", digest)
                .bind("noticedSince", noticedSince)
                .map(
                        (row, context) ->
                                new Found(
                                        row.getObject("id", UUID.class),
                                        principal(row),
                                        row.getBoolean("noticed")))
                .findOne();
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getObject("id", UUID.class),
                row.getString("label"),
                row.getObject("retailer_id", UUID.class),
                row.getObject("terminal_id", UUID.class),
                scopes(row).names(),
                row.getObject("created_by", UUID.class),
                row.getString("creator"),
                Instants.of(row, "created_at"),
                Instants.ofNullable(row, "used_at"),
                Instants.ofNullable(row, "revoked_at"));
    }

    private static Principal principal(ResultSet row) throws SQLException {
        UUID provider = row.getObject("provider_id", UUID.class);
        UUID id = row.getObject("id", UUID.class);
        UUID retailer = row.getObject("retailer_id", UUID.class);
        UUID terminal = row.getObject("terminal_id", UUID.class);
        if (retailer == null) {
            return new Principal.ProviderKey(
                    provider, id, row.getObject("created_by", UUID.class), scopes(row));
        }
        return terminal == null
                ? new Principal.RetailerKey(provider, id, retailer, scopes(row))
                : new Principal.Till(
                        provider, id, retailer, row.getObject("outlet_id", UUID.class), terminal);
    }

    private static KeyScopes scopes(ResultSet row) throws SQLException {
        Array scopes = row.getArray("scopes");
        return scopes == null
                ? KeyScopes.EVERYTHING
                : new KeyScopes(Set.of((String[]) scopes.getArray()));
    }
}
