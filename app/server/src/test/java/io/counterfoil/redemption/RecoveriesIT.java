package io.counterfoil.redemption;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.Audit;
import io.counterfoil.access.AuditFilter;
import io.counterfoil.accounts.NewAccount;
import io.counterfoil.codes.DamagedCode;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.redemption.Shelf.Card;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Cards with a damaged panel, which staff redeem for their customers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecoveriesIT {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CLIENTS = 32;

    private TestWorld world;
    private TestServer server;
    private Shelf shelf;
    private Recoveries recoveries;
    private UUID basic;

    @BeforeAll
    void start() throws Exception {
        world = new TestWorld();
        shelf = new Shelf(world);
        shelf.nodeThatIsDown();
        server = new TestServer(world);
        recoveries = world.wiring().redemption().recoveries();
        basic = shelf.plan("Basic", 1_000_000_000L);
        Card card = basicCard();
        recoveries.recover(
                world.caller(),
                card.serial(),
                damaged(card.code(), 0),
                new Beneficiary.Opened(
                        new NewAccount("Anna", "anna@example.com", "anna", null)));
    }

    @AfterAll
    void stop() {
        server.close();
        world.close();
    }

    @Test
    void aProgramRedeemsACardOfWhichAWholeGroupCannotBeReadAndNobodySeesItsCode() {
        Card torn = shelf.card(basic, "P1Y");
        assertThat(call(torn.serial(), null).path("tries_left").asInt()).isEqualTo(5);
        JsonNode done =
                call(
                        torn.serial(),
                        "{\"code\": \"%s\", \"username\": \"anna\"}"
                                .formatted(without(torn.code(), 4, 5, 6, 7)));
        assertThat(done.path("username").asText()).as("%s", done).isEqualTo("anna");
        assertThat(state(torn)).isEqualTo("redeemed");
        assertThat(left(torn)).isEqualTo(4);
        List<Audit.Entry> log = world.wiring()
                .access()
                .audit()
                .list(world.caller(), AuditFilter.ALL, new Listing(5, null))
                .items();
        assertThat(log)
                .filteredOn(entry -> entry.subject().equals("serial:" + torn.serial()))
                .extracting(Audit.Entry::action)
                .containsExactly("code.recovered", "code.recovery_tried");
        assertThat(log.toString() + done).doesNotContain(torn.code().substring(0, 4));
    }

    @Test
    void supportOpensAnAccountWithACardOnItsPage() {
        Card torn = basicCard();
        Browser browser = support("sue");
        String page = "/console/serials/" + torn.serial() + "/recovery";
        HttpResponse<String> form = browser.get(page);
        assertThat(form.body()).contains("5 are left");

        String wrong = without(changed(torn.code(), 1), 0, 8);
        HttpResponse<String> refused =
                browser.fill(
                        form, page, Map.of("code", wrong, "username", "berta"));
        assertThat(refused.statusCode()).isEqualTo(200);
        assertThat(refused.body()).contains("Nobody has the username berta", wrong, "5 are left");
        Map<String, String> berta =
                Map.of(
                        "username", "berta",
                        "name", "Berta",
                        "email", "berta@example.com",
                        "way", "open");
        refused = browser.fill(refused, page, with(berta, wrong));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("4 tries are left", "berta@example.com");

        HttpResponse<String> done =
                browser.fill(
                        refused,
                        page,
                        with(berta, without(torn.code(), 0, 1, 8)));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(done.body())
                .contains("berta", "Temporary password", "not shown again")
                .doesNotContain(torn.code().substring(10));
        assertThat(state(torn)).isEqualTo("redeemed");
    }

    @Test
    void supportSeesWhatAnItemWouldDoBeforeItIsSpentAndChangesThePlanOfAnAccountWithIt() {
        Browser browser = support("tim");
        Card first = basicCard();
        String page = "/console/serials/" + first.serial() + "/recovery";
        String readable = without(first.code(), 3);
        HttpResponse<String> looked =
                browser.submit(page, page, Map.of("code", readable, "username", "anna"));
        assertThat(looked.body()).contains("Redeem it for anna", "5 are left");
        assertThat(state(first)).isEqualTo("activated");
        // Another name than the one that was looked at is looked at first.
        looked =
                browser.fill(
                        looked,
                        page,
                        Map.of("code", readable, "username", "carla", "way", "extend"));
        assertThat(looked.body()).contains("Nobody has the username carla", "Open an account");
        Map<String, String> carla =
                Map.of("username", "carla", "name", "Carla", "email", "c@example.com", "way", "open");
        assertThat(browser.fill(looked, page, with(carla, readable)).body())
                .contains("<b>carla</b> runs until");

        Card other = shelf.card(shelf.plan("Larger", 3_000_000_000L), "P1M");
        page = "/console/serials/" + other.serial() + "/recovery";
        readable = without(other.code(), 3);
        looked = browser.submit(page, page, Map.of("code", readable, "username", "carla"));
        assertThat(looked.body())
                .contains("for the plan Larger, and carla has another one")
                .contains("Open a second account", "Redeem it and change the plan")
                .doesNotContain("Your account", "you have");
        HttpResponse<String> done =
                browser.fill(
                        looked,
                        page,
                        Map.of("code", readable, "username", "carla", "way", "convert"));
        assertThat(done.body()).contains("<b>carla</b> runs until");
        assertThat(state(other)).isEqualTo("redeemed");
        assertThat(
                        world.database()
                                .rows(
                                        "SELECT plan.name FROM account JOIN plan ON plan.id = account.plan_id WHERE username = 'carla'"))
                .containsExactly("Larger");
    }

    private Browser support(String name) {
        return server.signedIn(name + "@harbour.example", name, "support", null);
    }

    @Test
    void anItemHasFiveTriesHoweverManyComeAtOnce() throws Exception {
        Card torn = basicCard();
        List<Future<Redemption>> attempts =
                atOnce(client -> damaged(changed(torn.code(), client % 31 + 1, client / 31), 15), torn);
        List<Refused> refusals =
                attempts.stream()
                        .map(attempt -> (Refused) requireNonNull(attempt.exceptionNow()))
                        .toList();
        assertThat(refusals)
                .filteredOn(refused -> refused.type() == ProblemType.CODE_REFUSED)
                .hasSize(RecoveryTries.MOST);
        assertThat(refusals)
                .filteredOn(refused -> refused.type() == ProblemType.CONFLICT)
                .hasSize(CLIENTS - RecoveryTries.MOST)
                .allSatisfy(refused -> assertThat(refused.detail()).contains("used up"));
        assertThat(left(torn)).isZero();

        Refused tooLate = refused(torn.serial(), damaged(torn.code(), 3), "anna");
        assertThat(tooLate.detail()).contains("used up, for ever", "Void it");
        assertThat(state(torn)).isEqualTo("activated");
    }

    @Test
    void theSameSymbolsAreOneTryAndRedeemOnce() throws Exception {
        Card torn = basicCard();
        List<Future<Redemption>> attempts = atOnce(client -> damaged(torn.code(), 2, 9), torn);
        assertThat(attempts)
                .filteredOn(attempt -> attempt.state() == Future.State.SUCCESS)
                .hasSize(1);
        assertThat(attempts)
                .filteredOn(attempt -> attempt.state() == Future.State.FAILED)
                .allSatisfy(
                        attempt ->
                                assertThat(attempt.exceptionNow().getMessage())
                                        .contains("redeemed already"));
        assertThat(left(torn)).isEqualTo(4);
    }

    @Test
    void aTypoAmongTheReadableSymbolsAndAnotherItemsNumberFindNothing() {
        Card torn = basicCard();
        Card other = shelf.card(basic, "P1M");
        Refused typo = refused(torn.serial(), damaged(changed(torn.code(), 1), 15, 14), "anna");
        assertThat(typo.type()).isEqualTo(ProblemType.CODE_REFUSED);
        assertThat(typo.detail()).contains("4 tries are left");
        Refused elsewhere = refused(other.serial(), damaged(torn.code(), 15), "anna");
        assertThat(elsewhere.detail()).isEqualTo(typo.detail());
        assertThat(List.of(state(torn), state(other))).containsOnly("activated");
    }

    @Test
    void whatCannotBeRedeemedNowCannotBeTriedEither() {
        Map<String, String> sentences =
                Map.of(
                        "received", "No till has sold",
                        "redeemed", "redeemed already",
                        "voided", "can't be redeemed any more");
        sentences.forEach(
                (state, sentence) -> {
                    Card torn = basicCard();
                    shelf.set(torn, "state", state);
                    assertUntouched(torn, "anna", sentence);
                });
        Card held = basicCard();
        shelf.set(held, "hold", "looks tampered with");
        assertUntouched(held, "anna", "on hold");
        Card blocked = basicCard();
        shelf.block(blocked);
        assertUntouched(blocked, "anna", "blocked");
    }

    @Test
    void aNameThatNobodyHasAndAnAccountOfAnotherPlanCostNoTry() {
        Card torn = basicCard();
        assertUntouched(torn, "nobody", "correct the fields");
        Card other = shelf.card(shelf.plan("Select", 2_000_000_000L), "P1M");
        assertUntouched(other, "anna", "correct the fields");
    }

    @Test
    void anItemForAnotherPlanOpensASecondAccountOfTheSameCustomer() {
        Card torn = shelf.card(shelf.plan("Select for two", 2_000_000_000L), "P1M");
        JsonNode done =
                call(
                        torn.serial(),
                        "{\"code\": \"%s\", \"username\": \"anna\", \"second_username\": \"anna-2\"}"
                                .formatted(without(torn.code(), 3)));
        assertThat(done.path("username").asText()).as("%s", done).isEqualTo("anna-2");
        assertThat(done.path("temporary_password").asText()).isNotEmpty();
        assertThat(state(torn)).isEqualTo("redeemed");
        assertThat(
                        world.database()
                                .rows(
                                        "SELECT count(DISTINCT customer_id) FROM account WHERE username IN ('anna', 'anna-2')"))
                .containsExactly("1");

        Card same = basicCard();
        JsonNode refused =
                call(
                        same.serial(),
                        "{\"code\": \"%s\", \"username\": \"anna\", \"second_username\": \"anna-3\"}"
                                .formatted(without(same.code(), 3)));
        assertThat(refused.at("/errors/0/message").asText())
                .as("%s", refused)
                .contains("redeem it for this account");
        assertThat(left(same)).isEqualTo(5);
    }

    @Test
    void aProgramSeesWhatAnItemWouldDoAndChangesThePlanOfAnAccountWithIt() {
        Card first = basicCard();
        assertThat(call(first.serial(), "/preview", "{\"username\": \"anna\"}").at("/extension/plan_name").asText())
                .isEqualTo("Basic");
        call(
                first.serial(),
                """
                {"code": "%s", "new_account": {"name": "Dora", "email": "dora@example.com", "username": "dora"}}
                """
                        .formatted(without(first.code(), 3)));

        Card other = shelf.card(shelf.plan("Twice", 4_000_000_000L), "P1M");
        String readable = without(other.code(), 3);
        JsonNode seen = call(other.serial(), "/preview", "{\"username\": \"dora\"}");
        assertThat(seen.path("plan_name").asText()).as("%s", seen).isEqualTo("Twice");
        assertThat(seen.has("extension")).isFalse();
        assertThat(seen.at("/second_account/new_end").asText()).isNotEmpty();
        JsonNode shown = seen.at("/conversion/conversion");
        String agreed = "{\"old_plan\": %s, \"remaining_days\": %d, \"converted_days\": %s}";
        String asked = "{\"code\": \"%s\", \"username\": \"dora\"%s, \"conversion\": %s}";
        int remaining = shown.path("remaining_days").asInt();
        assertThat(remaining).isPositive();
        JsonNode changed =
                call(
                        other.serial(),
                        asked.formatted(
                                readable,
                                "",
                                agreed.formatted(
                                        shown.path("old_plan"),
                                        remaining + 1,
                                        shown.path("converted_days"))));
        assertThat(changed.path("detail").asText()).contains("What you were shown has changed");
        assertThat(left(other)).as("tries").isEqualTo(5);
        String still =
                agreed.formatted(
                        shown.path("old_plan"), remaining, shown.path("converted_days"));
        JsonNode both =
                call(
                        other.serial(),
                        asked.formatted(
                                readable, ", \"second_username\": \"dora-2\"", still));
        assertThat(both.at("/errors/0/field").asText()).as("%s", both).isEqualTo("conversion");
        JsonNode done = call(other.serial(), asked.formatted(readable, "", still));
        assertThat(done.path("term_ends_at")).as("%s", done).isEqualTo(seen.at("/conversion/new_end"));
        assertThat(state(other)).isEqualTo("redeemed");
        assertThat(
                        world.database()
                                .rows(
                                        "SELECT plan.name FROM account JOIN plan ON plan.id = account.plan_id WHERE username = 'dora'"))
                .containsExactly("Twice");
        JsonNode tooLate = call(other.serial(), "/preview", "{\"username\": \"dora\"}");
        assertThat(tooLate.path("detail").asText()).contains("redeemed already");
    }

    @Test
    void anotherProvidersItemIsUnknown() {
        Card torn = basicCard();
        Refused unknown =
                catchThrowableOfType(
                        Refused.class,
                        () ->
                                recoveries.recover(
                                        world.decoy(),
                                        torn.serial(),
                                        damaged(torn.code(), 0),
                                        new Beneficiary.Existing("anna")));
        assertThat(unknown.type()).isEqualTo(ProblemType.NOT_FOUND);
        assertThat(left(torn)).isEqualTo(5);
    }

    private Card basicCard() {
        return shelf.card(basic, "P1M");
    }

    private void assertUntouched(Card torn, String username, String sentence) {
        String before = state(torn);
        assertThat(refused(torn.serial(), damaged(torn.code(), 0), username).detail())
                .contains(sentence);
        assertThat(left(torn)).isEqualTo(5);
        assertThat(state(torn)).isEqualTo(before);
    }

    private List<Future<Redemption>> atOnce(IntFunction<DamagedCode> read, Card torn)
            throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Redemption>> attempts = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (int i = 0; i < CLIENTS; i++) {
                DamagedCode code = read.apply(i);
                attempts.add(
                        clients.submit(
                                () -> {
                                    start.await();
                                    return recover(torn.serial(), code, "anna");
                                }));
            }
            start.countDown();
        }
        return attempts;
    }

    private Redemption recover(SerialNumber serial, DamagedCode code, String username) {
        return recoveries.recover(
                world.caller(), serial, code, new Beneficiary.Existing(username));
    }

    private Refused refused(SerialNumber serial, DamagedCode code, String username) {
        Callable<Redemption> attempt = () -> recover(serial, code, username);
        Refused refused = catchThrowableOfType(Refused.class, attempt::call);
        assertThat(refused).isNotNull();
        return refused;
    }

    private int left(Card card) {
        return recoveries.panel(world.caller(), card.serial()).triesLeft();
    }

    private String state(Card card) {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                world.wiring()
                                        .inventory()
                                        .items()
                                        .find(tx, card.serial())
                                        .orElseThrow()
                                        .state()
                                        .label());
    }

    private JsonNode call(SerialNumber serial, @Nullable String body) {
        return call(serial, "", body);
    }

    private JsonNode call(SerialNumber serial, String below, @Nullable String body) {
        String key =
                world.wiring()
                        .transactions()
                        .write(
                                world.caller(),
                                tx -> world.wiring().access().apiKeys().forProvider(tx, "desk"));
        HttpRequest.Builder request =
                server.request("/api/v1/serials/" + serial + "/recovery" + below)
                        .header("Authorization", "Bearer " + key);
        if (body != null) {
            request.header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body));
        }
        try {
            return JSON.readTree(server.send(request.build()).body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> with(Map<String, String> fields, String code) {
        Map<String, String> all = new HashMap<>(fields);
        all.put("code", code);
        return all;
    }

    private static DamagedCode damaged(String code, int... places) {
        return ((DamagedCode.Parsed.Valid) DamagedCode.parse(without(code, places))).code();
    }

    /** The code with a question mark at these of its 16 places. */
    private static String without(String code, int... places) {
        StringBuilder typed = new StringBuilder(code.replace("-", ""));
        for (int place : places) {
            typed.setCharAt(place, '?');
        }
        return typed.toString();
    }

    /** The code with another symbol in the middle. */
    private static String changed(String code, int shift) {
        return changed(code, shift, 0);
    }

    private static String changed(String code, int shift, int further) {
        StringBuilder typed = new StringBuilder(code.replace("-", ""));
        int place = 6 + further;
        int value = ALPHABET.indexOf(typed.charAt(place));
        typed.setCharAt(place, ALPHABET.charAt((value + shift) % ALPHABET.length()));
        return typed.toString();
    }
}
