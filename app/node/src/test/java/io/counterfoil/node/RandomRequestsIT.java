package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.Scope;
import io.counterfoil.node.contract.Usage;
import io.counterfoil.node.store.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever clients send at once to accounts of every sort, the node answers without a fault of its
 * own, and in the end what it says it has is what lies on its disk.
 */
class RandomRequestsIT {
    private static final int CLIENTS = 4;
    private static final String V2 = "application/vnd.x.restic.rest.v2";

    /**
     * What a node that answers at once need not wait for, so that its answer may be lost on the way.
     * Shorter requests are answered, also those that follow others on their connection.
     */
    private static final int LONG_BODY = 16_384;

    private static final Pattern REFUSED =
            Pattern.compile("node_refused_requests_total\\{reason=\"(.+)\",state=\"(.+)\"}");

    /**
     * Why any of them may be refused, and in which state of its account. Those of them that are
     * asked to come again (503) send an object that another client deletes at the same moment
     * (gone), or that two others send, too (uploads).
     */
    private static final Set<String> REFUSALS =
            Set.of(
                    "unauthenticated none", "closed closed", "frozen frozen",
                    "append-only open", "read-only open", "quota open",
                    "bad-request open", "config-exists open", "gone open", "uploads open",
                    "bad-hash open", "bad-hash frozen", "locks open", "locks frozen",
                    "method open", "method frozen", "not-found open", "not-found frozen");

    @TempDir Path folder;

    /** An account and the client that sees all of it. */
    private record Opened(UUID id, String user) {}

    @Test
    void twoThousandRequestsFindNoFault() throws Exception {
        send(2_000, 20_261_127);
    }

    @Test
    @Tag("long")
    void aHundredThousandRequestsFindNoFault() throws Exception {
        send(100_000, 5);
    }

