package io.counterfoil.codes;

import java.nio.ByteBuffer;

/** HKDF with SHA-256 (RFC 5869), for derived keys of exactly one block: 32 bytes. */
final class Hkdf {
    private Hkdf() {}

    /**
     * Derives a key.
     *
     * @param secret input keying material
     * @param salt not secret; at least one byte (32 zeros stand for none)
     * @param info what the derived key is for
     */
    static byte[] derive(byte[] secret, byte[] salt, byte[] info) {
        byte[] extracted = new KeyedDigest(salt).of(secret);
        byte[] block = ByteBuffer.allocate(info.length + 1).put(info).put((byte) 1).array();
        return new KeyedDigest(extracted).of(block);
    }
}
