package io.counterfoil.signin;

import io.counterfoil.codes.KeyedDigest;
import io.counterfoil.codes.ServerKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Codes for somebody who lost the app: ten, each good once, of 59 random bits without look-alikes.
 * Only digests are stored.
 */
public final class RecoveryCodes {
    /** How many there are. */
    static final int COUNT = 10;

    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int LENGTH = 12;
    private static final int GROUP = 4;

    private final SecureRandom random;
    private final KeyedDigest digest;

    /** Codes that are known by digests under {@code key}. */
    public RecoveryCodes(ServerKey key, SecureRandom random) {
        this.random = random;
        this.digest = key.digest(ServerKey.Purpose.RECOVERY_CODE);
    }

    /** New ones. */
    List<String> next() {
        return Stream.generate(this::one).limit(COUNT).toList();
    }

    /** By which the database knows a code, however somebody writes it. */
    byte[] digest(String code) {
        return digest.of(code.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""));
    }

    private String one() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            if (i > 0 && i % GROUP == 0) {
                code.append('-');
            }
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }
}
