package io.counterfoil.codes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * The installation's master key: 32 bytes that live outside the database. It does nothing itself;
 * every purpose has a key of its own, derived by HKDF-SHA-256. Who loses it loses all codes that
 * aren't redeemed yet.
 */
public final class ServerKey {
    /** Bytes of the key. */
    public static final int BYTES = 32;

    private static final byte[] NO_SALT = new byte[BYTES];
    private static final byte[] NO_CONTEXT = {};

    /** What a derived key is for. The label goes into the derivation and must never change. */
    public enum Purpose {
        /** Look-up of redemption codes. */
        CODE_DIGEST("code-digest"),
        /** Stored answers that hold secrets; the Idempotency-Key is their context. */
        ANSWER_SEALING("answer-sealing"),
        /** Fingerprints of request bodies. */
        FINGERPRINT("fingerprint"),
        /** Session tokens. */
        SESSION("session"),
        /** Tokens by which browsers are known in which somebody signed in. */
        KNOWN_BROWSER("known-browser"),
        /** API keys of providers, retailers and nodes. */
        API_KEY("api-key"),
        /** One-time links in mails and at set-up. */
        ONE_TIME_LINK("one-time-link"),
        /** Marks on forms against forged requests. */
        FORM("form"),
        /** Who guessed wrongly: addresses, browsers and usernames that needn't be kept. */
        GUESSER("guesser"),
        /** Challenges that browsers solve while very many codes are tried. */
        CHALLENGE("challenge"),
        /** Secrets that the server itself must send again, such as a node's key. */
        STORED_SECRET("stored-secret"),
        /** Who had a trial: addresses, networks and browsers that needn't be kept. */
        TRIAL("trial"),
        /** Mail that is kept until it is sent, and after that to be looked up. */
        MAIL("mail"),
        /** Marks in links to unsubscribe. */
        UNSUBSCRIBE("unsubscribe"),
        /** Addresses of those who left, which needn't be kept. */
        FOLLOW_UP_ADDRESS("follow-up-address"),
        /** Where retailers are paid. */
        BANK_DETAILS("bank-details"),
        /** What was read of damaged codes, to tell a repeated try from a new one. */
        DAMAGED_CODE("damaged-code"),
        /** What somebody had typed when their session was over, until they are back. */
        HELD_FORM("held-form"),
        /** What apps make the second step's codes of. */
        SECOND_STEP("second-step"),
        /** Codes for who lost that app. */
        RECOVERY_CODE("recovery-code"),
        /** Sign-ins that have a step to go. */
        PENDING_SIGN_IN("pending-sign-in"),
        /** What passkeys sign. */
        PASSKEY_CHALLENGE("passkey-challenge"),
        /** Addresses of staff who forgot a password, until a job has looked whose they are. */
        FORGOTTEN_STAFF("forgotten-staff"),
        /** By what OpenID providers know us. */
        OPENID_SECRET("openid-secret"),
        /** What a sign-in at an OpenID provider is known by, while its browser is away. */
        OPENID_VISIT("openid-visit");

        private final String label;

        Purpose(String label) {
            this.label = label;
        }
    }

    private final byte[] bytes;

    /**
     * The key with these bytes, as read from its file.
     *
     * @throws IllegalArgumentException when they are not {@link #BYTES} long
     */
    public ServerKey(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(
                    "The server's key has 32 bytes, not "
                            + bytes.length
                            + "; please restore its file from a backup.");
        }
        this.bytes = bytes.clone();
    }

    /** A new key, for the very first start. */
    public static ServerKey generate(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new ServerKey(bytes);
    }

    /** A copy of the bytes, for the file that keeps them. */
    public byte[] reveal() {
        return bytes.clone();
    }

    /** Keyed digests for one purpose. */
    public KeyedDigest digest(Purpose purpose) {
        return new KeyedDigest(derive(purpose, NO_CONTEXT));
    }

    /** A seal for one purpose. */
    public Seal seal(Purpose purpose) {
        return new Seal(derive(purpose, NO_CONTEXT));
    }

    /**
     * A seal for one purpose that only those can open who know the context too.
     *
     * @param context a secret of somebody else, such as an Idempotency-Key that isn't stored
     */
    public Seal seal(Purpose purpose, byte[] context) {
        return new Seal(derive(purpose, context));
    }

    private byte[] derive(Purpose purpose, byte[] context) {
        byte[] label = ("counterfoil/1/" + purpose.label).getBytes(StandardCharsets.US_ASCII);
        byte[] info =
                ByteBuffer.allocate(label.length + 1 + context.length)
                        .put(label)
                        .put((byte) 0)
                        .put(context)
                        .array();
        return Hkdf.derive(bytes, NO_SALT, info);
    }

    @Override
    public String toString() {
        return "ServerKey[hidden]";
    }
}
