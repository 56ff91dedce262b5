package io.counterfoil.printing.bureau;

import io.counterfoil.printing.layout.BureauProfile;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A print bureau that a provider orders from.
 *
 * @param id its id
 * @param name as the provider calls it
 * @param key to which packages are encrypted
 * @param profile how it wants its volumes
 * @param dataFormat which data file it prints from
 * @param sparePercent so many per cent of the items are printed on top of an order
 */
public record Bureau(
        UUID id,
        String name,
        Key key,
        BureauProfile profile,
        DataFormat dataFormat,
        int sparePercent) {

    /**
     * An OpenPGP key that was good when it was sent.
     *
     * @param armoured the public key as text
     * @param fingerprint in groups of four, for comparing on the telephone
     * @param owner whose it is, as the key says; may be empty
     * @param expiresAt when it expires, or null
     */
    public record Key(
            String armoured, String fingerprint, String owner, @Nullable Instant expiresAt) {
        static Key of(String armoured, BureauKey key) {
            return new Key(
                    armoured, key.fingerprint(), key.owner(), key.expiresAt().orElse(null));
        }
    }

    /** How many items are printed on top of an order of so many. */
    public int spares(int quantity) {
        return Math.toIntExact(Math.ceilDiv((long) quantity * sparePercent, 100));
    }
}