    private void send(int requests, long seed) throws Exception {
        Map<UUID, Usage> usages = new HashMap<>();
        try (TestNode node = TestNode.start(folder)) {
            List<Opened> accounts = accounts(node);
            List<String> users = new ArrayList<>(List.of("Basic Og==", "Bearer x", "Basic !"));
            for (int often = 0; often < 12; often++) {
                users.add(AccountSpecs.authorization("open"));
                users.add(AccountSpecs.authorization(often % 3 == 0 ? "small" : "open"));
            }
            for (Opened account : accounts) {
                users.add(AccountSpecs.authorization(account.user()));
                users.add(AccountSpecs.authorization(account.user() + "+append"));
                users.add(AccountSpecs.authorization(account.user() + "+read"));
            }
            List<Future<Map<Integer, Integer>>> clients = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
                for (int i = 0; i < CLIENTS; i++) {
                    Random random = new Random(seed + i);
                    clients.add(
                            threads.submit(() -> talk(node, users, random, requests / CLIENTS)));
                }
            }
            Map<Integer, Integer> answers = new TreeMap<>();
            for (Future<Map<Integer, Integer>> client : clients) {
                client.get().forEach((status, often) -> answers.merge(status, often, Integer::sum));
            }
            assertThat(answers.keySet())
                    .as(answers.toString())
                    .contains(200, 206, 400, 401, 403, 404, 405, 416, 507);
            assertThat(refusals(node)).contains("unauthenticated none").isSubsetOf(REFUSALS);
            await("what was cut off is swept away")
                    .untilAsserted(() -> assertThat(node.incoming()).isEmpty());
            for (Opened account : accounts) {
                usages.put(account.id(), node.status(account.id()).usage());
                assertListsWhatLiesThere(node, account);
            }
        }
        try (TestNode node = TestNode.start(folder)) {
            for (UUID id : usages.keySet()) {
                Usage usage = node.status(id).usage();
                assertThat(usage).as("read off the disk").isEqualTo(usages.get(id));
                assertThat(usage.bytes()).isEqualTo(node.bytesOnDisk(id));
                assertThat(usage.objects().total()).isEqualTo(files(id).size());
            }
        }
    }

    /** Why requests were refused, and in which states of accounts. */
    private static Set<String> refusals(TestNode node) throws Exception {
        String metrics =
                node.send("GET", node.node().adminUrl().resolve("metrics"), null, null).body();
        return REFUSED
                .matcher(metrics)
                .results()
                .map(line -> line.group(1) + " " + line.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Opened> accounts(TestNode node) throws Exception {
        List<Opened> accounts = new ArrayList<>();
        for (String user : new String[] {"open", "small", "frozen", "closed"}) {
            UUID id = node.open(spec(user, 1));
            TestNode.Client client = node.client(user).withRepository();
            byte[] pack = Blobs.bytes(4_096, 4);
            assertThat(client.post("/data/" + Blobs.name(pack), pack)).isEqualTo(200);
            AccountState state =
                    switch (user) {
                        case "frozen" -> AccountState.FROZEN;
                        case "closed" -> AccountState.CLOSED;
                        default -> AccountState.OPEN;
                    };
            node.put(id, spec(user, 2).state(state));
            accounts.add(new Opened(id, user));
        }
        return accounts;
    }

    private static AccountSpecs spec(String user, long version) {
        AccountSpecs spec =
                anAccount()
                        .version(version)
                        .user(user)
                        .user(user + "+append", Scope.APPEND)
                        .user(user + "+read", Scope.READ);
        return user.equals("small") ? spec.hardQuota(100_000) : spec;
    }

    /** Sends so many requests and counts the answers by status. */
    private static Map<Integer, Integer> talk(
            TestNode node, List<String> users, Random random, int requests) throws IOException {
        Map<Integer, Integer> answers = new HashMap<>();
        RawConnection connection = new RawConnection(node.node().dataUrl());
        try {
            for (int i = 0; i < requests; i++) {
                RandomRequest request = RandomRequest.next(random, users);
                int status = connection.exchange(request.method(), request.bytes(), request.whole());
                answers.merge(status, 1, Integer::sum);
                if (status == 0 && request.whole() && request.bytes().length < LONG_BODY) {
                    throw new AssertionError("no answer to " + start(request));
                }
                boolean sent = request.method().equals("POST");
                if (status >= 500 && !(sent && (status == 503 || status == 507))) {
                    throw new AssertionError(status + " to " + start(request));
                }
                if (!connection.isUsable() || request.isLast()) {
                    connection.close();
                    connection = new RawConnection(node.node().dataUrl());
                }
            }
        } finally {
            connection.close();
        }
        return answers;
    }

    private static String start(RandomRequest request) {
        String all = new String(request.bytes(), ISO_8859_1);
        return all.substring(0, Math.min(all.length(), 1_000));
    }

    /** The listings, the files' names and their content say the same. */
    private void assertListsWhatLiesThere(TestNode node, Opened account) throws Exception {
        for (Path file : files(account.id()).values()) {
            if (!file.endsWith("config")) {
                assertThat(Blobs.name(Files.readAllBytes(file))).isEqualTo(file.getFileName() + "");
            }
        }
        if (account.user().equals("closed")) {
            return;
        }
        Map<String, Long> listed = new TreeMap<>();
        Map<String, Long> lying = new TreeMap<>();
        for (Kind kind : Kind.NAMED) {
            String path = "/" + kind.word() + "/";
            String json =
                    new String(node.client(account.user()).get(path, "Accept", V2).body(), UTF_8);
            for (JsonNode object : TestNode.JSON.readTree(json)) {
                listed.put(
                        kind.word() + object.get("name").asText(), object.get("size").asLong());
            }
        }
        files(account.id())
                .forEach(
                        (path, file) -> {
                            String top = path.substring(0, Math.max(0, path.indexOf('/')));
                            if (Kind.NAMED.stream().anyMatch(kind -> kind.word().equals(top))) {
                                lying.put(top + file.getFileName(), file.toFile().length());
                            }
                        });
        assertThat(listed).isEqualTo(lying);
    }

    private Map<String, Path> files(UUID account) throws IOException {
        Path root = folder.resolve("repositories").resolve(account.toString());
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            all.filter(Files::isRegularFile)
                    .forEach(file -> files.put(root.relativize(file).toString(), file));
        }
        return files;
    }
}
