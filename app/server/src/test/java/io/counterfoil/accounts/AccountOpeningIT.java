package io.counterfoil.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.catalog.NewPlan;
import io.counterfoil.node.NodeSettings;
import io.counterfoil.node.StorageNode;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.Pool;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.provisioning.Placement;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts without codes: for new customers, for known ones and under other accounts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountOpeningIT {
    private static final long GB = 1_000_000_000L;
    private static final String PASSWORD = "a password of ten";

    private StorageNode node;
    private TestWorld world;
    private TestServer server;
    private String key;
    private AccountOpening opening;
    private UUID basic;
    private UUID select;
    private UUID trial;
    private int names;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        node = StorageNode.start(NodeSettings.in(folder));
        world = new TestWorld();
        world.wiring()
                .storage()
                .nodes()
                .register("one", node.adminUrl(), node.dataUrl(), node.key());
        server = new TestServer(world);
        key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
        opening = world.wiring().customers().opening();
        basic = plan(world.caller(), "Basic", "basic", 50 * GB);
        select = plan(world.caller(), "Select", "select", null);
        trial = plan(world.caller(), "Trial", "trial", null);
    }

    @AfterAll
    void stop() {
        server.close();
        world.close();
        node.close();
    }

    @Test
    void blanksTakeSensibleValues() throws Exception {
        HttpResponse<String> made =
                post(
                        """
                        {"name": "Anna", "email": "anna@example.com", "username": " Anna ", "plan": "%s"}
                        """
                                .formatted(trial));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode answer = new ObjectMapper().readTree(made.body());
        assertThat(answer.path("username").asText()).isEqualTo("anna");
        assertThat(answer.path("temporary_password").asText()).hasSize(16);
        assertThat(answer.at("/repository/url").asText()).isEqualTo("rest:" + node.dataUrl());
        assertThat(answer.path("storage_ready").asBoolean()).isTrue();
        assertThat(Instant.parse(answer.path("term_ends_at").asText()))
                .isEqualTo(world.clock().instant().plus(Duration.ofDays(30)));
        AccountView view = view(UUID.fromString(answer.path("account").asText()));
        assertThat(view.term().state()).isEqualTo("trial");
        assertThat(view.quotas())
                .isEqualTo(new AccountView.Quotas(512_000_000L, null, 512_000_000L, null));
        assertThat(
                        world.wiring()
                                .customers()
                                .accountCare()
                                .mustChangePassword(world.caller(), view.id()))
                .isTrue();
        assertThat(mailTo("anna@example.com")).isEqualTo(1);
    }

    @Test
    void aTechnicianGivesATermAndAQuotaWithoutACode() {
        OpenedAccount opened =
                open(aCustomer("Bert").plan(basic).term("P1M").hard(7 * GB).user(2 * GB));
        AccountView view = view(opened.account());
        assertThat(view.term().state()).isEqualTo("active");
        assertThat(opened.termEndsAt()).isEqualTo(inMonths(1)).isEqualTo(view.term().endsAt());
        assertThat(view.quotas())
                .isEqualTo(new AccountView.Quotas(7 * GB, 2 * GB, 2 * GB, null));
        assertThat(mailTo(view.email())).as("they chose their password").isZero();
    }

    @Test
    void aPaidPlanWithoutTrialDaysNeedsATerm() {
        Refused refused = refused(aCustomer("Carl").plan(basic));
        assertThat(refused.fields())
                .singleElement()
                .satisfies(
                        field -> {
                            assertThat(field.field()).isEqualTo("term");
                            assertThat(field.message()).contains("Basic", "P1Y");
                        });
    }

    @Test
    void aKnownCustomerGetsAnAccountOfAnotherPlanButNotTwoOfOne() {
        OpenedAccount first = open(aCustomer("Dora").plan(basic).term("P1Y"));
        OpenedAccount second = open(anotherFor(first).plan(select).term("P1M"));
        assertThat(second.customer()).isEqualTo(first.customer());
        assertThat(second.contact()).as("the usual one").isEqualTo(first.contact());
        assertThat(second.termEndsAt()).isNotEqualTo(first.termEndsAt());

        Refused refused = refused(anotherFor(first).plan(basic).term("P1M"));
        assertThat(refused.type()).isEqualTo(ProblemType.CONFLICT);
        assertThat(refused.detail())
                .contains(first.username(), "plan Basic already", "Extend that one");
    }

    @Test
    void aContactIsSharedOrNewButNeverAnotherCustomers() {
        OpenedAccount first = open(aCustomer("Emil").plan(basic).term("P1Y"));
        OpenedAccount shared = open(under(first).contact(first.contact()));
        assertThat(shared.contact()).isEqualTo(first.contact());
        OpenedAccount own = open(under(first).email("cellar@example.com"));
        assertThat(own.contact()).isNotEqualTo(first.contact());
        assertThat(view(own.account()).email()).isEqualTo("cellar@example.com");
        assertThat(view(own.account()).name()).isEqualTo(view(first.account()).name());

        OpenedAccount stranger = open(aCustomer("Fritz").plan(basic).term("P1Y"));
        assertThat(refused(under(first).contact(stranger.contact())).fields())
                .singleElement()
                .satisfies(
                        field ->
                                assertThat(field.message())
                                        .contains("This customer has no such contact"));
    }

    @Test
    void aSubAccountTakesItsParentsPlanAndTimeAndSharesItsSpaceOnTheNode() {
        OpenedAccount parent = open(aCustomer("Gerd").plan(basic).term("P1Y"));
        assertThat(pool(parent)).isNull();
        OpenedAccount sub = open(under(parent));
        OpenedAccount smaller = open(under(parent).hard(GB));

        AccountView view = view(sub.account());
        assertThat(view.plan()).isEqualTo(basic);
        assertThat(view.parent()).isEqualTo(parent.account());
        assertThat(view.term()).isEqualTo(view(parent.account()).term());
        assertThat(sub.termEndsAt()).isEqualTo(parent.termEndsAt());
        Pool shared = new Pool(parent.account(), 50 * GB);
        assertThat(pool(parent)).isEqualTo(shared);
        assertThat(pool(sub)).isEqualTo(shared);
        assertThat(view.quotas())
                .isEqualTo(
                        new AccountView.Quotas(
                                null, null, 50 * GB, new AccountView.SharedView(50 * GB, 0)));
        assertThat(view(smaller.account()).quotas().effectiveBytes()).isEqualTo(GB);
        assertThat(placement(sub).ready()).as("the node has taken it").isTrue();

        assertThat(refused(under(parent).hard(51 * GB)).fields())
                .singleElement()
                .satisfies(
                        field ->
                                assertThat(field.message())
                                        .contains("more than the 50 GB", parent.username()));
        assertThat(refused(under(sub)).fields())
                .singleElement()
                .satisfies(
                        field ->
                                assertThat(field.message())
                                        .contains(sub.username() + " is a sub-account itself"));
    }

    @Test
    void theHolderOfASubAccountSeesWhatIsShared() {
        OpenedAccount parent = open(aCustomer("Gil").plan(basic).term("P1Y"));
        OpenedAccount sub = open(under(parent));
        Browser browser = server.browser();
        browser.submit(
                "/account/sign-in",
                "/account/sign-in",
                Map.of("username", sub.username(), "password", PASSWORD));
        assertThat(browser.get("/account").body())
                .contains("Shared space", "of 50 GB, by the main account and its sub-accounts");
    }

    @Test
    void theParentsNewBoundIsThatOfAllWhoShareIt() {
        OpenedAccount parent = open(aCustomer("Hanna").plan(basic).term("P1Y"));
        OpenedAccount sub = open(under(parent));
        change(parent, 80 * GB);
        assertThat(view(sub.account()).quotas().effectiveBytes()).isEqualTo(80 * GB);
        assertThat(pool(parent)).isEqualTo(new Pool(parent.account(), 80 * GB));
        change(sub, 3 * GB);
        assertThat(view(sub.account()).quotas().effectiveBytes()).isEqualTo(3 * GB);
        assertThat(pool(sub)).isEqualTo(new Pool(parent.account(), 80 * GB));
        assertThat(
                        catchThrowableOfType(Refused.class, () -> change(sub, 81 * GB))
                                .fields())
                .hasSize(1);
        change(parent, null);
        assertThat(pool(parent)).isNull();
        assertThat(pool(sub)).isNull();
        assertThat(view(sub.account()).quotas().effectiveBytes()).isEqualTo(3 * GB);
    }

    @Test
    void aSubAccountFreezesWithItsParentAndTakesNoSubAccountsThen() {
        Instant before = world.clock().instant();
        OpenedAccount parent = open(aCustomer("Ida").plan(basic).term("P1M"));
        OpenedAccount sub = open(under(parent));
        world.clock().set(parent.termEndsAt().plus(Duration.ofDays(5)));
        world.wiring().lifecycle().clock().look();
        assertThat(view(sub.account()).term().state()).isEqualTo("frozen");
        assertThat(placement(sub).desired().state()).isEqualTo(AccountState.FROZEN);
        Refused refused = refused(under(parent));
        assertThat(refused.type()).isEqualTo(ProblemType.CONFLICT);
        assertThat(refused.detail()).contains("time of " + parent.username() + " is over");
        world.clock().set(before);
    }

    @Test
    void aTermThatReachesFurtherThanTheProviderLetsItIsRefusedAtItsField() {
        Instant before = world.clock().instant();
        // Ten years from some days, and a day more from this one, as February is short.
        world.clock().set(Instant.parse("2027-03-01T12:00:00Z"));
        Refused refused = refused(aCustomer("Lea").plan(basic).term("P9Y11M30D"));
        assertThat(refused.fields())
                .singleElement()
                .satisfies(
                        field -> {
                            assertThat(field.field()).isEqualTo("term");
                            assertThat(field.message()).isEqualTo("At most 10 years.");
                        });
        world.clock().set(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    username         | "Ännä"                    | letters a to z
                    username         | "иван"                    | letters a to z
                    username         | "a b"                     | letters a to z
                    username         | "../etc/passwd"           | letters a to z
                    username         | "LONG"                    | letters a to z
                    username         | null                      | letters a to z
                    username         | "taken"                   | username of another account
                    email            | "anna at example"         | does not look like an e-mail address
                    email            | "a@b@c.example"           | does not look like an e-mail address
                    email            | null                      | fill this in
                    name             | null                      | fill this in
                    password         | "short"                   | 10 to 200 characters
                    hard_quota_bytes | 0                         | At least 1 byte
                    hard_quota_bytes | -1                        | At least 1 byte
                    user_quota_bytes | 0                         | At least 1 byte
                    term             | "P0D"                     | above zero
                    term             | "P11Y"                    | at most ten years
                    term             | "-P1Y"                    | above zero
                    term             | "a year"                  | A period such as
                    plan             | "no id"                   | not an id
                    plan             | "THEIRS"                  | no such plan
                    plan             | null                      | fill this in
                    contact          | "THEIRS"                  | no contact yet
                    """)
    void whatIsWrongIsSaidAtItsField(String field, String value, String sentence) throws Exception {
        ensureTaken();
        String asked =
                value.replace("LONG", "a".repeat(1000))
                        .replace("THEIRS", plan(world.decoy(), name(), "basic", null).toString());
        String rest =
                "\"name\": \"Kurt\", \"email\": \"kurt@example.com\", \"username\": \"%s\", \"plan\": \"%s\", \"term\": \"P1Y\", "
                        .formatted(name(), basic);
        String body = "{" + rest.replaceAll("\"" + field + "\": \"[^\"]*\", ", "");
        HttpResponse<String> refused = post(body + "\"" + field + "\": " + asked + "}");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        JsonNode problem = new ObjectMapper().readTree(refused.body()).at("/errors/0");
        assertThat(problem.path("field").asText()).isEqualTo(field);
        assertThat(problem.path("message").asText()).contains(sentence);
    }

    @Test
    void aQuotaThatNoNumberHoldsIsRefused() {
        HttpResponse<String> refused =
                post(
                        """
                        {"name": "Kurt", "email": "kurt@example.com", "username": "kurt2", "plan": "%s", "term": "P1Y", "hard_quota_bytes": 9223372036854775808}
                        """
                                .formatted(basic));
        assertThat(refused.statusCode()).as(refused.body()).isBetween(400, 422);
    }

    @Test
    void whatAnotherProviderHasIsAsUnknownAsWhatNobodyHas() {
        UUID theirs = plan(world.decoy(), name(), "select", null);
        OpenedAccount foreign =
                opening.open(world.decoy(), aCustomer("Eve").plan(theirs).term("P1Y").request());
        for (UUID id : List.of(foreign.account(), new UUID(1, 1))) {
            assertThat(refused(new Asked().parent(id)).fields())
                    .extracting(Refused.FieldProblem::field, Refused.FieldProblem::message)
                    .containsExactly(tuple("parent", "There is no such account. Check the id."));
        }
        for (UUID id : List.of(foreign.customer(), new UUID(1, 1))) {
            assertThat(refused(new Asked().customer(id).plan(basic).term("P1Y")).fields())
                    .extracting(Refused.FieldProblem::field, Refused.FieldProblem::message)
                    .containsExactly(tuple("customer", "There is no such customer. Check the id."));
        }
    }

    @Test
    void ofTwoCreatesAtOnceExactlyOneWins() throws Exception {
        String username = name();
        assertThat(
                        atOnce(
                                () -> open(aCustomer("Lars").username(username).plan(basic).term("P1Y")),
                                () -> open(aCustomer("Lars").username(username).plan(basic).term("P1Y"))))
                .isEqualTo(1);
        OpenedAccount known = open(aCustomer("Mona").plan(basic).term("P1Y"));
        assertThat(
                        atOnce(
                                () -> open(anotherFor(known).plan(select).term("P1Y")),
                                () -> open(anotherFor(known).plan(select).term("P1Y"))))
                .isEqualTo(1);
        OpenedAccount parent = open(aCustomer("Nina").plan(basic).term("P1Y"));
        assertThat(atOnce(() -> open(under(parent)), () -> open(under(parent)))).isEqualTo(2);
    }

    /** How many of two attempts succeeded; the others were refused in words. */
    private static int atOnce(Callable<OpenedAccount> one, Callable<OpenedAccount> other)
            throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        int opened = 0;
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            List<Future<Boolean>> attempts = new ArrayList<>();
            for (Callable<OpenedAccount> attempt : List.of(one, other)) {
                attempts.add(
                        both.submit(
                                () -> {
                                    start.await();
                                    try {
                                        attempt.call();
                                        return true;
                                    } catch (Refused refused) {
                                        return false;
                                    }
                                }));
            }
            for (Future<Boolean> attempt : attempts) {
                opened += attempt.get() ? 1 : 0;
            }
        }
        return opened;
    }

    private void ensureTaken() {
        boolean there =
                world.wiring()
                        .transactions()
                        .read(
                                world.caller(),
                                tx -> new AccountRepository(tx).findByUsername("taken").isPresent());
        if (!there) {
            open(aCustomer("Otto").username("taken").plan(basic).term("P1Y"));
        }
    }

    private Asked aCustomer(String name) {
        String username = name();
        return new Asked().name(name).username(username).email(username + "@example.com");
    }

    private Asked anotherFor(OpenedAccount known) {
        return new Asked().customer(known.customer()).username(name());
    }

    private Asked under(OpenedAccount parent) {
        return new Asked().parent(parent.account()).username(name());
    }

    private synchronized String name() {
        return "name-" + names++;
    }

    private OpenedAccount open(Asked asked) {
        return opening.open(world.caller(), asked.request());
    }

    private Refused refused(Asked asked) {
        Refused refused = catchThrowableOfType(Refused.class, () -> open(asked));
        assertThat(refused).isNotNull();
        return refused;
    }

    private void change(OpenedAccount account, @Nullable Long hard) {
        AccountPatch patch = new AccountPatch();
        patch.setHardQuotaBytes(hard);
        world.wiring()
                .customers()
                .accountCare()
                .change(world.caller(), account.account(), patch, true);
    }

    private AccountView view(UUID account) {
        return world.wiring().customers().accountCare().view(world.caller(), account);
    }

    private @Nullable Pool pool(OpenedAccount account) {
        return placement(account).desired().pool();
    }

    private Placement placement(OpenedAccount account) {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                world.wiring()
                                        .storage()
                                        .provisioning()
                                        .placement(tx, account.account())
                                        .orElseThrow());
    }

    private int mailTo(String address) {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .createQuery(
                                                "SELECT count(*) FROM mail_message WHERE to_address ="
                                                        + " :address")
                                        .bind("address", address)
                                        .mapTo(Integer.class)
                                        .one());
    }

    private Instant inMonths(int months) {
        return world.clock()
                .instant()
                .atZone(world.provider().zone())
                .plusMonths(months)
                .toInstant();
    }

    private UUID plan(Caller caller, String name, String edition, @Nullable Long quota) {
        return world.wiring()
                .catalog()
                .plans()
                .create(caller, new NewPlan(name, edition, quota, null, null))
                .id();
    }

    private HttpResponse<String> post(String body) {
        return server.send(
                server.request("/api/v1/accounts")
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    /** A request, built up; its password is chosen, so that no mail is sent. */
    private record Asked(OpeningRequest request) {
        Asked() {
            this(
                    new OpeningRequest(
                            null, null, null, null, null, null, null, "nobody", PASSWORD, null,
                            null, null));
        }

        private Asked with(
                @Nullable UUID customer, @Nullable String name, @Nullable UUID parent) {
            return new Asked(
                    new OpeningRequest(
                            text(customer),
                            name,
                            text(parent),
                            request.plan(),
                            request.contact(),
                            request.contactName(),
                            request.email(),
                            request.username(),
                            request.password(),
                            request.hardQuotaBytes(),
                            request.userQuotaBytes(),
                            request.term()));
        }

        private Asked with(
                @Nullable String plan,
                @Nullable String contact,
                @Nullable String email,
                @Nullable String username) {
            return new Asked(
                    new OpeningRequest(
                            request.customer(),
                            request.name(),
                            request.parent(),
                            plan,
                            contact,
                            request.contactName(),
                            email,
                            username,
                            request.password(),
                            request.hardQuotaBytes(),
                            request.userQuotaBytes(),
                            request.term()));
        }

        private Asked with(
                @Nullable Long hard, @Nullable Long user, @Nullable String term) {
            return new Asked(
                    new OpeningRequest(
                            request.customer(),
                            request.name(),
                            request.parent(),
                            request.plan(),
                            request.contact(),
                            request.contactName(),
                            request.email(),
                            request.username(),
                            request.password(),
                            hard,
                            user,
                            term));
        }

        Asked customer(UUID id) {
            return with(id, null, null);
        }

        Asked name(String name) {
            return with(null, name, null);
        }

        Asked parent(UUID id) {
            return with(null, null, id);
        }

        Asked plan(UUID id) {
            return with(text(id), request.contact(), request.email(), request.username());
        }

        Asked contact(UUID id) {
            return with(request.plan(), text(id), null, request.username());
        }

        Asked email(String address) {
            return with(request.plan(), null, address, request.username());
        }

        Asked username(String name) {
            return with(request.plan(), request.contact(), request.email(), name);
        }

        Asked hard(long bytes) {
            return with((Long) bytes, request.userQuotaBytes(), request.term());
        }

        Asked user(long bytes) {
            return with(request.hardQuotaBytes(), (Long) bytes, request.term());
        }

        Asked term(String period) {
            return with(request.hardQuotaBytes(), request.userQuotaBytes(), period);
        }

        private static @Nullable String text(@Nullable UUID id) {
            return id == null ? null : id.toString();
        }
    }
}
