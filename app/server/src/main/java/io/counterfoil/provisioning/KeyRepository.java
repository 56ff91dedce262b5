package io.counterfoil.provisioning;

import io.counterfoil.node.contract.Credential;
import io.counterfoil.node.contract.Scope;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Keys to accounts' repositories, of whose passwords only digests are kept. */
final class KeyRepository {
    private final Tx tx;

    KeyRepository(Tx tx) {
        this.tx = tx;
    }

    void insert(UUID account, Credential credential) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO repository_key (provider_id, id, account_id, digest, scope, created_at)
                        VALUES (:provider, :id, :account, :digest, :scope, :now)
                        """)
                .bind("provider", tx.provider())
                .bind("id", credential.id())
                .bind("account", account)
                .bind("digest", credential.digest())
                .bind("scope", credential.scope().name().toLowerCase(Locale.ROOT))
                .bind("now", tx.now())
                .execute();
    }

    /** A key that works. */
    record Key(UUID account, String digest, KeyScope scope) {}

    /** The key of this name, if it works. */
    Optional<Key> find(String id) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT account_id, digest, scope FROM repository_key
                        WHERE provider_id = :provider AND id = :id AND revoked_at IS NULL
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .map(
                        (row, context) ->
                                new Key(
                                        row.getObject("account_id", UUID.class),
                                        row.getString("digest"),
                                        KeyScope.of(scope(row))))
                .findOne();
    }

    /** How many keys of the account work. */
    int count(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) FROM repository_key
                        WHERE provider_id = :provider AND account_id = :account AND revoked_at IS NULL
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .mapTo(Integer.class)
                .one();
    }

    /** Whether the account has a key of this name or had one. */
    boolean exists(UUID account, String id) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT EXISTS (SELECT FROM repository_key
                                       WHERE provider_id = :provider AND account_id = :account AND id = :id)
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    /** Ends one; false if it does not work. */
    boolean revoke(UUID account, String id) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE repository_key SET revoked_at = :now
                                WHERE provider_id = :provider AND account_id = :account AND id = :id AND revoked_at IS NULL
                                """)
                        .bind("provider", tx.provider())
                        .bind("account", account)
                        .bind("id", id)
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    /** Ends all that work. */
    void revoke(UUID account) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE repository_key SET revoked_at = :now
                        WHERE provider_id = :provider AND account_id = :account AND revoked_at IS NULL
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("now", tx.now())
                .execute();
    }

    /** The keys of an account that work, the oldest first. */
    List<RepositoryKey> all(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, scope, created_at FROM repository_key
                        WHERE provider_id = :provider AND account_id = :account AND revoked_at IS NULL ORDER BY created_at, id
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .map(
                        (row, context) ->
                                new RepositoryKey(
                                        row.getString("id"),
                                        KeyScope.of(scope(row)),
                                        Instants.of(row, "created_at")))
                .list();
    }

    /** In the system scope: what the account's node is to know of its keys. */
    List<Credential> credentials(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, digest, scope FROM repository_key
                        WHERE account_id = :account AND revoked_at IS NULL ORDER BY created_at, id
                        """)
                .bind("account", account)
                .map((row, context) -> credential(row))
                .list();
    }

    static Credential credential(ResultSet row) throws SQLException {
        return new Credential(row.getString("id"), row.getString("digest"), scope(row));
    }

    private static Scope scope(ResultSet row) throws SQLException {
        return Scope.valueOf(row.getString("scope").toUpperCase(Locale.ROOT));
    }
}
