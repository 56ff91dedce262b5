package io.counterfoil.printing.bureau;

import io.counterfoil.platform.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.OpenPGPDefaultPolicy;
import org.bouncycastle.openpgp.api.OpenPGPKeyReader;
import org.bouncycastle.openpgp.api.OpenPGPPolicy;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPImplementation;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;

/**
 * The OpenPGP key of a print bureau, checked: what is encrypted to it only the bureau can read.
 *
 * <p>Of its encryption keys the newest is used that is bound to the primary key by a good
 * signature, neither expired nor revoked, and strong: RSA of 2,048 bits or more, or elliptic curves.
 */
public final class BureauKey {
    /** The longest text of a key; one of 4,096 bits with its signatures has some 3,000 characters. */
    static final int LONGEST = 100_000;

    private static final int BUFFER = 1 << 16;
    private static final int HEX_GROUP = 4;

    private final OpenPGPCertificate certificate;
    private final OpenPGPComponentKey encryption;
    private final Instant checkedAt;

    private BureauKey(
            OpenPGPCertificate certificate, OpenPGPComponentKey encryption, Instant checkedAt) {
        this.certificate = certificate;
        this.encryption = encryption;
        this.checkedAt = checkedAt;
    }

    /** What became of a text that should be a key. */
    public sealed interface Parsed {
        /** It can be encrypted to. */
        record Valid(BureauKey key) implements Parsed {}

        /**
         * It can't.
         *
         * @param reason sentences that say why, and what to ask the bureau for
         */
        record Invalid(Text reason) implements Parsed {}
    }

    /**
     * Reads an ASCII-armoured public key and checks it.
     *
     * @param now the moment at which it must be valid
     */
    public static Parsed parse(String armoured, Instant now) {
        if (armoured.length() > LONGEST) {
            return new Parsed.Invalid(
                    Text.of("This is longer than any key. Ask the bureau to export only its own."));
        }
        if (armoured.contains("PRIVATE KEY BLOCK")) {
            return new Parsed.Invalid(
                    Text.of("This is a secret key, which nobody but the bureau should have. Tell"
                                    + " the bureau to make a new one and to send the public key."));
        }
        List<OpenPGPCertificate> certificates = read(armoured);
        if (certificates.size() != 1) {
            return new Parsed.Invalid(
                    certificates.isEmpty()
                            ? Text.of("This is no OpenPGP public key. It begins with -----BEGIN PGP"
                                            + " PUBLIC KEY BLOCK----- and is copied with all its"
                                            + " lines.")
                            : Text.of("These are several keys. Ask the bureau which one to use."));
        }
        OpenPGPCertificate certificate = certificates.getFirst();
        Date at = Date.from(now);
        OpenPGPPolicy policy = new OpenPGPDefaultPolicy();
        if (!certificate.getKeys().stream()
                .allMatch(key -> policy.isAcceptablePublicKey(key.getPGPPublicKey()))) {
            return new Parsed.Invalid(
                    Text.of("This key is too weak: RSA keys need 2,048 bits or more. Ask the"
                                    + " bureau for a newer one."));
        }
        return certificate.getEncryptionKeys(at).stream()
                .max(Comparator.comparing(OpenPGPComponentKey::getCreationTime))
                .<Parsed>map(key -> new Parsed.Valid(new BureauKey(certificate, key, now)))
                .orElseGet(() -> new Parsed.Invalid(reason(certificate, now)));
    }

    private static List<OpenPGPCertificate> read(String armoured) {
        try {
            return new OpenPGPKeyReader(new BcOpenPGPImplementation())
                    .parseCertificates(armoured.strip().getBytes(StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException noKey) {
            // The parser fails in many ways on what is none; all mean the same here.
            return List.of();
        }
    }

    private static Text reason(OpenPGPCertificate certificate, Instant now) {
        Date at = Date.from(now);
        if (certificate.getPrimaryKey().getRevocation(at) != null) {
            return Text.of("This key was revoked by its owner. Ask the bureau for its new one.");
        }
        Date end = certificate.getExpirationTime(at);
        if (end != null && !end.toInstant().isAfter(now)) {
            return Text.of(
                    "This key expired on {day}. Ask the bureau to prolong it, or for its new one.",
                    "day",
                    LocalDate.ofInstant(end.toInstant(), ZoneOffset.UTC));
        }
        if (certificate.getPrimaryKey().getCreationTime().toInstant().isAfter(now)) {
            return Text.of("This key is dated in the future. Compare the clocks here and at the bureau.");
        }
        boolean hasOne =
                certificate.getSubkeys().values().stream()
                        .anyMatch(key -> key.getPGPPublicKey().isEncryptionKey());
        return Text.of(hasOne
                ? "The encryption key in this is expired, revoked or not signed by its owner. Ask"
                        + " the bureau for its current key."
                : "This key can sign, but nothing can be encrypted to it. Ask the bureau for a key"
                        + " with an encryption subkey.");
    }

    /** The fingerprint in groups, as people compare it on the telephone. */
    public String fingerprint() {
        return HexFormat.of()
                .withUpperCase()
                .formatHex(certificate.getFingerprint())
                .replaceAll("(.{" + HEX_GROUP + "})(?=.)", "$1 ");
    }

    /** Whose it is, as the key says; empty if it names nobody. */
    public String owner() {
        return certificate.getValidUserIds(Date.from(checkedAt)).stream()
                .map(OpenPGPCertificate.OpenPGPUserId::getUserId)
                .findFirst()
                .orElse("");
    }

    /** When it expires, if it does. */
    public Optional<Instant> expiresAt() {
        Date at = Date.from(checkedAt);
        return Stream.of(certificate.getExpirationTime(at), encryption.getKeyExpirationDateAt(at))
                .filter(Objects::nonNull)
                .map(Date::toInstant)
                .min(Comparator.naturalOrder());
    }

    /**
     * Encrypts what is written to the stream that it returns, with AES-256 and protected against
     * changes (RFC 9580, 5.13.1), not compressed and in flat memory. Closing it ends the message and
     * leaves {@code out} open.
     *
     * @param name under which the bureau's program saves it
     * @param date that it bears
     */
    OutputStream encrypt(OutputStream out, String name, Instant date, SecureRandom random)
            throws IOException {
        PGPEncryptedDataGenerator message =
                new PGPEncryptedDataGenerator(
                        new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                                .setWithIntegrityPacket(true)
                                .setSecureRandom(random));
        message.addMethod(
                new BcPublicKeyKeyEncryptionMethodGenerator(encryption.getPGPPublicKey())
                        .setSecureRandom(random));
        try {
            OutputStream encrypted = message.open(out, new byte[BUFFER]);
            OutputStream content =
                    new PGPLiteralDataGenerator()
                            .open(
                                    encrypted,
                                    PGPLiteralData.BINARY,
                                    name,
                                    Date.from(date),
                                    new byte[BUFFER]);
            return new EncryptedStream(content, encrypted);
        } catch (PGPException e) {
            throw new IOException("The package can't be encrypted to this key.", e);
        }
    }

    @Override
    public String toString() {
        return "BureauKey[" + fingerprint() + "]";
    }
}
