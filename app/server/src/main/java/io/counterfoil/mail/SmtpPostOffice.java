package io.counterfoil.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands letters over to the mail server. While that can't be reached nobody else waits for it:
 * after a fault of the connection all letters are put off for a moment.
 */
final class SmtpPostOffice implements PostOffice {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpPostOffice.class);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final SmtpConnections connections;
    private final MimeLetters letters;
    private final InstantSource clock;
    private final AtomicReference<Pause> pause = new AtomicReference<>(new Pause(Instant.MIN, ""));

    /** The mail server of these settings. */
    SmtpPostOffice(MailSettings settings, InstantSource clock) {
        this.connections = new SmtpConnections(settings);
        this.letters = new MimeLetters(connections.session(), settings.from());
        this.clock = clock;
    }

    private record Pause(Instant until, String reason) {}

    @Override
    public boolean open() {
        return true;
    }

    @Override
    public Outcome send(Letter letter) {
        MimeMessage mime;
        try {
            mime = letters.of(letter);
        } catch (AddressException e) {
            return new Outcome.Refused(
                    MailAddresses.works(letter.address())
                            ? "No mail can come from the sender's address, or answers can't go to"
                                    + " it. Please change the sender."
                            : "No mail can go to this address.",
                    false);
        } catch (MessagingException e) {
            throw new IllegalStateException("a letter can't be written", e);
        }
        Pause now = pause.get();
        Instant at = clock.instant();
        // One that ends later than any that begins now began before the clock was set back.
        boolean paused = at.isBefore(now.until()) && !now.until().isAfter(at.plus(PAUSE));
        return paused ? new Outcome.Later(now.reason(), true) : send(mime);
    }

    private Outcome send(MimeMessage mime) {
        try {
            connections.send(mime);
            return new Outcome.Taken();
        } catch (MessagingException e) {
            SmtpFault fault = SmtpFault.of(e);
            if (fault.ofConnection()) {
                LOG.warn("the mail server can't be used: {}", fault.reason());
                pause.set(new Pause(clock.instant().plus(PAUSE), fault.reason()));
            }
            return fault.outcome();
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
