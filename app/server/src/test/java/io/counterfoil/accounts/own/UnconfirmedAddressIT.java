package io.counterfoil.accounts.own;

import static io.counterfoil.accounts.own.Holders.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.accounts.Contacts;
import io.counterfoil.accounts.OpenedAccount;
import io.counterfoil.accounts.OpeningRequest;
import io.counterfoil.mail.Mailbox;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Addresses that holders name for somebody else, and those that were given when more was allowed. */
class UnconfirmedAddressIT {
    private static final String SUBS = "/account/sub-accounts";
    private static final String CONTACT = "/account/contact";
    private static final String STRANGER = "stranger@example.org";

    private TestWorld world;
    private Holders holders;
    private TestServer server;
    private Mailbox mailbox;
    private OpenedAccount eve;

    @BeforeEach
    void start() throws Exception {
        world = new TestWorld();
        holders = new Holders(world);
        server = new TestServer(world);
        mailbox = new Mailbox(world);
        eve = holders.open(world.caller(), "eve", null);
    }

    @AfterEach
    void stop() {
        server.close();
        world.close();
    }

    @Test
    void aStrangerGetsFiveFirstMailsADayHoweverManyAccountsAreOpenedForThem() {
        Browser browser = Holders.signedIn(server, "eve");
        for (int at = 0; at < 5; at++) {
            assertThat(opened(browser, "eve-" + at, STRANGER).statusCode()).isEqualTo(200);
        }
        HttpResponse<String> sixth = opened(browser, "eve-6", "Stranger@example.org");
        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(sixth.body()).contains("5 mails of this kind to Stranger@example.org");
        assertThat(opened(browser, "eve-7", "another@example.org").statusCode()).isEqualTo(200);
        assertThat(mailbox.count(STRANGER)).isEqualTo(5);
        world.clock().forward(Duration.ofDays(1));
        assertThat(opened(Holders.signedIn(server, "eve"), "eve-8", STRANGER).statusCode())
                .isEqualTo(200);
    }

    @Test
    void neitherAreTheyAskedMoreOftenWhetherItIsTheirs() {
        int answered = 0;
        for (int at = 0; at < 3; at++) {
            world.wiring()
                    .customers()
                    .opening()
                    .openByHolder(
                            world.caller(),
                            new OpeningRequest(
                                    null,
                                    null,
                                    eve.account().toString(),
                                    null,
                                    null,
                                    "You",
                                    at + STRANGER,
                                    "eve-" + at,
                                    PASSWORD,
                                    null,
                                    null,
                                    null));
            Browser sub = Holders.signedIn(server, "eve-" + at);
            for (int again = 0; again < 3; again++) {
                HttpResponse<String> asked =
                        sub.submit(
                                CONTACT,
                                CONTACT,
                                Map.of("name", "You", "email", STRANGER, "present", PASSWORD));
                assertThat(asked.statusCode()).isIn(303, 429);
                answered += asked.statusCode() == 303 ? 1 : 0;
            }
        }
        assertThat(answered).isEqualTo(5);
        assertThat(mailbox.count(STRANGER)).isEqualTo(5);
    }

    @Test
    void anAddressOfBeforeStandsWhereItIsNotChanged() {
        String old = "eve/home@example.com";
        world.database()
                .execute("UPDATE contact SET email = '%s' WHERE email LIKE 'eve@%%'".formatted(old));
        Browser browser = Holders.signedIn(server, "eve");
        assertThat(contact(browser, "Eve the Elder", old).statusCode()).isEqualTo(303);
        assertThat(browser.get(CONTACT).body()).contains("value=\"Eve the Elder\"", old);
        assertThat(contact(browser, "Eve", "eve/other@example.com").statusCode()).isEqualTo(422);

        Contacts contacts = world.wiring().customers().contacts();
        assertThat(
                        contacts.change(
                                        world.caller(),
                                        eve.contact(),
                                        new Contacts.ContactRequest("Eva", old))
                                .name())
                .isEqualTo("Eva");
        contacts.eraseAddress(world.caller(), "gone/home@example.com");
    }

    private static HttpResponse<String> contact(Browser browser, String name, String email) {
        return browser.submit(
                CONTACT, CONTACT, Map.of("name", name, "email", email, "present", PASSWORD));
    }

    private static HttpResponse<String> opened(Browser browser, String username, String email) {
        return browser.submit(
                SUBS,
                SUBS,
                Map.of("username", username, "contact_name", "You", "email", email));
    }
}
