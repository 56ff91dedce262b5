package io.counterfoil.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.KeyFolder;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.postgres.TestDatabase;
import io.counterfoil.printing.artwork.Artwork;
import io.counterfoil.printing.brand.Logos;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What arrives of messages, at a real mail server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailIT {
    private static final String LOGO =
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 80 20' width='80' height='20'><path d='M0 0h80v20H0z' fill='#123456'/></svg>";

    private GreenMail server;
    private MailWorld mail;

    @BeforeAll
    void start() {
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        mail = new MailWorld(server.getSmtp().getPort());
    }

    @BeforeEach
    void empty() throws Exception {
        server.purgeEmailFromAllMailboxes();
    }

    @AfterAll
    void stop() {
        mail.close();
        server.stop();
    }

    @Test
    void aMessageArrivesWithAllThatMailProgramsLookFor() throws Exception {
        Instant posted = mail.world().clock().instant();
        UUID id = mail.post();
        mail.await(id, MailState.SENT);

        MimeMessage arrived = arrived();
        assertThat(arrived.getFrom())
                .containsExactly(new InternetAddress(MailWorld.FROM, "Harbour Backup"));
        assertThat(arrived.getAllRecipients())
                .containsExactly(new InternetAddress("anna@example.com"));
        assertThat(arrived.getSubject()).isEqualTo("A test message from Harbour Backup");
        assertThat(arrived.getMessageID()).isEqualTo("<" + id + "@harbour.example>");
        assertThat(arrived.getSentDate())
                .isCloseTo(Date.from(posted.truncatedTo(ChronoUnit.SECONDS)), 2000);
        assertThat(arrived.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(arrived.getHeader("Return-Path")).containsExactly("<" + MailWorld.FROM + ">");
        assertThat(arrived.getHeader("Reply-To")).isNull();
        MimeMultipart parts = (MimeMultipart) arrived.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(0).getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat((String) parts.getBodyPart(0).getContent())
                .startsWith("Hello Anna,")
                .contains("https://harbour.example");
        assertThat(parts.getBodyPart(1).getContentType()).isEqualTo("text/html; charset=UTF-8");
        assertThat((String) parts.getBodyPart(1).getContent()).contains("<p>Hello Anna,</p>");
    }

    @Test
    void theLogoGoesAlongAndIsShownAsItIsWhenTheMessageIsSent() throws Exception {
        Logos logos = keepLogo();
        try {
            mail.await(mail.post(), MailState.SENT);
            MimeMultipart parts = (MimeMultipart) arrived().getContent();
            assertThat(parts.getCount()).isEqualTo(2);
            assertThat(parts.getBodyPart(1).getContentType()).startsWith("multipart/related");
            MimeMultipart shown = (MimeMultipart) parts.getBodyPart(1).getContent();
            assertThat((String) shown.getBodyPart(0).getContent())
                    .contains("src=\"cid:logo@counterfoil\" alt=\"Harbour Backup\"")
                    .contains("width=\"176\" height=\"44\"");
            MimeBodyPart picture = (MimeBodyPart) shown.getBodyPart(1);
            assertThat(picture.getContentID()).isEqualTo("<logo@counterfoil>");
            assertThat(picture.getDisposition()).isEqualTo("inline");
            BufferedImage dots = ImageIO.read(picture.getInputStream());
            assertThat(dots.getWidth()).isBetween(350, 352);
            assertThat(new Color(dots.getRGB(100, 40))).isEqualTo(new Color(0x123456));
        } finally {
            logos.delete(mail.world().caller());
        }
        server.purgeEmailFromAllMailboxes();
        mail.await(mail.post(), MailState.SENT);
        assertThat(((MimeMultipart) arrived().getContent()).getBodyPart(1).getContentType())
                .as("without one")
                .startsWith("text/html");
    }

    @Test
    void aLogoThatIsDeletedBeforeTheMessageIsSentIsNotMissedInIt() throws Exception {
        keepLogo();
        UUID id =
                mail.world()
                        .wiring()
                        .transactions()
                        .write(
                                mail.world().caller(),
                                tx -> {
                                    UUID posted = mail.post(tx);
                                    tx.handle().execute("DELETE FROM logo");
                                    return posted;
                                });
        mail.await(id, MailState.SENT);
        Object html = ((MimeMultipart) arrived().getContent()).getBodyPart(1).getContent();
        assertThat((String) html)
                .doesNotContain("cid:", "<img")
                .containsPattern("<p style=[^>]*>Harbour Backup</p>");
    }

    @Test
    void namesMayHaveAllLettersButNoLineBreaks() throws Exception {
        String name = "Zoë Ångström 明\r\nBcc: eve@example.com\r\n\r\n<b>Hi</b>";
        mail.await(
                mail.post(Message.of(MailKind.TEST, name, "zoe@exämple.example", Map.of())),
                MailState.SENT);

        MimeMessage arrived = arrived();
        InternetAddress to = (InternetAddress) arrived.getAllRecipients()[0];
        assertThat(arrived.getAllRecipients()).hasSize(1);
        assertThat(arrived.getHeader("Bcc")).isNull();
        assertThat(to.getAddress()).isEqualTo("zoe@xn--exmple-cua.example");
        assertThat(to.getPersonal())
                .isEqualTo("Zoë Ångström 明 Bcc: eve@example.com <b>Hi</b>");
        MimeMultipart parts = (MimeMultipart) arrived.getContent();
        assertThat((String) parts.getBodyPart(0).getContent()).contains("Zoë Ångström 明");
        assertThat((String) parts.getBodyPart(1).getContent())
                .contains("Zoë Ångström 明 Bcc: eve@example.com &lt;b&gt;Hi&lt;/b&gt;")
                .doesNotContain("<b>Hi");
    }

    @Test
    void aProviderHasItsOwnSenderAndAnotherProviderHasNot() throws Exception {
        Senders senders =
                new Senders(
                        mail.world().wiring().transactions(),
                        mail.world().wiring().access().providers(),
                        mail.world().wiring().access().audit(),
                        "");
        senders.change(
                mail.world().caller(),
                new Sender("Harbour, \"Care\"", "care@harbour.example", "desk@harbour.example", null));
        try {
            mail.await(mail.post(), MailState.SENT);
            MimeMessage arrived = arrived();
            assertThat(arrived.getFrom())
                    .containsExactly(
                            new InternetAddress("care@harbour.example", "Harbour, \"Care\""));
            assertThat(arrived.getReplyTo())
                    .containsExactly(new InternetAddress("desk@harbour.example"));
            assertThat(senders.read(mail.world().decoy())).isEqualTo(Sender.USUAL);
            for (String theirs :
                    List.of("care@harbour.example", "care@Ｈarbour.example", "a@news.harbour.example")) {
                Refused refused =
                        catchThrowableOfType(
                                Refused.class,
                                () ->
                                        senders.change(
                                                mail.world().decoy(),
                                                new Sender("Harbour", theirs, null, null)));
                assertThat(refused.fields())
                        .as(theirs)
                        .singleElement()
                        .satisfies(field -> assertThat(field.message()).contains("another provider"));
            }
            senders.change(
                    mail.world().caller(), new Sender(null, "care@harbour-mail.example", null, null));
            assertThat(
                            catchThrowableOfType(
                                    Refused.class,
                                    () ->
                                            senders.change(
                                                    mail.world().decoy(),
                                                    new Sender(
                                                            null, "x@harbour-mail.example", null, null))))
                    .isNotNull();
        } finally {
            senders.change(mail.world().caller(), Sender.USUAL);
        }
    }

    @Test
    void whatCanNotBeAnAddressFailsInWordsAndSuppressesNothing() {
        // A suppressed address would end the second one in another state.
        for (int at = 0; at < 2; at++) {
            OutboxMessage failed =
                    mail.await(
                            mail.post(
                                    Message.of(
                                            MailKind.TEST, "J", "jürgen@example.com", Map.of())),
                            MailState.FAILED);
            assertThat(failed.reason()).isEqualTo("No mail can go to this address.");
        }
        assertThat(mail.world().database().rows("SELECT address FROM mail_suppression"))
                .noneMatch(address -> address.contains("rgen"));
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aSecretIsForgottenOnceItIsSentAndNoBodyStandsInClear() {
        Message secret =
                new Message(
                        MailKind.TEMPORARY_PASSWORD,
                        "Anna",
                        "anna@example.com",
                        Map.of(
                                "username", "anna",
                                "plan", "Basic",
                                "repository", "rest:https://n.example/",
                                "repositoryUser", "r1"),
                        Map.of("password", "open-sesame"));
        assertThat(secret.toString()).doesNotContain("open-sesame");
        OutboxMessage sent = mail.await(mail.post(secret), MailState.SENT);
        assertThat(sent.readable()).isFalse();
        assertThat(sent.subject()).isEqualTo("Your backup account at Harbour Backup");

        OutboxMessage plain = mail.await(mail.post(), MailState.SENT);
        assertThat(plain.readable()).isTrue();
        byte[] body = read(plain.id());
        assertThat(new String(body, StandardCharsets.UTF_8))
                .doesNotContain("Hello");
        assertThat(texts().open(plain.id(), plain.subject(), body).text()).contains("Hello Anna,");
    }

    @Test
    void whatACustomerCausesIsPostedThoughCustomersSeeNoMessages() {
        Caller customer =
                new Caller(
                        new Scope.Customer(mail.world().provider().id(), UUID.randomUUID()),
                        Actor.VISITOR);
        Message test = Message.of(MailKind.TEST, "Anna", "anna@example.com", Map.of());
        UUID id =
                mail.world()
                        .wiring()
                        .transactions()
                        .write(customer, tx -> mail.world().wiring().mail().mail().post(tx, test));
        mail.await(id, MailState.SENT);
        assertThat(isThere(customer, id)).isFalse();
    }

    @Test
    void itIsInTheLanguageOfTheProviderWhoeverCausesIt() {
        TestDatabase database = mail.world().database();
        UUID provider = mail.world().provider().id();
        database.execute(
                "INSERT INTO mail_sender (provider_id, language) VALUES ('%s', 'de') ON CONFLICT (provider_id) DO UPDATE SET language = 'de'"
                        .formatted(provider));
        Message test = Message.of(MailKind.TEST, "Bea", "bea@example.com", Map.of());
        for (Scope scope :
                List.of(
                        new Scope.Provider(provider),
                        new Scope.Retailer(provider, UUID.randomUUID()),
                        new Scope.Customer(provider, UUID.randomUUID()))) {
            UUID id =
                    mail.world()
                            .wiring()
                            .transactions()
                            .write(
                                    new Caller(scope, Actor.VISITOR),
                                    tx -> mail.world().wiring().mail().mail().post(tx, test));
            assertThat(mail.await(id, MailState.SENT).subject())
                    .as("%s", scope)
                    .isEqualTo("Eine Testnachricht von Harbour Backup");
        }
        database.execute("UPDATE mail_sender SET language = NULL");
    }

    @Test
    void aMessageOfAUseCaseThatFailsIsNeverSent() {
        Message test = Message.of(MailKind.TEST, "Anna", "anna@example.com", Map.of());
        List<String> before = outbox();
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                mail.world()
                                        .wiring()
                                        .transactions()
                                        .write(
                                                mail.world().caller(),
                                                tx -> {
                                                    mail.world()
                                                            .wiring()
                                                            .mail()
                                                            .mail()
                                                            .post(tx, test);
                                                    throw new IllegalStateException("undone");
                                                }));
        UUID id = mail.post();
        mail.await(id, MailState.SENT);
        assertThat(server.getReceivedMessages()).hasSize(1);
        List<String> more = outbox();
        more.removeAll(before);
        assertThat(more).containsExactly(id.toString());
    }

    private List<String> outbox() {
        return new ArrayList<>(mail.world().database().rows("SELECT id FROM mail_message"));
    }

    @Test
    void whatThereIsNoReasonToKeepIsForgotten() {
        UUID id = mail.post();
        mail.await(id, MailState.SENT);
        mail.world().clock().forward(Mail.MESSAGES_KEPT.minus(Duration.ofMinutes(1)));
        mail.forgetOld();
        assertThat(mail.message(id).readable()).isTrue();
        mail.world().clock().forward(Duration.ofMinutes(2));
        mail.forgetOld();
        assertThat(isThere(mail.world().caller(), id)).isFalse();
    }

    private boolean isThere(Caller caller, UUID id) {
        return mail.world()
                .wiring()
                .transactions()
                .read(caller, tx -> new OutboxRepository(tx).find(id).isPresent());
    }

    private Logos keepLogo() {
        Logos logos = mail.world().wiring().printing().logos();
        logos.put(
                mail.world().caller(),
                Artwork.Kind.SVG,
                LOGO.getBytes(StandardCharsets.UTF_8));
        return logos;
    }

    private MimeMessage arrived() {
        assertThat(server.getReceivedMessages()).hasSize(1);
        return server.getReceivedMessages()[0];
    }

    private byte[] read(UUID id) {
        return mail.world()
                .wiring()
                .transactions()
                .read(mail.world().caller(), tx -> new OutboxRepository(tx).body(id).orElseThrow());
    }

    private SealedTexts texts() {
        SecureRandom random = new SecureRandom();
        return new SealedTexts(
                new KeyFolder(mail.world().dataFolder().resolve("keys"), random).serverKey(),
                random);
    }
}
