package io.counterfoil.mail;

import io.counterfoil.mail.MailSettings.Encryption;
import jakarta.mail.Session;
import jakarta.mail.util.StreamProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Properties;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.angus.mail.util.MailStreamProvider;

/** The settings in the words of Jakarta Mail. */
final class SmtpSession {
    private static final String PREFIX = "mail.smtp.";
    private static final String TRUE = "true";
    private static final String FALSE = "false";

    static {
        // Or it is looked for on the whole class path, eight times a message.
        System.getProperties()
                .putIfAbsent(StreamProvider.class.getName(), MailStreamProvider.class.getName());
    }

    private SmtpSession() {}

    /**
     * A session in which nothing waits for ever and every certificate is checked.
     *
     * @param timer breaks off what takes too long to write
     * @throws UncheckedIOException if the file of certificates can't be read
     */
    static Session of(MailSettings settings, ScheduledExecutorService timer) {
        Properties properties = new Properties();
        properties.setProperty(
                PREFIX + "connectiontimeout", millis(settings.connectTimeout().toMilliseconds()));
        String patience = millis(settings.readTimeout().toMilliseconds());
        properties.setProperty(PREFIX + "timeout", patience);
        properties.setProperty(PREFIX + "writetimeout", patience);
        properties.put(PREFIX + "executor.writetimeout", timer);
        properties.setProperty(PREFIX + "quitwait", FALSE);
        if (!settings.bounceAddress().isBlank()) {
            properties.setProperty(PREFIX + "from", settings.bounceAddress());
        }
        if (!settings.username().isBlank()) {
            properties.setProperty(PREFIX + "auth", TRUE);
        }
        if (settings.tls() != Encryption.NONE) {
            // Who fails with the certificates to trust isn't tried with those of the JVM.
            properties.setProperty(PREFIX + "socketFactory.fallback", FALSE);
            properties.setProperty(PREFIX + "ssl.checkserveridentity", TRUE);
            settings.certificates()
                    .ifPresent(
                            file ->
                                    properties.put(
                                            PREFIX + "ssl.socketFactory", trustingOnly(file)));
            if (settings.tls() == Encryption.TLS) {
                properties.setProperty(PREFIX + "ssl.enable", TRUE);
            } else {
                properties.setProperty(PREFIX + "starttls.enable", TRUE);
                properties.setProperty(PREFIX + "starttls.required", TRUE);
            }
        }
        return Session.getInstance(properties);
    }

    private static SSLSocketFactory trustingOnly(Path file) {
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
            return context.getSocketFactory();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "mail.certificates in config.yml names %s, which can't be read: %s"
                            .formatted(file, e.getMessage()),
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "mail.certificates in config.yml names %s, which has no certificates in PEM that can be used: %s"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    private static String millis(long millis) {
        return Long.toString(millis);
    }
}
