package io.counterfoil.accounts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.HeldBack;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.catalog.NewPlan;
import io.counterfoil.catalog.Plan;
import io.counterfoil.node.NodeSettings;
import io.counterfoil.node.StorageNode;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.Credential;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.Desired;
import io.counterfoil.provisioning.KeyScope;
import io.counterfoil.provisioning.Placement;
import io.counterfoil.provisioning.Provisioning;
import io.counterfoil.provisioning.RepositoryAccess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountCareIT {
    private static final long GB = 1_000_000_000L;
    private static final WantedKey FRESH = new WantedKey(KeyScope.FULL, false);
    private static final WantedKey ANOTHER = new WantedKey(KeyScope.FULL, true);

    @TempDir private Path folder;
    private StorageNode node;
    private TestWorld world;
    private AccountCare care;
    private UUID account;

    @BeforeEach
    void openAnAccountOf50GB() throws Exception {
        node = StorageNode.start(NodeSettings.in(folder));
        world = new TestWorld();
        world.wiring()
                .storage()
                .nodes()
                .register("one", node.adminUrl(), node.dataUrl(), node.key());
        care = world.wiring().customers().accountCare();
        account = open();
    }

    @AfterEach
    void stop() {
        world.close();
        node.close();
    }

    @Test
    void theProviderSetsBothQuotasOverTheApiAndTheSmallerOneCounts() throws Exception {
        try (TestServer server = new TestServer(world)) {
            JsonNode quotas = patch(server, "{\"hard_quota_bytes\": 100, \"user_quota_bytes\": 7}");
            assertThat(quotas.toString())
                    .isEqualTo("{\"hard_bytes\":100,\"user_bytes\":7,\"effective_bytes\":7}");
            JsonNode lifted = patch(server, "{\"user_quota_bytes\": null}");
            assertThat(lifted.toString())
                    .isEqualTo("{\"hard_bytes\":100,\"user_bytes\":null,\"effective_bytes\":100}");
        }
    }

    @Test
    void aQuotaOfNothingIsRefusedOverTheApi() throws Exception {
        try (TestServer server = new TestServer(world)) {
            HttpResponse<String> refused =
                    send(
                            server,
                            "PATCH",
                            "",
                            "{\"hard_quota_bytes\": 0, \"user_quota_bytes\": -1}");
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("hard_quota_bytes", "user_quota_bytes");
            assertThat(send(server, "PATCH", "", "{\"hard_quota_bytes\": 1.5}").statusCode())
                    .isBetween(400, 422);
        }
        assertThat(placement().desired().hardQuotaBytes()).isEqualTo(50 * GB);
    }

    @Test
    void aNewKeyOverTheApiIsShownWithItsPassword() throws Exception {
        try (TestServer server = new TestServer(world)) {
            HttpResponse<String> made =
                    send(server, "POST", "/repository-keys", "{\"keep\": true}");
            assertThat(made.statusCode()).isEqualTo(201);
            JsonNode key = new ObjectMapper().readTree(made.body());
            assertThat(key.required("url").asText()).isEqualTo("rest:" + node.dataUrl());
            assertThat(key.required("username").asText()).hasSize(11);
            assertThat(key.required("password").asText()).hasSize(32);
        }
    }

    @Test
    void aCustomerSetsTheirOwnLimitAndNotTheProviders() {
        Caller customer = customer();
        AccountPatch both = new AccountPatch();
        both.setHardQuotaBytes(null);
        both.setUserQuotaBytes(GB);
        Refused refused =
                catchThrowableOfType(
                        Refused.class, () -> care.change(customer, account, both, false));
        assertThat(refused.fields())
                .singleElement()
                .satisfies(field -> assertThat(field.field()).isEqualTo("hard_quota_bytes"));
        assertThat(placement().desired()).isEqualTo(desired(50 * GB, null));

        AccountView changed = care.change(customer, account, userQuota(GB), false);
        assertThat(changed.quotas().effectiveBytes()).isEqualTo(GB);
        assertThat(placement().desired()).isEqualTo(desired(50 * GB, GB));
    }

    @Test
    void aCustomersLimitDoesNotTakeBackTheProvidersThatCameAtTheSameTime() throws Exception {
        try (HeldBack provider =
                        new HeldBack(world, "UPDATE account SET hard_quota_bytes = " + 10 * GB);
                ExecutorService meanwhile = Executors.newSingleThreadExecutor()) {
            provider.execute("UPDATE placement SET hard_quota_bytes = " + 10 * GB);
            Future<AccountView> customers =
                    meanwhile.submit(() -> care.change(customer(), account, userQuota(GB), false));
            provider.awaitWaiting(1);
            provider.commit();
            assertThat(customers.get().quotas().hardBytes()).isEqualTo(10 * GB);
        }
        assertThat(placement().desired()).isEqualTo(desired(10 * GB, GB));
    }

    @Test
    void aKeyAndAQuotaWaitForWhoeverHasTheAccountSoThatItsEventsStayInOrder() throws Exception {
        assertWaits(() -> care.newKey(world.caller(), account, ANOTHER));
        String made = care.keys(world.caller(), account).getFirst().username();
        assertWaits(
                () -> {
                    care.endKey(world.caller(), account, made);
                    return made;
                });
        assertWaits(() -> care.change(world.caller(), account, new AccountPatch(), true));
    }

    @Test
    void aQuotaDoesNotOpenAnAccountThatIsFrozen() {
        Provisioning provisioning = world.wiring().storage().provisioning();
        Desired frozen = new Desired(50 * GB, null, AccountState.FROZEN);
        write(
                tx -> {
                    provisioning.change(tx, account, frozen);
                    return frozen;
                });
        care.change(world.caller(), account, userQuota(GB), true);
        assertThat(placement().desired().state()).isEqualTo(AccountState.FROZEN);
    }

    @Test
    void keysThatAreKeptHaveABoundAndAFreshOneReplacesThemAll() {
        for (int keys = 1; keys < 20; keys++) {
            care.newKey(world.caller(), account, ANOTHER);
        }
        Refused refused =
                catchThrowableOfType(
                        Refused.class, () -> care.newKey(world.caller(), account, ANOTHER));
        assertThat(refused).hasMessageContaining("has 20 keys");
        care.newKey(world.caller(), account, FRESH);
        care.newKey(world.caller(), account, ANOTHER);
    }

    @Test
    void anotherProvidersAccountIsNotThere() {
        assertThat(
                        catchThrowableOfType(
                                Refused.class, () -> care.newKey(world.decoy(), account, ANOTHER)))
                .isNotNull();
        assertThat(
                        catchThrowableOfType(
                                Refused.class,
                                () -> care.change(world.decoy(), account, userQuota(1), true)))
                .isNotNull();
    }

    @Test
    void whatABackupProgramDeletedIsBroughtBackOverTheApi() throws Exception {
        RepositoryAccess access = care.newKey(world.caller(), account, FRESH);
        String pack = "/data/" + Credential.digest("a pack");
        try (TestServer server = new TestServer(world)) {
            assertThat(deletedData(server, "PUT", "", "{\"keep_days\": 7}", 200))
                    .hasToString(
                            "{\"keep_days\":7,\"own_keep_days\":7,\"bytes\":0,"
                                    + "\"restoration\":null}");
            assertThat(world.wiring().storage().provisioning().deliverNow(account)).isTrue();
            repository(access, "POST", "/?create=true", "");
            repository(access, "POST", pack, "a pack");
            repository(access, "DELETE", pack, "");
            String since = world.clock().instant().minus(Duration.ofHours(1)).toString();
            String ask = "{\"since\": \"%s\", \"reason\": \"Stolen key\"}".formatted(since);
            deletedData(server, "POST", "/restorations", ask, 202);
            deletedData(server, "POST", "/restorations", ask, 409);
            world.startJobs();
            await("it is back")
                    .until(
                            () -> {
                                world.clock().forward(Duration.ofSeconds(10));
                                return deletedData(server, "GET", "", "", 200)
                                        .at("/restoration/done_at")
                                        .isTextual();
                            });
            JsonNode done = deletedData(server, "GET", "", "", 200).required("restoration");
            assertThat(done.required("objects").asInt()).isEqualTo(1);
            assertThat(done.required("bytes").asInt()).isEqualTo("a pack".length());
            assertThat(repository(access, "GET", pack, "")).isEqualTo("a pack");
            String late = ask.replace(since, "2099-01-01T00:00:00Z");
            deletedData(server, "POST", "/restorations", late, 422);
        }
    }

    private JsonNode deletedData(
            TestServer server, String method, String path, String body, int status)
            throws Exception {
        HttpResponse<String> answer = send(server, method, "/deleted-data" + path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new ObjectMapper().readTree(answer.body());
    }

    private String repository(RepositoryAccess access, String method, String path, String body)
            throws Exception {
        String pair = access.username() + ":" + access.password();
        String base = access.url().substring("rest:".length()).replaceFirst("/$", "");
        try (HttpClient restic = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    restic.send(
                            HttpRequest.newBuilder(URI.create(base + path))
                                    .header(
                                            "Authorization",
                                            "Basic "
                                                    + Base64.getEncoder()
                                                            .encodeToString(pair.getBytes(UTF_8)))
                                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return answer.body();
        }
    }

    private UUID open() {
        Ids ids = new Ids(world.clock(), new SecureRandom());
        Plan plan =
                world.wiring()
                        .catalog()
                        .plans()
                        .create(world.caller(), new NewPlan("Basic", "basic", 50 * GB, null, null));
        Accounts accounts = world.wiring().customers().accounts();
        NewAccount anna = new NewAccount("Anna", "anna@example.com", "anna", null);
        UUID id = ids.next();
        write(
                tx ->
                        accounts.open(
                                tx,
                                id,
                                anna,
                                new Passwords.Hashed("no hash", null),
                                new Accounts.Start(plan, true),
                                "username"));
        return id;
    }

    private Caller customer() {
        UUID customer =
                write(tx -> new AccountRepository(tx).find(account).orElseThrow().customer());
        return new Caller(
                new Scope.Customer(world.provider().id(), customer),
                new Actor("account:" + account, null));
    }

    private static AccountPatch userQuota(long bytes) {
        AccountPatch patch = new AccountPatch();
        patch.setUserQuotaBytes(bytes);
        return patch;
    }

    private static Desired desired(long hard, @Nullable Long user) {
        return new Desired(hard, user, AccountState.OPEN);
    }

    private Placement placement() {
        return write(
                tx -> world.wiring().storage().provisioning().placement(tx, account).orElseThrow());
    }

    private <T> T write(Function<Tx, T> work) {
        return world.wiring().transactions().write(world.caller(), work);
    }

    private JsonNode patch(TestServer server, String body) throws Exception {
        HttpResponse<String> answer = send(server, "PATCH", "", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body()).required("quotas");
    }

    private HttpResponse<String> send(TestServer server, String method, String path, String body) {
        String key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
        return server.send(
                server.request("/api/v1/accounts/" + account + path)
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private void assertWaits(Callable<?> work) throws Exception {
        try (HeldBack holder = new HeldBack(world, "SELECT FROM account FOR NO KEY UPDATE");
                ExecutorService meanwhile = Executors.newSingleThreadExecutor()) {
            Future<?> waiting = meanwhile.submit(work);
            holder.awaitWaiting(1);
            holder.commit();
            waiting.get();
        }
    }
}
