package io.counterfoil.signin;

import com.eatthepath.otp.HmacOneTimePasswordGenerator;
import com.google.common.io.BaseEncoding;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.spec.SecretKeySpec;

/**
 * The codes of an app (RFC 6238): six digits, another every 30 seconds, by HMAC-SHA-1, which is what
 * all apps know. One step before and one after count too, for clocks that are not quite right and
 * people who type slowly (5.2).
 */
final class AppCodes {
    /** Bytes of a secret: as many as the digest has (RFC 4226, 4). */
    static final int SECRET_BYTES = 20;

    private static final Duration STEP = Duration.ofSeconds(30);
    private static final int SLACK = 1;
    private static final HmacOneTimePasswordGenerator GENERATOR =
            new HmacOneTimePasswordGenerator();

    private AppCodes() {}

    /** The time step whose code this is, the latest first; empty if it is none of now. */
    static OptionalLong step(byte[] secret, String code, Instant now) {
        long step = now.getEpochSecond() / STEP.toSeconds();
        byte[] typed = code.getBytes(StandardCharsets.UTF_8);
        return LongStream.rangeClosed(-SLACK, SLACK)
                .map(ahead -> step - ahead)
                .filter(
                        at ->
                                MessageDigest.isEqual(
                                        typed,
                                        code(secret, at).getBytes(StandardCharsets.UTF_8)))
                .findFirst();
    }

    /** The code of a time step. */
    static String code(byte[] secret, long step) {
        try {
            return GENERATOR.generateOneTimePasswordString(
                    new SecretKeySpec(secret, GENERATOR.getAlgorithm()), step, Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("This JVM can't make codes of an app.", e);
        }
    }

    /** A secret as people type it. */
    static String text(byte[] secret) {
        return BaseEncoding.base32().omitPadding().encode(secret);
    }

    /** What an app reads from the picture. */
    static String address(byte[] secret, String issuer, String login) {
        return "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=6&period=30"
                .formatted(encoded(issuer), encoded(login), text(secret), encoded(issuer));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
