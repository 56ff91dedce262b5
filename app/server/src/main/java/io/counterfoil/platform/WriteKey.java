package io.counterfoil.platform;

/**
 * The Idempotency-Key of a write and the fingerprint of what it asks for.
 *
 * @param key what the caller sent; it also opens the stored answer, so it is kept as a digest only
 * @param fingerprint keyed digest of method, path and body
 */
public record WriteKey(String key, byte[] fingerprint) {

    @Override
    public String toString() {
        return "WriteKey[…]";
    }
}
