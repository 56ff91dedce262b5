package io.counterfoil.printing.bureau;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPApi;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;

/** The key of a bureau, made in the test: both halves of it. */
public final class PressKey {
    // Before the tests' clock begins.
    private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");

    private final OpenPGPKey secret;

    /** A new key without an end. */
    public PressKey() {
        try {
            secret =
                    new BcOpenPGPApi()
                            .generateKey(4, Date.from(MADE))
                            .ed25519x25519Key("Press <press@press.example>")
                            .build();
        } catch (PGPException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public half, armoured. */
    public String publicKey() {
        try {
            return secret.toCertificate().toAsciiArmoredString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a message says; fails if it was changed on the way. */
    public byte[] decrypt(byte[] message) throws IOException {
        try {
            PGPEncryptedDataList list =
                    (PGPEncryptedDataList) new BcPGPObjectFactory(message).nextObject();
            PGPPublicKeyEncryptedData data = (PGPPublicKeyEncryptedData) list.get(0);
            InputStream clear =
                    data.getDataStream(
                            new BcPublicKeyDataDecryptorFactory(
                                    secret.getSecretKey(data.getKeyIdentifier())
                                            .unlock()
                                            .getKeyPair()));
            PGPLiteralData literal = (PGPLiteralData) new BcPGPObjectFactory(clear).nextObject();
            byte[] content = literal.getInputStream().readAllBytes();
            if (!data.isIntegrityProtected() || !data.verify()) {
                throw new AssertionError("the message is not protected, or was changed");
            }
            return content;
        } catch (PGPException e) {
            throw new AssertionError(e);
        }
    }

    /** The files of an archive, in order. */
    public static Map<String, byte[]> unzipped(byte[] archive) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }
}
