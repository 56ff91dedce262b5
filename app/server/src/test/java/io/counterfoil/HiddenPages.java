package io.counterfoil;

import static io.counterfoil.FilledWorld.CUSTOMER;
import static io.counterfoil.FilledWorld.CUSTOMERS_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.access.Role;
import io.counterfoil.access.Tokens;
import io.counterfoil.codes.ServerKey;
import io.counterfoil.mail.Mailbox;
import io.counterfoil.platform.KeyFolder;
import io.counterfoil.signin.PhoneApp;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pages of a filled world that no link of another page leads to: answers to forms, and where
 * links of mails lead. It is gone through once; then most of its links and codes are used up.
 */
final class HiddenPages {
    private static final String PASSWORD = "five green bicycles";
    private static final String NEWCOMER = "berta";
    private static final String FORGETFUL = "anna3";
    private static final String REDEEM = "/redeem";
    private static final Duration NEXT_CODE = Duration.ofSeconds(30);
    private static final Pattern BUREAU = Pattern.compile("(/bureau\\?token=[\\w-]+)");

    private final List<Hidden> pages = new ArrayList<>();
    private final FilledWorld filled;
    private final Mailbox mailbox;

    /**
     * One of them, as it came.
     *
     * @param name what it is called where pictures of it are kept
     * @param reader whose it is
     * @param browser in which it is open
     */
    record Hidden(String name, Role reader, Browser browser, HttpResponse<String> page) {
        /** Its address, without the host. */
        String path() {
            String query = page.uri().getRawQuery();
            return page.uri().getRawPath() + (query == null ? "" : "?" + query);
        }
    }

    private HiddenPages(FilledWorld filled) {
        this.filled = filled;
        this.mailbox = new Mailbox(filled.world());
    }

    /** All of them. */
    static List<Hidden> of(FilledWorld filled) {
        HiddenPages pages = new HiddenPages(filled);
        pages.redeem();
        pages.customer();
        pages.trial();
        pages.staff();
        pages.console();
        pages.bureau();
        return List.copyOf(pages.pages);
    }

    private void redeem() {
        Browser visitor = filled.server().browser();
        HttpResponse<String> opening = redeem(visitor, 1);
        see("redeem-new", Role.VISITOR, visitor, opening);
        HttpResponse<String> mine = visitor.fill(opening, REDEEM + "/mine", Map.of());
        see("redeem-mine", Role.VISITOR, visitor, mine);
        HttpResponse<String> other =
                visitor.fill(
                        mine,
                        REDEEM + "/extend",
                        Map.of("username", CUSTOMER, "password", CUSTOMERS_PASSWORD));
        see("redeem-other", Role.VISITOR, visitor, other);
        see(
                "redeem-mine-again",
                Role.VISITOR,
                visitor,
                visitor.fill(
                        other,
                        REDEEM + "/other/second",
                        Map.of("password", "wrong", "second_username", "anna-2")));
        Browser anna = filled.signedIn(Role.ACCOUNT_HOLDER);
        see("redeem-other-own", Role.ACCOUNT_HOLDER, anna, redeem(anna, 0));

        Browser berta = filled.server().browser();
        see(
                "redeem-done",
                Role.VISITOR,
                berta,
                berta.fill(
                        redeem(berta, 2),
                        REDEEM + "/new",
                        Map.of(
                                "name", "Berta",
                                "email", mail(NEWCOMER),
                                "username", NEWCOMER,
                                "password", PASSWORD)));
        signIn(berta);
        see("redeem-own", Role.ACCOUNT_HOLDER, berta, redeem(berta, 3));
    }

    private void customer() {
        Browser berta = filled.server().browser();
        signIn(berta);
        berta.submit(
                "/account/contact",
                "/account/contact",
                Map.of("name", "Berta", "email", mail("bertas-new"), "present", PASSWORD));
        follow("account-contact-confirm", Role.ACCOUNT_HOLDER, berta, "/account/contact/confirm", mail("bertas-new"));
        pass();
        berta.submit("/account/uninstall", "/account/uninstall", Map.of());
        follow("account-uninstall-confirm", Role.ACCOUNT_HOLDER, berta, "/account/uninstall/confirm", mail(NEWCOMER));
        pass();
        String account =
                "/console/accounts/"
                        + filled.world()
                                .database()
                                .rows("SELECT id FROM account WHERE username = '" + FORGETFUL + "'")
                                .getFirst();
        filled.signedIn(Role.OWNER).submit(account, account + "/password-link", Map.of());
        follow("account-new-password", Role.VISITOR, filled.server().browser(), "/account/forgotten/new", mail(FORGETFUL));
        enrol(Role.ACCOUNT_HOLDER, "account", berta);
        Browser again = filled.server().browser();
        signIn(again);
        see("account-step", Role.VISITOR, again, again.get("/account/sign-in/step"));
    }

    private void trial() {
        Browser visitor = filled.server().browser();
        String address = mail("tina");
        see(
                "trial-sent",
                Role.VISITOR,
                visitor,
                visitor.submit("/trial", "/trial", Map.of("name", "Tina", "email", address)));
        HttpResponse<String> confirm =
                follow("trial-confirm", Role.VISITOR, visitor, "/trial/confirm", address);
        see(
                "trial-done",
                Role.VISITOR,
                visitor,
                visitor.fill(confirm, "/trial/confirm", Map.of()));
    }

    private void staff() {
        Browser owner = filled.signedIn(Role.OWNER);
        String invited = mail("ines");
        owner.submit(
                "/console/invitations",
                "/console/invitations",
                Map.of("email", invited, "role", "support"));
        follow("invitation", Role.VISITOR, filled.server().browser(), "/invitation", invited);
        forget("console", Role.FINANCE);
        forget("retail", Role.CLERK);
        enrol(Role.SUPPORT, "console", filled.signedIn(Role.SUPPORT));
        Browser again = filled.signedIn(Role.SUPPORT);
        see("console-step", Role.VISITOR, again, again.get("/console/sign-in/step"));
    }

