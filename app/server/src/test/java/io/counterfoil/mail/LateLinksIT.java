package io.counterfoil.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.accounts.OpenedAccount;
import io.counterfoil.accounts.OpeningRequest;
import io.counterfoil.catalog.NewPlan;
import io.counterfoil.platform.Listing;
import io.counterfoil.redemption.Shelf;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Links whose mail the mail server takes late. */
class LateLinksIT {
    private static final String ANNA = "anna@example.com";

    private SmtpFake smtp;
    private StaffMembers.WithPassword sue;
    private MailWorld mail;
    private TestWorld world;
    private TestServer server;
    private OpenedAccount anna;

    @BeforeEach
    void open() throws IOException {
        smtp = new SmtpFake();
        mail = new MailWorld(smtp.port());
        world = mail.world();
        server = new TestServer(world);
        sue = world.member("sue@harbour.example", "Sue", "support", null);
        new Shelf(world).nodeThatIsDown();
        UUID plan =
                world.wiring()
                        .catalog()
                        .plans()
                        .create(
                                world.caller(),
                                new NewPlan("Basic", "basic", 5_000_000_000L, null, null))
                        .id();
        anna =
                world.wiring()
                        .customers()
                        .opening()
                        .open(
                                world.caller(),
                                new OpeningRequest(
                                        null,
                                        "Anna",
                                        null,
                                        plan.toString(),
                                        null,
                                        null,
                                        ANNA,
                                        "anna",
                                        "a password of ten",
                                        null,
                                        null,
                                        "P1Y"));
    }

    @AfterEach
    void close() {
        server.close();
        mail.close();
        smtp.close();
    }

    @Test
    void aLinkLastsAnHourFromWhenItsMailIsHandedOver() {
        smtp.answer("RCPT", "450 4.2.0 Greylisted, come back later");
        UUID message = mailed();
        String token = new Mailbox(world).token(ANNA);
        mail.awaitAttempts(message, 1);
        world.clock().forward(Duration.ofHours(5));
        mail.await(message, MailState.SENT);
        assertThat(isGood(token)).isTrue();
        world.clock().forward(Duration.ofHours(1));
        assertThat(isGood(token)).as("an hour later").isFalse();
    }

    @Test
    void soDoesALinkForStaff() {
        smtp.answer("RCPT", "450 4.2.0 Greylisted, come back later");
        String form = "/console/forgotten";
        server.browser().submit(form, form, Map.of("email", "sue@harbour.example"));
        Mailbox mailbox = new Mailbox(world);
        await("the mail").until(() -> mailbox.count("sue@harbour.example") == 1);
        String token = mailbox.token("sue@harbour.example");
        UUID message = newest("staff_password_link");
        mail.awaitAttempts(message, 1);
        world.clock().forward(Duration.ofHours(5));
        mail.await(message, MailState.SENT);
        assertThat(isGood("/console", token)).isTrue();
        world.clock().forward(Duration.ofHours(1));
        assertThat(isGood("/console", token)).as("an hour later").isFalse();
    }

    @Test
    void aLinkThatConfirmsAnAddressLastsADayFromWhenItsMailIsHandedOver() {
        String token = mailedLate("anna@one.example");
        world.clock().forward(Duration.ofHours(20));
        mail.await(newest("email_confirmation"), MailState.SENT);
        world.clock().forward(Duration.ofHours(23));
        assertThat(confirms(token)).isTrue();
        world.clock().forward(Duration.ofHours(1));
        assertThat(confirms(token)).as("a day later").isFalse();
    }

    @Test
    void anAddressThatIsWantedNoMoreIsNotConfirmedByAMailThatComesLate() {
        String token = mailedLate("anna@two.example");
        UUID message = newest("email_confirmation");
        askAt(ANNA);
        assertThat(confirms(token)).as("there is a newer one").isFalse();
        world.clock().forward(Duration.ofHours(20));
        mail.await(message, MailState.SENT);
        assertThat(confirms(token)).isFalse();
    }

    @Test
    void anAddressThatCouldNotBeReachedForADayIsAskedNothing() {
        mailedLate("anna@three.example");
        world.clock().forward(Duration.ofDays(1));
        assertThat(mail.await(newest("email_confirmation"), MailState.FAILED).reason())
                .contains("too late to be true");
    }

