package io.counterfoil.mail;

import static java.util.concurrent.TimeUnit.SECONDS;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.logging.Level;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to the mail server. One that was used stays open for some seconds, so that many
 * messages share it; since some mail servers end one after a hundred messages, we do so first.
 */
final class SmtpConnections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpConnections.class);
    private static final int MOST_MESSAGES = 100;
    private static final long IDLE_SECONDS = 5;
    private static final long LOOK_SECONDS = 1;
    // Jakarta Mail would write all that goes over a connection, passwords too, to the log of the
    // package that its class is in, where that is fine enough. Kept here, since nobody else does.
    private static final java.util.logging.Logger PROTOCOL =
            java.util.logging.Logger.getLogger(
                    SmtpConnections.class.getPackageName() + ".protocol");

    static {
        PROTOCOL.setLevel(Level.OFF);
    }

    private final MailSettings settings;
    private final Session session;
    private final Deque<Connection> idle = new ArrayDeque<>();
    // One thread closes connections, the other one breaks that off where it takes too long.
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(
                    2, Thread.ofPlatform().name("mail-timer-", 1).daemon().factory());
    private boolean closed;

    SmtpConnections(MailSettings settings) {
        this.settings = settings;
        this.session = SmtpSession.of(settings, timer);
        timer.setRemoveOnCancelPolicy(true);
        // Comes before whatever limits a write: to begin a write wakes no thread then.
        var unused =
                timer.scheduleWithFixedDelay(this::closeIdle, LOOK_SECONDS, LOOK_SECONDS, SECONDS);
    }

    /** One connection, for one thread at a time. */
    private static final class Connection extends SMTPTransport {
        private int messages;
        private boolean goesOn;
        private long idleSince;

        Connection(Session session) {
            super(session, null);
        }

        void send(MimeMessage message) throws MessagingException {
            goesOn = messages == 0;
            messages++;
            sendMessage(message, message.getAllRecipients());
        }

        @Override
        protected void mailFrom() throws MessagingException {
            super.mailFrom();
            goesOn = true;
        }

        /** Whether the server ended it after an earlier message, before it heard of this one. */
        boolean hadEnough() {
            return !goesOn && !isConnected();
        }

        @Override
        public synchronized void close() {
            try {
                super.close();
            } catch (MessagingException e) {
                LOG.debug("the mail server was gone before the goodbye", e);
            }
        }
    }

    /** What messages are written for. */
    Session session() {
        return session;
    }

    /** Hands a message over; after a failure its connection is not used again. */
    void send(MimeMessage message) throws MessagingException {
        Connection connection = take();
        boolean done = false;
        try {
            connection.send(message);
            done = true;
        } catch (MessagingException e) {
            if (!connection.hadEnough()) {
                throw e;
            }
        } finally {
            if (!done || !keep(connection)) {
                connection.close();
            }
        }
        if (!done) {
            send(message);
        }
    }

    private Connection take() throws MessagingException {
        Connection kept = nextIdle();
        if (kept != null) {
            return kept;
        }
        Connection fresh = new Connection(session);
        if (settings.username().isBlank()) {
            fresh.connect(settings.host(), settings.port(), null, null);
        } else {
            fresh.connect(
                    settings.host(), settings.port(), settings.username(), settings.password());
        }
        return fresh;
    }

    private synchronized @Nullable Connection nextIdle() {
        return idle.pollLast();
    }

    private synchronized boolean keep(Connection connection) {
        if (closed || connection.messages >= MOST_MESSAGES) {
            return false;
        }
        connection.idleSince = System.nanoTime();
        idle.addLast(connection);
        return true;
    }

    private void closeIdle() {
        long latest = System.nanoTime() - SECONDS.toNanos(IDLE_SECONDS);
        takeIdle(latest).forEach(Connection::close);
    }

    private synchronized List<Connection> takeIdle(long latest) {
        List<Connection> old = new ArrayList<>();
        for (Connection next = idle.peekFirst();
                next != null && next.idleSince - latest <= 0;
                next = idle.peekFirst()) {
            old.add(idle.removeFirst());
        }
        return old;
    }

    @Override
    public void close() {
        List<Connection> rest;
        synchronized (this) {
            closed = true;
            rest = List.copyOf(idle);
            idle.clear();
        }
        rest.forEach(Connection::close);
        timer.shutdown();
    }
}
