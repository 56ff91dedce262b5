package io.counterfoil.node.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A private key and the certificates for it, as a server shows them. What fails is told with a
 * sentence that names the file and never has any of its content.
 *
 * @param store holds both
 * @param password of the key in there
 * @param expiresAt when the first of its certificates does that clients check
 */
record KeyMaterial(KeyStore store, String password, Instant expiresAt) {
    private static final Pattern KEY =
            Pattern.compile(
                    "-----BEGIN (?<what>[A-Z ]*PRIVATE KEY)-----(?<base64>[A-Za-z0-9+/=\\s]+)-----END");

    /** In memory only, so this hides nothing; a key store wants one. */
    private static final String IN_MEMORY = "in memory";

    /** Where both come from; read again, it may have changed. */
    sealed interface Source {
        /** The files that are read. */
        List<Path> files();

        /**
         * Reads them.
         *
         * @throws IOException when a file can't be read or used
         */
        KeyMaterial read() throws IOException;
    }

    /**
     * Two files in PEM, as certbot and other ACME clients leave them.
     *
     * @param certificates the server's first, then those that lead to its authority
     * @param key unencrypted, in PKCS #8 ({@code BEGIN PRIVATE KEY})
     */
    record Pem(Path certificates, Path key) implements Source {
        @Override
        public List<Path> files() {
            return List.of(certificates, key);
        }

        @Override
        public KeyMaterial read() throws IOException {
            List<X509Certificate> chain = chain(certificates);
            PublicKey known = chain.getFirst().getPublicKey();
            PrivateKey own = privateKey(key, known);
            check(own, known, certificates + " and " + key);
            try {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setKeyEntry(
                        "server",
                        own,
                        IN_MEMORY.toCharArray(),
                        chain.toArray(Certificate[]::new));
                return new KeyMaterial(store, IN_MEMORY, expiry(chain));
            } catch (GeneralSecurityException e) {
                throw new IOException(certificates + " and " + key + " can't be used together", e);
            }
        }
    }

    /** A Java key store, with one password for itself and the key. */
    record Store(Path file, String type, String password) implements Source {
        @Override
        public List<Path> files() {
            return List.of(file);
        }

        @Override
        public KeyMaterial read() throws IOException {
            try (InputStream bytes = Files.newInputStream(file)) {
                KeyStore store = KeyStore.getInstance(type);
                store.load(bytes, password.toCharArray());
                for (String alias : Collections.list(store.aliases())) {
                    if (store.getKey(alias, password.toCharArray()) instanceof PrivateKey own) {
                        List<X509Certificate> chain =
                                Arrays.stream(store.getCertificateChain(alias))
                                        .map(X509Certificate.class::cast)
                                        .toList();
                        check(own, chain.getFirst().getPublicKey(), file.toString());
                        return new KeyMaterial(store, password, expiry(chain));
                    }
                }
                throw new IOException(file + " has no private key in it");
            } catch (GeneralSecurityException e) {
                throw new IOException(file + " is no key store that this password opens", e);
            }
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "Store[" + file + "]";
        }
    }

    private static List<X509Certificate> chain(Path file) throws IOException {
        try (InputStream pem = new ByteArrayInputStream(Files.readAllBytes(file))) {
            List<X509Certificate> chain =
                    CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (chain.isEmpty()) {
                throw new IOException(file + " has no certificate in it");
            }
            return chain;
        } catch (CertificateException e) {
            throw new IOException(file + " has no certificates in PEM that can be read", e);
        }
    }

    private static PrivateKey privateKey(Path file, PublicKey match) throws IOException {
        Matcher pem = KEY.matcher(Files.readString(file));
        if (!pem.find()) {
            throw new IOException(file + " has no private key in PEM in it");
        }
        if (!"PRIVATE KEY".equals(pem.group("what"))) {
            throw new IOException(
                    "%s has a key of the kind \"%s\"; make it one of PKCS #8 without a password:"
                                    .formatted(file, pem.group("what"))
                            + " openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(pem.group("base64"));
            return KeyFactory.getInstance(match.getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + " has no key of the certificate's kind", e);
        }
    }

    /** While files are being replaced, one may be new already and the other not. */
    private static void check(PrivateKey own, PublicKey known, String where) throws IOException {
        byte[] word = {1, 2, 3};
        String algorithm =
                switch (own.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> own.getAlgorithm();
                };
        boolean fits;
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(own);
            signing.update(word);
            byte[] signed = signing.sign();
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(known);
            verifying.update(word);
            fits = verifying.verify(signed);
        } catch (GeneralSecurityException e) {
            throw new IOException(where + ": the key can't be used", e);
        }
        if (!fits) {
            throw new IOException(where + ": the key isn't the one of the certificate");
        }
    }

    private static Instant expiry(List<X509Certificate> chain) {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** By which a change of these files is noticed, whatever their times say; null if unreadable. */
    static byte @Nullable [] fingerprint(List<Path> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files) {
                digest.update(Files.readAllBytes(file));
            }
            return digest.digest();
        } catch (IOException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Without what is in it. */
    @Override
    public String toString() {
        return "KeyMaterial[expiresAt=" + expiresAt + "]";
    }
}