    @Test
    void soDoesALinkThatBeginsATrial() {
        UUID message = trialMailedLate();
        String token = new Mailbox(world).token("tim@example.com");
        world.clock().forward(Duration.ofHours(20));
        mail.await(message, MailState.SENT);
        world.clock().forward(Duration.ofHours(23));
        assertThat(beginsATrial(token)).isTrue();
        world.clock().forward(Duration.ofHours(1));
        assertThat(beginsATrial(token)).as("a day later").isFalse();
    }

    @Test
    void aMailWhoseTrialIsForgottenIsNotSent() {
        UUID message = trialMailedLate();
        world.clock().forward(Duration.ofDays(1));
        assertThat(mail.await(message, MailState.FAILED).reason()).contains("too late to be true");
    }

    @Test
    void whatEndedMeanwhileStaysEnded() {
        smtp.answer("RCPT", "450 4.2.0 Greylisted, come back later");
        UUID message = mailed();
        String token = new Mailbox(world).token(ANNA);
        mail.awaitAttempts(message, 1);
        Browser own = server.browser();
        own.submit("/account/sign-in", "/account/sign-in", Map.of("username", "anna", "password", "a password of ten"));
        assertThat(
                        own.submit(
                                        "/account/password",
                                        "/account/password",
                                        Map.of(
                                                "present", "a password of ten",
                                                "chosen", "another of more letters"))
                                .statusCode())
                .isEqualTo(303);
        world.clock().forward(Duration.ofHours(5));
        mail.await(message, MailState.SENT);
        assertThat(isGood(token)).as("there is another password").isFalse();
    }

    @Test
    void aMailWhoseLinkIsForgottenIsNotSent() {
        smtp.answer("RCPT", "450 4.2.0 Greylisted, come back later");
        UUID message = mailed();
        mail.awaitAttempts(message, 1);
        world.clock().forward(Duration.ofDays(1));
        assertThat(mail.await(message, MailState.FAILED).reason()).contains("too late to be true");
    }

    private UUID mailed() {
        Browser support = server.signedIn(sue);
        String page = "/console/accounts/" + anna.account();
        assertThat(support.submit(page, page + "/password-link", Map.of()).statusCode())
                .isEqualTo(303);
        return newest("password_link");
    }

    /** The token of a link to an address whose mail server is not ready for it. */
    private String mailedLate(String address) {
        smtp.answer("RCPT", "450 4.2.0 Greylisted, come back later");
        askAt(address);
        mail.awaitAttempts(newest("email_confirmation"), 1);
        return new Mailbox(world).token(address);
    }

    private void askAt(String address) {
        Browser own = server.browser();
        own.submit("/account/sign-in", "/account/sign-in", Map.of("username", "anna", "password", "a password of ten"));
        assertThat(
                        own.submit(
                                        "/account/contact",
                                        "/account/contact",
                                        Map.of(
                                                "name", "Anna",
                                                "email", address,
                                                "present", "a password of ten"))
                                .statusCode())
                .isEqualTo(303);
    }

    private boolean confirms(String token) {
        return server.browser()
                .get("/account/contact/confirm?token=" + token)
                .body()
                .contains("<b>anna</b>");
    }

    /** The mail with the link of a trial, to an address whose mail server is not ready for it. */
    private UUID trialMailedLate() {
        UUID plan = new Shelf(world).trialPlan(30);
        world.database()
                .execute(
                        "INSERT INTO trial_offer VALUES ('%s', '%s', 90)"
                                .formatted(world.provider().id(), plan));
        smtp.answer("RCPT", "450 4.2.0 Greylisted, come back later");
        server.browser()
                .submit("/trial", "/trial", Map.of("name", "Tim", "email", "tim@example.com"));
        UUID message = newest("trial_confirmation");
        mail.awaitAttempts(message, 1);
        return message;
    }

    private boolean beginsATrial(String token) {
        return server.browser().get("/trial/confirm?token=" + token).statusCode() == 200;
    }

    private UUID newest(String kind) {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                new OutboxRepository(tx).list(null, Listing.first()).stream()
                                        .filter(posted -> posted.kind().equals(kind))
                                        .findFirst()
                                        .orElseThrow()
                                        .id());
    }

    private boolean isGood(String token) {
        return isGood("/account", token);
    }

    private boolean isGood(String area, String token) {
        return server.browser()
                .get(area + "/forgotten/new?token=" + token)
                .body()
                .contains("name=\"chosen\"");
    }
}
