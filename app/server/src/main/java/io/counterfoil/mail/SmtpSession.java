package io.counterfoil.mail;

import io.counterfoil.mail.MailSettings.Encryption;
import io.counterfoil.platform.Authorities;
import jakarta.mail.Session;
import jakarta.mail.util.StreamProvider;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.concurrent.ScheduledExecutorService;
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
                                            PREFIX + "ssl.socketFactory",
                                            Authorities.trustingOnly(file, "mail.certificates")
                                                    .getSocketFactory()));
            if (settings.tls() == Encryption.TLS) {
                properties.setProperty(PREFIX + "ssl.enable", TRUE);
            } else {
                properties.setProperty(PREFIX + "starttls.enable", TRUE);
                properties.setProperty(PREFIX + "starttls.required", TRUE);
            }
        }
        return Session.getInstance(properties);
    }

    private static String millis(long millis) {
        return Long.toString(millis);
    }
}
