package io.counterfoil.codes;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM under one key, with a random nonce of 96 bit in front of what it seals. Safe for many
 * threads; one key may seal some 2^32 times (NIST SP 800-38D, 8.3).
 */
public final class Seal {
    /** Bytes that sealing adds: nonce and tag. */
    public static final int OVERHEAD = 28;

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;

    Seal(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /**
     * Seals a message.
     *
     * @param context what the message belongs to; it is not stored, but opening needs the same
     */
    public byte[] seal(byte[] message, byte[] context, SecureRandom random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(message);
            return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM can't seal with AES-256-GCM.", e);
        }
    }

    /**
     * Opens what {@link #seal} returned.
     *
     * @throws BrokenSealException when it is not exactly that, or of another context or key
     */
    public byte[] open(byte[] sealed, byte[] context) {
        if (sealed.length < OVERHEAD) {
            throw new BrokenSealException(new AEADBadTagException("too short"));
        }
        try {
            byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
            return cipher(Cipher.DECRYPT_MODE, nonce, context)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (AEADBadTagException e) {
            throw new BrokenSealException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM can't open AES-256-GCM.", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context);
        return cipher;
    }
}
