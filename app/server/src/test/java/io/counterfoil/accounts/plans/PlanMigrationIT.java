package io.counterfoil.accounts.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.Wiring;
import io.counterfoil.accounts.AccountPatch;
import io.counterfoil.accounts.AccountView;
import io.counterfoil.accounts.Accounts;
import io.counterfoil.accounts.NewAccount;
import io.counterfoil.accounts.Passwords;
import io.counterfoil.catalog.NewPlan;
import io.counterfoil.catalog.Plan;
import io.counterfoil.catalog.PlanPatch;
import io.counterfoil.catalog.PlanVersion;
import io.counterfoil.catalog.Plans;
import io.counterfoil.node.contract.NodeKey;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Tx;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlanMigrationIT {
    private static final long GB = 1_000_000_000L;

    private TestWorld world;
    private Plans plans;
    private PlanMigrations migrations;
    private Plan plan;

    @BeforeEach
    void makeAPlanOf50GB() throws Exception {
        world = new TestWorld();
        URI nobody = URI.create("http://127.0.0.1:9/");
        NodeKey key =
                NodeKey.readOrCreate(world.dataFolder().resolve("node.key"), new SecureRandom());
        world.wiring().storage().nodes().register("one", nobody, nobody, key);
        plans = world.wiring().catalog().plans();
        migrations = world.wiring().customers().planMigrations();
        plan =
                plans.create(
                        world.caller(), new NewPlan("Basic", "basic", 50 * GB, null, null));
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aChangeIsANewVersionForNewAccountsOnly() {
        UUID anna = open("anna");
        Plan changed = plans.change(world.caller(), plan.id(), quota(100 * GB));
        assertThat(changed.version()).isEqualTo(2);
        UUID bert = open("bert");

        assertThat(view(anna).planVersion()).isEqualTo(1);
        assertThat(view(anna).quotas().hardBytes()).isEqualTo(50 * GB);
        assertThat(view(bert).planVersion()).isEqualTo(2);
        assertThat(view(bert).quotas().hardBytes()).isEqualTo(100 * GB);
        assertThat(plans.versions(world.caller(), plan.id(), Listing.first()).items())
                .extracting(PlanVersion::version, PlanVersion::hardQuotaBytes)
                .containsExactly(
                        tuple(2, 100 * GB),
                        tuple(1, 50 * GB));
        assertThatThrownBy(() -> plans.versions(world.decoy(), plan.id(), Listing.first()))
                .isInstanceOf(Refused.class);
    }

    @Test
    void aChangeThatChangesNothingMakesNoVersion() {
        assertThat(plans.change(world.caller(), plan.id(), quota(50 * GB))).isEqualTo(plan);
    }

    @Test
    void aChangeOfAnOlderVersionAndATakenNameAreRefused() {
        plans.create(world.caller(), new NewPlan("Taken", "basic", null, null, null));
        PlanPatch taken = new PlanPatch();
        taken.setName("Taken");
        assertThatThrownBy(() -> plans.change(world.caller(), plan.id(), taken))
                .hasMessageContaining("already a plan called \"Taken\"");

        plans.change(world.caller(), plan.id(), quota(100 * GB));
        PlanPatch late = quota(7 * GB);
        late.setVersion(1);
        assertThatThrownBy(() -> plans.change(world.caller(), plan.id(), late))
                .hasMessageContaining("its version is 2 now");
        assertThat(plans.find(world.caller(), plan.id()).hardQuotaBytes()).isEqualTo(100 * GB);
    }

    @Test
    void thePreviewSaysWhatChangesForEachAndWhoWouldBeOverQuota() {
        UUID anna = open("anna");
        UUID own = open("own");
        AccountPatch patch = new AccountPatch();
        patch.setHardQuotaBytes(5 * GB);
        world.wiring().customers().accountCare().change(world.caller(), own, patch, true);
        purge(open("gone"));
        UUID sub = subAccount(anna);
        used(anna, 20 * GB);
        used(sub, 15 * GB);
        plans.change(world.caller(), plan.id(), quota(30 * GB));

        assertThat(migrations.preview(world.caller(), plan.id()))
                .isEqualTo(new MigrationPreview(plan.id(), 2, 2, 1, 1, 1));
        assertThat(migrations.touched(world.caller(), plan.id(), Listing.first()).items())
                .containsExactlyInAnyOrder(
                        new TouchedAccount(
                                anna, "anna", 1, 2, 50 * GB, 30 * GB, false, 35 * GB, true),
                        new TouchedAccount(own, "own", 1, 2, 5 * GB, 5 * GB, true, 0, false));
    }

    @Test
    void aMoveIsForWhatWasPreviewedOnly() {
        open("anna");
        plans.change(world.caller(), plan.id(), quota(100 * GB));
        open("bert");
        assertThatThrownBy(() -> migrations.start(world.caller(), plan.id(), 2, 2))
                .hasMessageContaining("version 2 would be given to 1 account now");
        assertThatThrownBy(() -> migrations.start(world.caller(), plan.id(), 1, 1))
                .hasMessageContaining("look at the preview again");
        assertThatThrownBy(() -> migrations.start(world.decoy(), plan.id(), 2, 1))
                .hasMessageContaining("no such plan");
        migrations.start(world.caller(), plan.id(), 2, 1);
        assertThatThrownBy(() -> migrations.start(world.caller(), plan.id(), 2, 1))
                .hasMessageContaining("being moved just now");
    }

    @Test
    void theJobMovesEveryoneInPartsAlsoOnAnotherServerThanTheOneThatWasAsked() {
        List<UUID> accounts = new ArrayList<>();
        for (int i = 0; i < 102; i++) {
            accounts.add(open("user" + i));
        }
        UUID anna = accounts.getFirst();
        UUID sub = subAccount(anna);
        UUID own = accounts.getLast();
        AccountPatch patch = new AccountPatch();
        patch.setHardQuotaBytes(5 * GB);
        world.wiring().customers().accountCare().change(world.caller(), own, patch, true);
        plans.change(world.caller(), plan.id(), quota(null));
        PlanMigration started = migrations.start(world.caller(), plan.id(), 2, 102);
        assertThat(started.state()).isEqualTo("running");

        Wiring another = world.anotherServer();
        another.jobs().start();
        try {
            await("a job has moved 102 accounts")
                    .untilAsserted(() -> assertThat(found(started).state()).isEqualTo("done"));
        } finally {
            another.jobs().stop();
        }
        assertThat(found(started).moved()).isEqualTo(102);
        assertThat(view(anna).planVersion()).isEqualTo(2);
        assertThat(view(anna).quotas().hardBytes()).isNull();
        assertThat(view(own).planVersion()).isEqualTo(2);
        assertThat(view(own).quotas().hardBytes()).isEqualTo(5 * GB);
        assertThat(version(sub)).isEqualTo(2);
        assertThat(events(anna)).containsSubsequence("opened", "plan_migrated");
        assertThat(events(own))
                .containsSubsequence("opened", "quota_changed", "plan_migrated");
        assertThat(migrations.preview(world.caller(), plan.id()).accounts()).isZero();
    }

    @Test
    void programsChangePreviewAndMove() throws Exception {
        open("anna");
        try (TestServer server = new TestServer(world)) {
            String path = "/api/v1/plans/" + plan.id();
            JsonNode changed =
                    json(send(server, "PATCH", path, "{\"hard_quota_bytes\": null}"), 200);
            assertThat(changed.path("version").asInt()).isEqualTo(2);
            assertThat(changed.path("hard_quota_bytes").isNull()).isTrue();
            assertThat(json(send(server, "GET", path + "/versions", ""), 200).path("items"))
                    .hasSize(2);
            JsonNode preview =
                    json(send(server, "POST", path + "/migration", "{\"preview\": true}"), 200);
            assertThat(preview.path("accounts").asInt()).isEqualTo(1);
            assertThat(preview.path("quotas_changed").asInt()).isEqualTo(1);
            assertThat(send(server, "POST", path + "/migration", "{\"version\": 2}").statusCode())
                    .isEqualTo(422);
            JsonNode started =
                    json(
                            send(
                                    server,
                                    "POST",
                                    path + "/migration",
                                    "{\"version\": 2, \"accounts\": 1}"),
                            201);
            assertThat(started.path("state").asText()).isEqualTo("running");
            String id = started.path("id").asText();
            assertThat(json(send(server, "GET", path + "/migrations/" + id, ""), 200))
                    .isEqualTo(started);
        }
    }

    private HttpResponse<String> send(TestServer server, String verb, String path, String body) {
        String key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
        return server.send(
                server.request(path)
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .method(verb, HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private static JsonNode json(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new ObjectMapper().readTree(answer.body());
    }

    private UUID open(String username) {
        Ids ids = new Ids(world.clock(), new SecureRandom());
        Accounts accounts = world.wiring().customers().accounts();
        NewAccount account =
                new NewAccount(username, username + "@example.com", username, null);
        Plan newest = plans.find(world.caller(), plan.id());
        UUID id = ids.next();
        write(
                tx ->
                        accounts.open(
                                tx,
                                id,
                                account,
                                new Passwords.Hashed("no hash", null),
                                new Accounts.Start(newest, true),
                                "username"));
        return id;
    }

    /** A sub-account, with a place on the parent's node. */
    private UUID subAccount(UUID parent) {
        UUID id = UUID.randomUUID();
        return write(
                tx -> {
                    tx.handle()
                            .execute(
                                    """
                                    INSERT INTO account (provider_id, id, parent_id, customer_id, contact_id, plan_id, plan_version,
                                                         username, password_hash, must_change_password, term_ends_at, term_state,
                                                         term_since, created_at)
                                    SELECT provider_id, ?, id, customer_id, contact_id, plan_id, plan_version, ?, '', false,
                                           term_ends_at, term_state, term_since, created_at
                                    FROM account WHERE id = ?
                                    """,
                                    id,
                                    "sub-" + id,
                                    parent);
                    tx.handle()
                            .execute(
                                    """
                                    INSERT INTO placement (provider_id, account_id, node_id, version, state)
                                    SELECT provider_id, ?, node_id, 1, state FROM placement WHERE account_id = ?
                                    """,
                                    id,
                                    parent);
                    return id;
                });
    }

    private void used(UUID account, long bytes) {
        write(
                tx ->
                        tx.handle()
                                .execute(
                                        "UPDATE placement SET used_bytes = ? WHERE account_id = ?",
                                        bytes,
                                        account));
    }

    /** As if the announced date had come: whatever is done to it comes too late. */
    private void purge(UUID account) {
        write(
                tx ->
                        tx.handle()
                                .execute(
                                        """
                                        UPDATE account
                                        SET term_state = 'purging', term_due_at = NULL, reminder_at = NULL, term_until = NULL, term_promised_at = term_since
                                        WHERE id = ?
                                        """,
                                        account));
    }

    private int version(UUID account) {
        return write(
                tx ->
                        tx.handle()
                                .createQuery("SELECT plan_version FROM account WHERE id = :id")
                                .bind("id", account)
                                .mapTo(Integer.class)
                                .one());
    }

    private List<String> events(UUID account) {
        return write(
                tx ->
                        new EventLog()
                                .of(tx, Subject.account(account)).stream()
                                        .map(event -> event.type())
                                        .toList());
    }

    private AccountView view(UUID account) {
        return world.wiring().customers().accountCare().view(world.caller(), account);
    }

    private PlanMigration found(PlanMigration migration) {
        return migrations.find(world.caller(), plan.id(), migration.id());
    }

    private <T> T write(Function<Tx, T> work) {
        return world.wiring().transactions().write(world.caller(), work);
    }

    private static PlanPatch quota(@Nullable Long bytes) {
        PlanPatch patch = new PlanPatch();
        patch.setHardQuotaBytes(bytes);
        return patch;
    }
}
