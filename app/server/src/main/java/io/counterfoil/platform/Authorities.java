package io.counterfoil.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificate authorities of one's own, for connections to servers that no public one vouches for. */
public final class Authorities {
    private Authorities() {}

    /**
     * TLS that trusts the certificates in this file (PEM) and no others, those of the JVM included.
     *
     * @param setting by which {@code config.yml} names the file, for the message
     * @throws UncheckedIOException if the file can't be read
     * @throws InstallationException if there is no certificate in it that can be used
     */
    public static SSLContext trustingOnly(Path file, String setting) {
        try (InputStream pem = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("certificate-" + trusted.size(), certificate);
            }
            TrustManagerFactory managers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s in config.yml names %s, which can't be read: %s"
                            .formatted(setting, file, e.getMessage()),
                    e);
        } catch (GeneralSecurityException e) {
            throw new InstallationException(
                    "%s in config.yml names %s, which has no certificates in PEM that can be used: %s"
                            .formatted(setting, file, e.getMessage()),
                    e);
        }
    }
}
