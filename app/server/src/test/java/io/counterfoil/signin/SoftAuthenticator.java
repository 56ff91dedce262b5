package io.counterfoil.signin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.upokecenter.cbor.CBORObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;
import org.jsoup.Jsoup;

/**
 * A browser's and a device's part in WebAuthn: one passkey with an ECDSA key, which answers the pages
 * that ask for it. It attests nothing.
 */
final class SoftAuthenticator {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PRESENT = 0x01;
    private static final int VERIFIED = 0x04;
    private static final int ATTESTED = 0x40;

    private final byte[] id = new byte[16];
    private final KeyPair keys;
    private final String origin;
    private byte[] user = {};
    private boolean verifies = true;

    /** A device that meets pages at this origin. */
    SoftAuthenticator(String origin) {
        this.origin = origin;
        new SecureRandom().nextBytes(id);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private SoftAuthenticator(SoftAuthenticator same, String origin) {
        this.origin = origin;
        this.keys = same.keys;
        this.user = same.user;
        System.arraycopy(same.id, 0, id, 0, id.length);
    }

    /** The same passkey on a page of another origin, as one that somebody was lured to. */
    SoftAuthenticator at(String another) {
        return new SoftAuthenticator(this, another);
    }

    /** The same, that asks for neither finger nor PIN. */
    SoftAuthenticator careless() {
        SoftAuthenticator careless = new SoftAuthenticator(this, origin);
        careless.verifies = false;
        return careless;
    }

    /** Makes a passkey, as a page asks for it. */
    String create(HttpResponse<String> page) {
        JsonNode options = options(page);
        user = decoded(options.at("/user/id").asText());
        byte[] key =
                CBORObject.NewMap()
                        .Add(1, 2)
                        .Add(3, -7)
                        .Add(-1, 1)
                        .Add(-2, coordinate(((ECPublicKey) keys.getPublic()).getW().getAffineX()))
                        .Add(-3, coordinate(((ECPublicKey) keys.getPublic()).getW().getAffineY()))
                        .EncodeToBytes();
        byte[] said = said(options.at("/rp/id").asText(), ATTESTED);
        byte[] data =
                ByteBuffer.allocate(said.length + 16 + 2 + id.length + key.length)
                        .put(said)
                        .put(new byte[16])
                        .putShort((short) id.length)
                        .put(id)
                        .put(key)
                        .array();
        byte[] attestation =
                CBORObject.NewMap()
                        .Add("fmt", "none")
                        .Add("attStmt", CBORObject.NewMap())
                        .Add("authData", data)
                        .EncodeToBytes();
        return answer(
                Map.of(
                        "clientDataJSON", encoded(client("webauthn.create", options)),
                        "attestationObject", encoded(attestation)));
    }

    /** Signs what a page asks for. */
    String get(HttpResponse<String> page) {
        JsonNode options = options(page);
        byte[] client = client("webauthn.get", options);
        byte[] said = said(options.path("rpId").asText(), 0);
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(said);
            signature.update(sha256(client));
            return answer(
                    Map.of(
                            "clientDataJSON", encoded(client),
                            "authenticatorData", encoded(said),
                            "signature", encoded(signature.sign()),
                            "userHandle", encoded(user)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] said(String party, int more) {
        int flags = PRESENT | (verifies ? VERIFIED : 0) | more;
        return ByteBuffer.allocate(37)
                .put(sha256(party.getBytes(StandardCharsets.UTF_8)))
                .put((byte) flags)
                .putInt(0)
                .array();
    }

    private byte[] client(String type, JsonNode options) {
        return written(
                        Map.of(
                                "type", type,
                                "challenge", options.path("challenge").asText(),
                                "origin", origin,
                                "crossOrigin", false))
                .getBytes(StandardCharsets.UTF_8);
    }

    private String answer(Map<String, String> response) {
        return written(
                Map.of(
                        "id", encoded(id),
                        "rawId", encoded(id),
                        "type", "public-key",
                        "response", response,
                        "clientExtensionResults", Map.of()));
    }

    private static JsonNode options(HttpResponse<String> page) {
        try {
            return JSON.readTree(
                            Jsoup.parse(page.body())
                                    .expectFirst("[data-passkey]")
                                    .attr("data-options"))
                    .path("publicKey");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String written(Map<String, ?> value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] coordinate(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[32];
        int length = Math.min(bytes.length, fixed.length);
        System.arraycopy(bytes, bytes.length - length, fixed, fixed.length - length, length);
        return fixed;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decoded(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
