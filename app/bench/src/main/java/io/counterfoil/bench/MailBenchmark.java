package io.counterfoil.bench;

import io.counterfoil.mail.MailKind;
import io.counterfoil.mail.Message;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Scope;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Ten thousand messages from the outbox to a mail server on this machine, from the moment that they
 * are posted until the last is noted as sent, against a client without an outbox that writes and
 * sends the like of them over as many connections. How long it takes to post them before, and what
 * memory is in use, goes to the standard error.
 */
final class MailBenchmark implements Benchmark {
    private static final int MESSAGES = 10_000;
    private static final int CONNECTIONS = 2;
    private static final int MESSAGES_OF_CONNECTION = 100;
    // Both sides are compiled by then.
    private static final int WARM_UP_ROUNDS = 2;
    private static final int ROUNDS = 3;
    private static final double NANOS = 1e9;
    private static final long MEBIBYTE = 1 << 20;
    private static final String FROM = "no-reply@bench.example";
    private static final String TO = "anna@customers.example";
    private static final String UTF_8 = "UTF-8";
    // As long as what the templates make.
    private static final String LINE = "So that you see that messages of your provider arrive.\n";
    private static final int TEXT_LINES = 4;
    private static final int HTML_LINES = 20;

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public Outcome run() throws Exception {
        double[] ours = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        try (MailSink sink = new MailSink();
                BenchWorld world = new BenchWorld(settings(sink.port()))) {
            world.wiring().jobs().start();
            for (int round = 0; round < WARM_UP_ROUNDS; round++) {
                deliver(world, sink);
                sendPlainly(sink);
            }
            for (int round = 0; round < ROUNDS; round++) {
                ours[round] = deliver(world, sink);
                theirs[round] = sendPlainly(sink);
                System.err.printf(
                        "round %d: %.0f from the outbox, %.0f plainly a second%n",
                        round + 1, ours[round], theirs[round]);
            }
            world.wiring().jobs().stop();
            world.wiring().mail().office().close();
        }
        return new Outcome(
                name(),
                Outcome.median(ours),
                "messages/s",
                "plain SMTP client, " + CONNECTIONS + " connections",
                Outcome.median(theirs));
    }

    private static Map<String, ?> settings(int port) {
        return Map.of("host", "127.0.0.1", "port", port, "tls", "none", "from", FROM);
    }

    /** Posts messages, then has them delivered; how many a second were. */
    private static double deliver(BenchWorld world, MailSink sink) throws Exception {
        long before = sink.messages();
        long length = sink.characters();
        long heapBefore = heap();
        Message message = Message.of(MailKind.TEST, "Anna", TO, Map.of());
        long start = System.nanoTime();
        // At once, so that none is sent before all are there.
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> {
                            for (int posted = 0; posted < MESSAGES; posted++) {
                                world.wiring().mail().mail().post(tx, message);
                            }
                            return tx.now();
                        });
        double posting = (System.nanoTime() - start) / NANOS;
        start = System.nanoTime();
        // To count what waits takes time of its own, so only once all have arrived.
        while (sink.messages() - before < MESSAGES || waiting(world) > 0) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        double delivering = (System.nanoTime() - start) / NANOS;
        if (sink.messages() - before != MESSAGES) {
            throw new IllegalStateException(
                    "%d messages arrived of %d".formatted(sink.messages() - before, MESSAGES));
        }
        System.err.printf(
                "%d messages of %d characters: %.1f s to post, %.1f s to deliver;"
                        + " heap in use %d MiB before, %d MiB after%n",
                MESSAGES,
                (sink.characters() - length) / MESSAGES,
                posting,
                delivering,
                heapBefore / MEBIBYTE,
                heap() / MEBIBYTE);
        return MESSAGES / delivering;
    }

    private static int waiting(BenchWorld world) {
        return world.wiring()
                .transactions()
                .read(
                        new Caller(Scope.system(), Actor.job("bench")),
                        world.wiring().mail().mail()::waiting);
    }

    /** Bytes in use once what nobody needs is gone. */
    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Sends as many messages of like length; how many a second. */
    private static double sendPlainly(MailSink sink) throws Exception {
        long before = sink.messages();
        long length = sink.characters();
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int at = 0; at < CONNECTIONS; at++) {
                running.add(
                        threads.submit(
                                () -> {
                                    sendPlainly(sink.port(), MESSAGES / CONNECTIONS);
                                    return null;
                                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
        double rate = MESSAGES / ((System.nanoTime() - start) / NANOS);
        if (sink.messages() - before != MESSAGES) {
            throw new IllegalStateException("the plain client's messages did not all arrive");
        }
        System.err.printf(
                "%d messages of %d characters sent plainly%n",
                MESSAGES, (sink.characters() - length) / MESSAGES);
        return rate;
    }

    private static void sendPlainly(int port, int messages) throws MessagingException {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.quitwait", "false");
        Session session = Session.getInstance(properties);
        int left = messages;
        while (left > 0) {
            try (Transport transport = session.getTransport("smtp")) {
                transport.connect("127.0.0.1", port, null, null);
                int now = Math.min(left, MESSAGES_OF_CONNECTION);
                for (int at = 0; at < now; at++) {
                    MimeMessage message = plain(session);
                    transport.sendMessage(message, message.getAllRecipients());
                }
                left -= now;
            }
        }
    }

    private static MimeMessage plain(Session session) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(FROM));
        message.setRecipient(RecipientType.TO, new InternetAddress(TO));
        message.setSubject("A test message from Bench Backup", UTF_8);
        MimeBodyPart text = new MimeBodyPart();
        text.setText("Hello Anna,\n\n" + LINE.repeat(TEXT_LINES), UTF_8);
        MimeBodyPart html = new MimeBodyPart();
        html.setText("<p>Hello Anna,</p>\n" + LINE.repeat(HTML_LINES), UTF_8, "html");
        message.setContent(new MimeMultipart("alternative", text, html));
        message.saveChanges();
        return message;
    }
}