    private void console() {
        Browser owner = filled.signedIn(Role.OWNER);
        see(
                "console-key",
                Role.OWNER,
                owner,
                owner.submit("/console/keys", "/console/keys", Map.of("label", "Web shop 2")));
        see(
                "console-new-member",
                Role.OWNER,
                owner,
                owner.submit(
                        "/console/staff",
                        "/console/staff",
                        Map.of("name", "Otto", "email", mail("otto"), "role", "operator")));
        see(
                "console-account-opened",
                Role.OWNER,
                owner,
                owner.submit(
                        "/console/accounts/new",
                        "/console/accounts",
                        Map.of(
                                "name", "Sven",
                                "email", mail("sven"),
                                "plan", filled.otherPlan(),
                                "term", "1",
                                "term_unit", "years",
                                "username", "sven")));
        String recovery = "/console/serials/" + filled.soldSerial(4) + "/recovery";
        String code = "?" + filled.soldCode(4).substring(1);
        see(
                "console-recovery-known",
                Role.OWNER,
                owner,
                owner.submit(recovery, recovery, Map.of("code", code, "username", "sven")));
        HttpResponse<String> unknown =
                owner.submit(recovery, recovery, Map.of("code", code, "username", "carla"));
        see("console-recovery-unknown", Role.OWNER, owner, unknown);
        String other = "/console/serials/" + filled.soldSerial(5) + "/recovery";
        Map<String, String> opening =
                Map.of(
                        "code", "?" + filled.soldCode(5).substring(1),
                        "username", "dora",
                        "name", "Dora",
                        "email", mail("dora"));
        Map<String, String> opened = new HashMap<>(opening);
        opened.put("way", "open");
        see(
                "console-recovered",
                Role.OWNER,
                owner,
                owner.fill(owner.submit(other, other, opening), other, opened));
    }

    private void bureau() {
        Browser owner = filled.signedIn(Role.OWNER);
        String run = "/console/print-runs/" + filled.runAtBureau() + "/bureau";
        HttpResponse<String> made = owner.submit(run, run + "/link", Map.of());
        see("console-bureau-link", Role.OWNER, owner, made);
        Matcher link = BUREAU.matcher(made.body());
        assertThat(link.find()).as(made.body()).isTrue();
        Browser press = filled.server().browser();
        HttpResponse<String> offer = press.get(link.group(1));
        see("bureau-package", Role.VISITOR, press, offer);
        press.fill(offer, "/bureau", Map.of());
        see("bureau-reply", Role.VISITOR, press, press.get(link.group(1)));
    }

    /** Somebody of that role gets a link for a new password, as the job mails it. */
    private void forget(String area, Role role) {
        SecureRandom random = new SecureRandom();
        Tokens tokens =
                new Tokens(
                        new KeyFolder(filled.world().dataFolder().resolve("keys"), random)
                                .serverKey(),
                        ServerKey.Purpose.ONE_TIME_LINK,
                        random);
        String token = tokens.next("");
        filled.world()
                .database()
                .execute(
                        """
                        INSERT INTO staff_password_link (provider_id, staff_id, digest, made_at)
                        SELECT provider_id, id, '\\x%s', '%s' FROM staff WHERE email = '%s'
                        """
                                .formatted(
                                        HexFormat.of().formatHex(tokens.digest(token)),
                                        filled.world().clock().instant(),
                                        FilledWorld.email(role)));
        Browser forgetful = filled.server().browser();
        see(
                area + "-new-password",
                Role.VISITOR,
                forgetful,
                forgetful.get("/" + area + "/forgotten/new?token=" + token));
    }

    /** Turns the second step on, and stays a while, so that the app shows another code. */
    private void enrol(Role role, String area, Browser browser) {
        String page = "/" + area + "/second-step";
        HttpResponse<String> begun = browser.submit(page, page + "/begin", Map.of());
        see(area + "-enrol", role, browser, begun);
        String code = PhoneApp.reading(begun).code(filled.world().clock().instant());
        HttpResponse<String> codes =
                browser.fill(begun, page + "/confirm", Map.of("code", code));
        assertThat(codes.body()).contains("<li><span class=\"secret\">");
        see(area + "-recovery-codes", role, browser, codes);
        see(area + "-second-step-on", role, browser, browser.get(page));
        filled.world().clock().forward(NEXT_CODE);
    }

    private HttpResponse<String> redeem(Browser browser, int place) {
        return browser.submit(REDEEM, REDEEM, Map.of("code", filled.soldCode(place)));
    }

    private static void signIn(Browser browser) {
        browser.submit(
                "/account/sign-in",
                "/account/sign-in",
                Map.of("username", NEWCOMER, "password", PASSWORD));
    }

    /** So that the next mail to somebody is newer than those before it. */
    private void pass() {
        filled.world().clock().forward(Duration.ofSeconds(1));
    }

    private static String mail(String name) {
        return name + "@example.com";
    }

    /** Opens the link in the newest mail to an address. */
    private HttpResponse<String> follow(
            String name, Role reader, Browser browser, String page, String address) {
        HttpResponse<String> shown = browser.get(page + "?token=" + mailbox.token(address));
        see(name, reader, browser, shown);
        return shown;
    }

    private void see(String name, Role reader, Browser browser, HttpResponse<String> page) {
        assertThat(page.statusCode()).as("%s: %s", name, page.body()).isIn(200, 422);
        pages.add(new Hidden(name, reader, browser, page));
    }
}
