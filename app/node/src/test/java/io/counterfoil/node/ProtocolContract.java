package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.Scope;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each row of the protocol over real HTTP, for accounts and credentials of every sort, whatever the
 * node keeps its objects in.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProtocolContract {
    private static final String V2 = "application/vnd.x.restic.rest.v2";
    private static final byte[] PACK = Blobs.bytes(300_000, 1);
    private static final byte[] SMALL = Blobs.bytes(155, 2);
    private static final String DATA = "/data/" + Blobs.name(PACK);
    private static final String LOCK = "/locks/" + Blobs.name(SMALL);

    private TestNode node;

    private UUID id;
    private String user;
    private TestNode.Client anna;

    /** A node with the store that is tested. */
    abstract TestNode start() throws IOException;

    /** Names of the account's files as they lie in the store, below its place. */
    abstract Stream<String> stored(UUID account) throws IOException;

    @BeforeAll
    void startNode() throws IOException {
        node = start();
    }

    @AfterAll
    void stopNode() {
        node.close();
    }

    @BeforeEach
    void open() throws Exception {
        user = "anna-" + UUID.randomUUID();
        id =
                node.open(
                        anAccount()
                                .user(user)
                                .user(user + "+append", Scope.APPEND)
                                .user(user + "+read", Scope.READ));
        anna = node.client(user);
    }

    private void become(AccountState state) throws Exception {
        node.put(id, spec(state.name()));
    }

    @Test
    void aRepositoryIsMadeOnceAndAgainIsFine() throws Exception {
        assertThat(status("HEAD", "/config")).isEqualTo(404);
        assertThat(status("GET", "/data/")).isEqualTo(404);
        assertThat(anna.post("/", new byte[0])).isEqualTo(400);
        assertThat(anna.post("/?create=maybe", new byte[0])).isEqualTo(400);
        assertThat(anna.post("/?create=true", new byte[0])).isEqualTo(200);
        HttpResponse<byte[]> again = anna.call("POST", "/?create=true", new byte[0]);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEmpty();
        assertThat(text(anna.get("/data/"))).isEqualTo("[]");
        assertThat(node.status(id).usage().repositories()).isEqualTo(1);
    }

    @Test
    void theConfigIsCreatedExclusivelyAndNotHashed() throws Exception {
        anna.withRepository();
        assertThat(anna.post("/config", SMALL)).isEqualTo(200);
        assertThat(anna.post("/config", SMALL)).isEqualTo(403);
        HttpResponse<byte[]> ranged = anna.get("/config", "Range", "bytes=0-");
        assertThat(ranged.statusCode()).isEqualTo(206);
        assertThat(ranged.body()).isEqualTo(SMALL);
        assertThat(length("/config")).isEqualTo(SMALL.length);
        assertThat(node.status(id).usage().bytes()).isEqualTo(SMALL.length);
        assertThat(node.client(user + "+append").delete("/config")).isEqualTo(403);
        assertThat(anna.delete("/config")).isEqualTo(200);
        assertThat(anna.delete("/config")).isEqualTo(200);
        assertThat(status("HEAD", "/config")).isEqualTo(404);
        assertThat(node.status(id).usage().bytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "index", "keys", "locks", "snapshots"})
    void anObjectComesIsReadListedAndGoes(String type) throws Exception {
        anna.withRepository();
        byte[] body = type.equals("locks") ? SMALL : PACK;
        String path = "/" + type + "/" + Blobs.name(body);
        assertThat(status("GET", path)).isEqualTo(404);
        assertThat(status("HEAD", path)).isEqualTo(404);
        HttpResponse<byte[]> stored = anna.call("POST", path, body);
        assertThat(stored.statusCode()).isEqualTo(200);
        assertThat(stored.body()).isEmpty();
        assertThat(length(path)).isEqualTo(body.length);
        assertThat(anna.get(path).body()).isEqualTo(body);

        HttpResponse<byte[]> v1 = anna.get("/" + type + "/");
        assertThat(text(v1)).isEqualTo("[\"" + Blobs.name(body) + "\"]");
        HttpResponse<byte[]> v2 = anna.get("/" + type + "/", "Accept", V2);
        assertThat(v2.headers().allValues("content-type")).containsExactly(V2);
        assertThat(text(v2))
                .isEqualTo(
                        "[{\"name\":\"" + Blobs.name(body) + "\",\"size\":" + body.length + "}]");

        assertThat(anna.delete(path)).isEqualTo(200);
        assertThat(anna.delete(path)).isEqualTo(200);
        assertThat(status("GET", path)).isEqualTo(404);
        assertThat(text(anna.get("/" + type + "/", "Accept", V2))).isEqualTo("[]");
        assertThat(node.status(id).usage().bytes()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-, 0, 300000",
        "bytes=0-0, 0, 1",
        "bytes=299999-, 299999, 300000",
        "bytes=100-199, 100, 200",
        "bytes=299990-400000, 299990, 300000",
        "bytes=-10, 299990, 300000",
        "bytes=-400000, 0, 300000",
    })
    void aRangeIsCutOutExactly(String range, int from, int to) throws Exception {
        anna.withRepository().post(DATA, PACK);
        HttpResponse<byte[]> part = anna.get(DATA, "Range", range);
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(PACK, from, to));
        assertThat(part.headers().firstValue("content-range"))
                .hasValue("bytes " + from + "-" + (to - 1) + "/" + PACK.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=300000-", "bytes=300000-300001", "bytes=-0"})
    void aRangeBehindTheEndIsUnsatisfiable(String range) throws Exception {
        anna.withRepository().post(DATA, PACK);
        HttpResponse<byte[]> none = anna.get(DATA, "Range", range);
        assertThat(none.statusCode()).isEqualTo(416);
        assertThat(none.headers().firstValue("content-range")).hasValue("bytes */300000");
    }

    @Test
    void anObjectLargerThanTheBuffersComesBackWhole() throws Exception {
        byte[] large = Blobs.bytes(3 << 20, 3);
        String path = "/data/" + Blobs.name(large);
        assertThat(anna.withRepository().postChunked(path, large)).isEqualTo(200);
        assertThat(anna.get(path).body()).isEqualTo(large);
        assertThat(anna.get(path, "Range", "bytes=1000000-3000000").body())
                .isEqualTo(Arrays.copyOfRange(large, 1_000_000, 3_000_001));
    }

    @Test
    void aBodyThatIsNotItsNameIsRefusedWithoutATrace() throws Exception {
        anna.withRepository();
        assertThat(anna.post(DATA, SMALL)).isEqualTo(400);
        assertThat(anna.postChunked(DATA, SMALL)).isEqualTo(400);
        assertThat(status("HEAD", DATA)).isEqualTo(404);
        assertThat(node.status(id).usage().bytes()).isZero();
        assertThat(stored(id)).noneMatch(file -> file.contains("data/" + Blobs.name(PACK).substring(0, 2)));
        assertThat(node.incoming()).isEmpty();
    }

    @Test
    void sentAgainIsFineAndKeepsTheFirst() throws Exception {
        anna.withRepository();
        assertThat(anna.post(DATA, PACK)).isEqualTo(200);
        assertThat(anna.post(DATA, PACK)).isEqualTo(200);
        assertThat(anna.postChunked(DATA, PACK)).isEqualTo(200);
        assertThat(anna.post(DATA, SMALL)).isEqualTo(400);
        assertThat(anna.get(DATA).body()).isEqualTo(PACK);
        assertThat(node.status(id).usage().bytes()).isEqualTo(PACK.length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/data",
                "/data/abc",
                "/data/../config",
                "/data/%2e%2e/config",
                "//data/",
                "/a//data/",
                "/a%2fdata/",
                "/data/keys/",
                "/config/config",
                "/unknown/xyz",
                "/ä/config",
                "/a b/config",
                "/a\\b/config",
                "/a/b/c/d/e/f/g/h/i/config",
            })
    void aPathThatIsNoneIsRefused(String path) throws Exception {
        anna.withRepository();
        List<String> before = stored(id).toList();
        String raw = path.replace(" ", "%20").replace("\\", "%5c").replace("ä", "%c3%a4");
        assertThat(anna.get(raw).statusCode()).isIn(400, 404);
        assertThat(anna.post(raw, SMALL)).isIn(400, 404);
        assertThat(stored(id)).containsExactlyElementsOf(before);
        assertThat(node.status(id).usage().objects().total()).isZero();
    }

    @Test
    void aPathBelowTheRootIsAnotherRepositoryOfTheSameAccount() throws Exception {
        anna.withRepository();
        assertThat(anna.post("/office/laptop/?create=true", new byte[0])).isEqualTo(200);
        assertThat(anna.post("/office/laptop/config", SMALL)).isEqualTo(200);
        assertThat(anna.post("/office/laptop" + DATA, PACK)).isEqualTo(200);
        assertThat(status("HEAD", "/config")).isEqualTo(404);
        assertThat(status("HEAD", DATA)).isEqualTo(404);
        assertThat(anna.get("/office/laptop" + DATA).body()).isEqualTo(PACK);
        assertThat(node.status(id).usage().repositories()).isEqualTo(2);
        assertThat(node.status(id).usage().bytes()).isEqualTo(PACK.length + SMALL.length);
    }

    @Test
    void repositoriesThatDifferInCaseShareNoFolderOnAnyFileSystem() throws Exception {
        for (String name : new String[] {"laptop", "Laptop", "LAPTOP", "Data"}) {
            anna.withRepository().post("/" + name + "/?create=true", new byte[0]);
            byte[] config = name.getBytes(UTF_8);
            assertThat(anna.post("/" + name + "/config", config)).isEqualTo(200);
        }
        assertThat(text(anna.get("/Laptop/config"))).isEqualTo("Laptop");
        assertThat(stored(id))
                .contains("^laptop/config", "^l^a^p^t^o^p/config", "^data/config", "laptop/config")
                .allMatch(name -> name.equals(name.toLowerCase(Locale.ROOT)));
    }

    @Test
    void nothingIsStoredWhereThereIsNoRepository() throws Exception {
        assertThat(anna.post(DATA, PACK)).isEqualTo(404);
        assertThat(anna.post("/config", SMALL)).isEqualTo(404);
        assertThat(anna.delete(DATA)).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, POST",
        "PUT, /config, 'HEAD, GET, POST, DELETE'",
        "PATCH, /data/, GET",
        "POST, /data/, GET",
        "OPTIONS, /config, 'HEAD, GET, POST, DELETE'",
    })
    void anotherMethodIsAnsweredWithTheRightOnes(String method, String path, String allowed)
            throws Exception {
        HttpResponse<byte[]> response = anna.withRepository().call(method, path, new byte[0]);
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("allow")).hasValue(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Basic Og==", "Basic !!!", "Basic YW5uYQ==", "Bearer x", "basic Om5v"})
    void withoutTheRightPasswordNobodyGetsIn(String authorization) throws Exception {
        HttpResponse<String> refused =
                node.send(
                        "GET",
                        node.node().dataUrl().resolve("config"),
                        null,
                        authorization.isEmpty() ? null : authorization);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("www-authenticate"))
                .hasValueSatisfying(v -> assertThat(v).startsWith("Basic "));
    }

    @Test
    void oneAccountNeverSeesAnother() throws Exception {
        anna.withRepository().post(DATA, PACK);
        String other = "bert-" + UUID.randomUUID();
        node.open(anAccount().user(other));
        TestNode.Client bert = node.client(other).withRepository();
        assertThat(bert.get(DATA).statusCode()).isEqualTo(404);
        assertThat(text(bert.get("/data/"))).isEqualTo("[]");
        assertThat(bert.delete(DATA)).isEqualTo(200);
        assertThat(anna.get(DATA).body()).isEqualTo(PACK);
    }

    @Test
    void whoMayAppendDeletesNothingButLocks() throws Exception {
        anna.withRepository();
        TestNode.Client append = node.client(user + "+append");
        assertThat(append.post(DATA, PACK)).isEqualTo(200);
        assertThat(append.post(LOCK, SMALL)).isEqualTo(200);
        assertThat(append.delete(DATA)).isEqualTo(403);
        assertThat(append.delete(LOCK)).isEqualTo(200);
        assertThat(append.get(DATA).body()).isEqualTo(PACK);
    }

    @Test
    void whoMayReadWritesNothingButLocks() throws Exception {
        anna.withRepository().post(DATA, PACK);
        TestNode.Client reader = node.client(user + "+read");
        assertReadsOnly(reader);
        assertThat(reader.post("/another/?create=true", new byte[0])).isEqualTo(403);
    }

    @Test
    void aFrozenAccountReadsAndLocks() throws Exception {
        anna.withRepository().post(DATA, PACK);
        become(AccountState.FROZEN);
        assertReadsOnly(anna);
        assertThat(anna.post("/?create=true", new byte[0])).isEqualTo(403);
        assertThat(text(anna.call("POST", "/config", SMALL))).contains("frozen");
    }

    private static void assertReadsOnly(TestNode.Client client) throws Exception {
        byte[] other = Blobs.bytes(1000, 4);
        assertThat(client.get(DATA).body()).isEqualTo(PACK);
        assertThat(text(client.get("/data/"))).contains(Blobs.name(PACK));
        for (String type : new String[] {"data", "index", "keys", "snapshots"}) {
            assertThat(client.post("/" + type + "/" + Blobs.name(other), other)).isEqualTo(403);
        }
        assertThat(client.post("/config", other)).isEqualTo(403);
        assertThat(client.delete("/config")).isEqualTo(403);
        assertThat(client.delete(DATA)).isEqualTo(403);
        assertThat(client.post(LOCK, SMALL)).isEqualTo(200);
        assertThat(client.delete(LOCK)).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(value = Scope.class, mode = EnumSource.Mode.EXCLUDE, names = "COPY")
    void aClosedAccountAnswers403ToEverything(Scope scope) throws Exception {
        anna.withRepository().post(DATA, PACK);
        become(AccountState.CLOSED);
        String name =
                scope == Scope.FULL ? user : user + "+" + scope.name().toLowerCase(Locale.ROOT);
        TestNode.Client client = node.client(name);
        assertThat(client.get(DATA).statusCode()).isEqualTo(403);
        assertThat(client.get("/data/").statusCode()).isEqualTo(403);
        assertThat(client.call("HEAD", "/config", new byte[0]).statusCode()).isEqualTo(403);
        assertThat(client.post(LOCK, SMALL)).isEqualTo(403);
        assertThat(client.delete(LOCK)).isEqualTo(403);
        assertThat(client.get("/no/such/thing").statusCode()).isEqualTo(403);
        assertThat(node.status(id).usage().bytes()).isEqualTo(PACK.length);
    }

    /**
     * What each sort of account and credential is answered, request after request, when a
     * repository holds a config, a pack and a lock. A full account stores more than its quota allows:
     * what it sends as data is refused before it is looked at, unless it is there already.
     */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        // create | config: HEAD, POST | list, range, absent | pack: new, again, false | index, lock | PUT
        // deletes: pack, absent pack, index, lock, config
        "open,   full,   200 200 403 200 206 404 200 200 400 200 200 405, 200 200 200 200 200",
        "open,   append, 200 200 403 200 206 404 200 200 400 200 200 405, 403 403 403 200 403",
        "open,   read,   403 200 403 200 206 404 403 403 403 403 200 405, 403 403 403 200 403",
        "frozen, full,   403 200 403 200 206 404 403 403 403 403 200 405, 403 403 403 200 403",
        "frozen, append, 403 200 403 200 206 404 403 403 403 403 200 405, 403 403 403 200 403",
        "frozen, read,   403 200 403 200 206 404 403 403 403 403 200 405, 403 403 403 200 403",
        "closed, full,   403 403 403 403 403 403 403 403 403 403 403 403, 403 403 403 403 403",
        "closed, append, 403 403 403 403 403 403 403 403 403 403 403 403, 403 403 403 403 403",
        "closed, read,   403 403 403 403 403 403 403 403 403 403 403 403, 403 403 403 403 403",
        "full,   full,   200 200 403 200 206 404 507 200 507 200 200 405, 200 200 200 200 200",
        "full,   append, 200 200 403 200 206 404 507 200 507 200 200 405, 403 403 403 200 403",
        "full,   read,   403 200 403 200 206 404 403 403 403 403 200 405, 403 403 403 200 403",
    })
    void everyStateAnswersEveryRequest(
            String state, String scope, String answers, String toDeletes) throws Exception {
        anna.withRepository();
        for (String path : List.of(DATA, LOCK, "/config")) {
            assertThat(anna.post(path, path.equals(DATA) ? PACK : SMALL)).isEqualTo(200);
        }
        node.put(id, spec(state));
        TestNode.Client client = node.client(scope.equals("full") ? user : user + "+" + scope);
        byte[] other = Blobs.bytes(1000, 4);
        String name = Blobs.name(other);
        byte[] lock = Blobs.bytes(156, 5);
        List<Integer> told = new ArrayList<>();
        told.add(client.post("/?create=true", new byte[0]));
        told.add(client.call("HEAD", "/config", new byte[0]).statusCode());
        told.add(client.post("/config", other));
        told.add(client.get("/data/").statusCode());
        told.add(client.get(DATA, "Range", "bytes=1-2").statusCode());
        told.add(client.get("/keys/" + name).statusCode());
        told.add(client.post("/data/" + name, other));
        told.add(client.post(DATA, PACK));
        told.add(client.post("/data/" + name, SMALL));
        told.add(client.post("/index/" + name, other));
        told.add(client.post("/locks/" + Blobs.name(lock), lock));
        told.add(client.call("PUT", DATA, PACK).statusCode());
        assertThat(told).isEqualTo(numbers(answers));
        List<Integer> toldOfDeletes = new ArrayList<>();
        for (String path :
                List.of(DATA, "/data/" + Blobs.name(lock), "/index/" + name, LOCK, "/config")) {
            toldOfDeletes.add(client.delete(path));
        }
        assertThat(toldOfDeletes).isEqualTo(numbers(toDeletes));
    }

    private AccountSpecs spec(String state) {
        AccountSpecs spec =
                anAccount()
                        .version(2)
                        .user(user)
                        .user(user + "+append", Scope.APPEND)
                        .user(user + "+read", Scope.READ);
        return state.equals("full")
                ? spec.hardQuota(PACK.length / 2)
                : spec.state(AccountState.valueOf(state.toUpperCase(Locale.ROOT)));
    }

    private static List<Integer> numbers(String words) {
        return Arrays.stream(words.split(" ", -1)).map(Integer::valueOf).toList();
    }

    @Test
    void answersAreNeverCompressed() throws Exception {
        anna.withRepository();
        byte[] zeros = new byte[100_000];
        String path = "/data/" + Blobs.name(zeros);
        anna.post(path, zeros);
        HttpResponse<byte[]> response = anna.get(path, "Accept-Encoding", "gzip");
        assertThat(response.headers().firstValue("content-encoding")).isEmpty();
        assertThat(response.headers().firstValueAsLong("content-length")).hasValue(100_000);
    }

    private int status(String method, String path) throws Exception {
        return anna.call(method, path, new byte[0]).statusCode();
    }

    private long length(String path) throws Exception {
        HttpResponse<byte[]> head = anna.call("HEAD", path, new byte[0]);
        assertThat(head.statusCode()).isEqualTo(200);
        return head.headers().firstValueAsLong("content-length").orElseThrow();
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), UTF_8);
    }
}
