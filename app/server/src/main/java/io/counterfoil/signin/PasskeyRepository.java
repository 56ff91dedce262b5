package io.counterfoil.signin;

import com.yubico.webauthn.CredentialRepository;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Passkeys; the library that checks them calls a person's id both username and user handle. */
final class PasskeyRepository implements CredentialRepository {
    private final Tx tx;

    PasskeyRepository(Tx tx) {
        this.tx = tx;
    }

    /** Whose a passkey is. */
    record Owner(String kind, UUID person) {}

    static ByteArray handle(UUID person) {
        return new ByteArray(
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(person.getMostSignificantBits())
                        .putLong(person.getLeastSignificantBits())
                        .array());
    }

    /** False if it is known already. */
    boolean insert(UUID id, Person person, String name, RegisteredCredential credential) {
        return tx.handle()
                        .createUpdate(
                                """
                                INSERT INTO passkey (provider_id, id, kind, person_id, name, credential_id, public_key, sign_count, made_at)
                                VALUES (:provider, :id, :kind, :person, :name, :credential, :key, :count, :now)
                                ON CONFLICT (provider_id, credential_id) DO NOTHING
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .bind("kind", person.kind())
                        .bind("person", person.id())
                        .bind("name", name)
                        .bind("credential", credential.getCredentialId().getBytes())
                        .bind("key", credential.getPublicKeyCose().getBytes())
                        .bind("count", credential.getSignatureCount())
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    List<Passkey> list(UUID person) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, name, made_at, used_at FROM passkey
                        WHERE provider_id = :provider AND person_id = :person ORDER BY made_at, id
                        """)
                .bind("provider", tx.provider())
                .bind("person", person)
                .map((row, context) -> passkey(row))
                .list();
    }

    Optional<String> remove(UUID person, UUID id) {
        return tx.handle()
                .createQuery(
                        """
                        DELETE FROM passkey WHERE provider_id = :provider AND person_id = :person AND id = :id
                        RETURNING name
                        """)
                .bind("provider", tx.provider())
                .bind("person", person)
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }

    boolean has(UUID person) {
        return tx.handle()
                .createQuery(
                        "SELECT EXISTS (SELECT FROM passkey WHERE provider_id = :provider AND"
                                + " person_id = :person)")
                .bind("provider", tx.provider())
                .bind("person", person)
                .mapTo(Boolean.class)
                .one();
    }

    int removeAll(UUID person) {
        return tx.handle()
                .createUpdate(
                        "DELETE FROM passkey WHERE provider_id = :provider AND person_id = :person")
                .bind("provider", tx.provider())
                .bind("person", person)
                .execute();
    }

    Optional<Owner> owner(ByteArray credential) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT kind, person_id FROM passkey
                        WHERE provider_id = :provider AND credential_id = :credential
                        """)
                .bind("provider", tx.provider())
                .bind("credential", credential.getBytes())
                .map(
                        (row, context) ->
                                new Owner(
                                        row.getString("kind"),
                                        row.getObject("person_id", UUID.class)))
                .findOne();
    }

    void used(ByteArray credential, long count) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE passkey SET used_at = :now, sign_count = :count
                        WHERE provider_id = :provider AND credential_id = :credential
                        """)
                .bind("now", tx.now())
                .bind("count", count)
                .bind("provider", tx.provider())
                .bind("credential", credential.getBytes())
                .execute();
    }

    /** False if this challenge was answered before. */
    boolean answered(byte[] digest) {
        return tx.handle()
                        .createUpdate(
                                """
                                INSERT INTO answered_challenge (provider_id, digest, answered_at)
                                VALUES (:provider, :digest, :now) ON CONFLICT DO NOTHING
                                """)
                        .bind("provider", tx.provider())
                        .bind("digest", digest)
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    void forgetAnswered(Instant before) {
        tx.handle()
                .createUpdate("DELETE FROM answered_challenge WHERE answered_at < :before")
                .bind("before", before)
                .execute();
    }

    @Override
    public Set<PublicKeyCredentialDescriptor> getCredentialIdsForUsername(String username) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT credential_id FROM passkey WHERE provider_id = :provider AND person_id = :person
                        """)
                .bind("provider", tx.provider())
                .bind("person", UUID.fromString(username))
                .mapTo(byte[].class)
                .list()
                .stream()
                .map(id -> PublicKeyCredentialDescriptor.builder().id(new ByteArray(id)).build())
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<ByteArray> getUserHandleForUsername(String username) {
        return Optional.of(handle(UUID.fromString(username)));
    }

    @Override
    public Optional<String> getUsernameForUserHandle(ByteArray userHandle) {
        ByteBuffer bytes = ByteBuffer.wrap(userHandle.getBytes());
        return bytes.remaining() == 2 * Long.BYTES
                ? Optional.of(new UUID(bytes.getLong(), bytes.getLong()).toString())
                : Optional.empty();
    }

    @Override
    public Optional<RegisteredCredential> lookup(ByteArray credentialId, ByteArray userHandle) {
        return lookupAll(credentialId).stream()
                .filter(credential -> credential.getUserHandle().equals(userHandle))
                .findAny();
    }

    @Override
    public Set<RegisteredCredential> lookupAll(ByteArray credentialId) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT person_id, public_key, sign_count FROM passkey
                        WHERE provider_id = :provider AND credential_id = :credential
                        """)
                .bind("provider", tx.provider())
                .bind("credential", credentialId.getBytes())
                .map(
                        (row, context) ->
                                RegisteredCredential.builder()
                                        .credentialId(credentialId)
                                        .userHandle(handle(row.getObject("person_id", UUID.class)))
                                        .publicKeyCose(new ByteArray(row.getBytes("public_key")))
                                        .signatureCount(row.getLong("sign_count"))
                                        .build())
                .set();
    }

    private static Passkey passkey(ResultSet row) throws SQLException {
        return new Passkey(
                row.getObject("id", UUID.class),
                row.getString("name"),
                Instants.of(row, "made_at"),
                Instants.ofNullable(row, "used_at"));
    }
}
