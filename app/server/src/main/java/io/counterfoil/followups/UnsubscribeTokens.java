package io.counterfoil.followups;

import io.counterfoil.codes.KeyedDigest;
import io.counterfoil.codes.ServerKey;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * What the links to unsubscribe name: a series, and a mark under a key of the server's that nobody
 * else can make. Nothing of it is stored.
 */
public final class UnsubscribeTokens {
    private static final int ID_BYTES = 2 * Long.BYTES;
    // 128 bits: no list of guesses gets anywhere.
    private static final int MARK_BYTES = 16;

    private final KeyedDigest digest;

    /** Tokens under a key derived from {@code serverKey}. */
    public UnsubscribeTokens(ServerKey serverKey) {
        this.digest = serverKey.digest(ServerKey.Purpose.UNSUBSCRIBE);
    }

    /** The token of a provider's series. */
    String of(UUID provider, UUID series) {
        byte[] token =
                ByteBuffer.allocate(ID_BYTES + MARK_BYTES)
                        .put(bytes(series))
                        .put(mark(provider, series))
                        .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** The series of a token; empty if it was not made here, or for another provider. */
    Optional<UUID> series(UUID provider, String token) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException noToken) {
            return Optional.empty();
        }
        if (bytes.length != ID_BYTES + MARK_BYTES) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        UUID series = new UUID(buffer.getLong(), buffer.getLong());
        byte[] mark = Arrays.copyOfRange(bytes, ID_BYTES, bytes.length);
        return MessageDigest.isEqual(mark, mark(provider, series))
                ? Optional.of(series)
                : Optional.empty();
    }

    private byte[] mark(UUID provider, UUID series) {
        byte[] both = ByteBuffer.allocate(2 * ID_BYTES).put(bytes(provider)).put(bytes(series)).array();
        return Arrays.copyOf(digest.of(both), MARK_BYTES);
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(ID_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
