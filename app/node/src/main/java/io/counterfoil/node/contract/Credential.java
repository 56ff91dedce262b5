package io.counterfoil.node.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * One way into an account's repositories: a user name and the digest of its password.
 *
 * <p>The digest is a plain SHA-256 because the password is generated with at least 128 random bits:
 * nobody can enumerate it, so a slow hash would cost the node time on each request and an attacker
 * nothing more. Passwords that people choose don't belong here.
 *
 * @param id the Basic user name, unique on the node; 1 to 255 characters without colon or control
 *     characters
 * @param digest SHA-256 of the password's UTF-8 bytes, 64 lower-case hexadecimal digits
 * @param scope what its bearer may do
 */
public record Credential(String id, String digest, Scope scope) {
    private static final Pattern ID = Pattern.compile("[^:\\p{Cntrl}]{1,255}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    public Credential {
        require(id, "id");
        require(digest, "digest");
        require(scope, "scope");
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "a credential's id has 1 to 255 characters, no colon and no control character");
        }
        if (!DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException(
                    "a credential's digest is a SHA-256 in 64 lower-case hexadecimal digits");
        }
    }

    /** The credential of a generated password. */
    public static Credential of(String id, String password, Scope scope) {
        return new Credential(id, digest(password), scope);
    }

    /** The digest of a generated password. */
    public static String digest(String password) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(password.getBytes(UTF_8));
            return HexFormat.of().formatHex(sha256);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void require(Object value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("a credential needs its " + name);
        }
    }

    /** Without the digest. */
    @Override
    public String toString() {
        return "Credential[id=" + id + ", scope=" + scope + "]";
    }
}
