package io.counterfoil.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.ChildJava;
import io.counterfoil.MovableClock;
import io.counterfoil.SelfSigned;
import io.dropwizard.jackson.Jackson;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The way to the mail server: encrypted, to the right one, with a password. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmtpTlsIT {
    private static final char[] STORE = "a test's own".toCharArray();
    private static final Letter LETTER =
            new Letter(
                    "<1@harbour.example>",
                    Instant.EPOCH,
                    Sender.USUAL,
                    "Anna",
                    "anna@example.com",
                    new MailText("Subject", "Text", "<p>Text</p>"),
                    null,
                    null);

    @TempDir private static Path folder;
    private Path certificate;
    private SmtpFake starting;
    private SmtpFake encrypted;

    @BeforeAll
    void start() throws Exception {
        certificate = folder.resolve("certificate.pem");
        SSLContext tls = SelfSigned.key("localhost", certificate);
        starting = new SmtpFake(tls, true);
        encrypted = new SmtpFake(tls, false);
    }

    @BeforeEach
    void forget() {
        starting.forget();
        encrypted.forget();
    }

    @AfterAll
    void stop() {
        starting.close();
        encrypted.close();
    }

    @Test
    void aTrustedServerIsSpokenToEncryptedWithBothWaysOfIt() {
        for (String way : new String[] {"starttls", "tls"}) {
            SmtpFake server = way.equals("tls") ? encrypted : starting;
            Map<String, Object> settings = settings("localhost", server.port(), way);
            settings.put("certificates", certificate.toString());
            settings.put("username", "counterfoil");
            settings.put("password", "let me in");
            assertThat(send(settings)).as(way).isEqualTo(new Outcome.Taken());
            assertThat(server.messages()).as(way).hasSize(1);
            String login = base64("counterfoil\0counterfoil\0let me in");
            assertThat(server.commands()).as(way).anyMatch(line -> line.contains(login));
        }
        assertThat(starting.commands().subList(1, 3))
                .as("the password only after the greeting under TLS")
                .satisfies(lines -> assertThat(lines.getFirst()).isEqualTo("STARTTLS"))
                .satisfies(lines -> assertThat(lines.getLast()).startsWith("EHLO"));
    }

    @Test
    void aServerThatNobodyVouchesForGetsNothing() {
        Outcome outcome = send(settings("localhost", encrypted.port(), "tls"));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Later.class,
                        later -> assertThat(later.reason()).contains("certificate is not one"));
        Awaitility.await("the end of the handshake on the other side")
                .until(() -> encrypted.broken() > 0);
    }

    /** With the certificates of the file and no others, whatever the JVM trusts. */
    @Test
    void whomOnlyTheJvmTrustsGetsNothingOnceTheFileNamesOthers() throws Exception {
        Path trusted = folder.resolve("trusted.p12");
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        try (InputStream file = Files.newInputStream(certificate);
                OutputStream store = Files.newOutputStream(trusted)) {
            own.setCertificateEntry(
                    "own", CertificateFactory.getInstance("X.509").generateCertificate(file));
            own.store(store, STORE);
        }
        Path another = folder.resolve("another.pem");
        SelfSigned.write(usuallyTrusted(), another);

        assertThat(outcomeWhereTheJvmTrusts(trusted, "")).isEqualTo("Taken[]");
        assertThat(outcomeWhereTheJvmTrusts(trusted, another.toString()))
                .contains("Later", "certificate is not one");
    }

    /** Sends a letter from a JVM of its own. */
    private String outcomeWhereTheJvmTrusts(Path store, String certificates) throws Exception {
        List<String> command =
                ChildJava.command(
                        Elsewhere.class, Integer.toString(encrypted.port()), certificates);
        command.addAll(
                1,
                List.of(
                        "-Xmx64m",
                        "-Djavax.net.ssl.trustStore=" + store,
                        "-Djavax.net.ssl.trustStorePassword=" + new String(STORE)));
        Process process =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.lines().toList().getLast();
    }

    /** What that JVM does. */
    static final class Elsewhere {
        private Elsewhere() {}

        public static void main(String[] arguments) {
            Map<String, Object> settings =
                    settings("localhost", Integer.parseInt(arguments[0]), "tls");
            settings.put("certificates", arguments[1]);
            System.out.println(send(settings));
        }
    }

    private static Certificate usuallyTrusted() throws Exception {
        TrustManagerFactory usual =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        usual.init((KeyStore) null);
        return ((X509TrustManager) usual.getTrustManagers()[0]).getAcceptedIssuers()[0];
    }

    @Test
    void aCertificateOfAnotherNameIsRefused() {
        Map<String, Object> settings = settings("127.0.0.1", encrypted.port(), "tls");
        settings.put("certificates", certificate.toString());
        assertThat(send(settings))
                .isInstanceOfSatisfying(
                        Outcome.Later.class,
                        later -> assertThat(later.reason()).contains("certificate is not one"));
    }

    @Test
    void aServerThatDoesNotOfferTlsGetsNothing() {
        try (SmtpFake plain = new SmtpFake()) {
            assertThat(send(settings("localhost", plain.port(), "starttls")))
                    .isInstanceOf(Outcome.Later.class);
            assertThat(plain.messages()).isEmpty();
            assertThat(plain.commands()).noneMatch(line -> line.startsWith("MAIL"));
        }
    }

    @Test
    void aWrongPasswordIsTheServersFaultNotTheLetters() {
        try (SmtpFake strict = new SmtpFake()) {
            strict.answer("AUTH", "535 5.7.8 No", "535 5.7.8 No");
            Map<String, Object> settings = settings("127.0.0.1", strict.port(), "none");
            settings.put("username", "counterfoil");
            settings.put("password", "wrong");
            assertThat(send(settings))
                    .isInstanceOfSatisfying(
                            Outcome.Later.class,
                            later ->
                                    assertThat(later.reason())
                                            .contains("user name and password in config.yml")
                                            .doesNotContain("wrong"));
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> settings(String host, int port, String way) {
        Map<String, Object> settings = new HashMap<>(MailWorld.settings(port));
        settings.put("host", host);
        settings.put("tls", way);
        return settings;
    }

    private static Outcome send(Map<String, Object> settings) {
        MailSettings read = Jackson.newObjectMapper().convertValue(settings, MailSettings.class);
        try (PostOffice office = PostOffice.of(read, new MovableClock())) {
            return office.send(LETTER);
        }
    }
}
