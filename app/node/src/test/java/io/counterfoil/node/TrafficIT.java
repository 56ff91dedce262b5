package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.Credential;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What an operator gets to see of the data port's traffic, and what nobody does. */
class TrafficIT {
    private static final Logger ROOT =
            (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private static final Logger ACCESS =
            (Logger) LoggerFactory.getLogger("io.counterfoil.node.access");

    @TempDir Path folder;
    private TestNode node;
    private final Lines lines = new Lines();
    private Level level;

    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final List<String> seen = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            seen.add(event.getLoggerName() + " " + event.getFormattedMessage());
        }
    }

    @BeforeEach
    void start() throws Exception {
        node = TestNode.start(folder);
        level = ACCESS.getLevel();
        ACCESS.setLevel(Level.INFO);
        lines.setContext(ROOT.getLoggerContext());
        lines.start();
        ROOT.addAppender(lines);
    }

    @AfterEach
    void stop() {
        ROOT.detachAppender(lines);
        ACCESS.setLevel(level);
        node.close();
    }

    private String metrics() throws Exception {
        return node.send("GET", node.node().adminUrl().resolve("metrics"), null, null).body();
    }

    @Test
    void operationsBytesAndRefusalsAreCountedByWhatTheyWere() throws Exception {
        UUID pool = UUID.randomUUID();
        node.open(anAccount().user("anna"));
        node.open(anAccount().hardQuota(10).user("full"));
        node.open(anAccount().hardQuota(1 << 20).pool(pool, 10).user("shares"));
        TestNode.Client anna = node.client("anna").withRepository();
        byte[] pack = Blobs.bytes(5_000, 1);
        String path = "/data/" + Blobs.name(pack);
        assertThat(anna.post(path, pack)).isEqualTo(200);
        assertThat(anna.get(path).body()).isEqualTo(pack);
        assertThat(anna.get("/data/").statusCode()).isEqualTo(200);
        assertThat(anna.post("/data/" + Blobs.name(new byte[] {1}), pack)).isEqualTo(400);
        assertThat(node.client("full").withRepository().post(path, pack)).isEqualTo(507);
        assertThat(node.client("shares").withRepository().post(path, pack)).isEqualTo(507);
        assertThat(node.client("stranger").get(path).statusCode()).isEqualTo(401);
        UUID frozen = node.open(anAccount().user("frozen"));
        node.client("frozen").withRepository();
        node.put(frozen, anAccount().version(2).state(AccountState.FROZEN).user("frozen"));
        assertThat(node.client("frozen").post(path, pack)).isEqualTo(403);
        await("all of them are counted, each after its answer")
                .untilAsserted(() -> assertCounted(metrics()));
    }

    private static void assertCounted(String metrics) {
        assertThat(metrics)
                .contains("node_refused_requests_total{reason=\"frozen\",state=\"frozen\"} 1.0")
                .contains("node_request_seconds_count{kind=\"data\",method=\"GET\"} 2")
                .contains("node_request_seconds_count{kind=\"data\",method=\"POST\"} 5")
                .contains("node_request_seconds_count{kind=\"list\",method=\"GET\"} 1")
                .contains("node_request_seconds_count{kind=\"repository\",method=\"POST\"} 4")
                .contains("node_request_seconds_bucket{kind=\"data\",method=\"GET\",le=\"300.0\"}")
                .contains("node_refused_requests_total{reason=\"bad-hash\",state=\"open\"} 1.0")
                .contains("node_refused_requests_total{reason=\"quota\",state=\"open\"} 1.0")
                .contains("node_refused_requests_total{reason=\"pool\",state=\"open\"} 1.0")
                .contains(
                        "node_refused_requests_total{reason=\"unauthenticated\",state=\"none\"} 1.0")
                .contains("node_running_requests 0.0")
                .contains("node_running_uploads 0.0")
                .containsPattern("node_sent_bytes_total [5-6]\\d{3}\\.0");
    }

    @Test
    void theLogTellsWhoDidWhatAndNeverASecret() throws Exception {
        UUID id = node.open(anAccount().user("anna"));
        TestNode.Client anna = node.client("anna").withRepository();
        byte[] pack = Blobs.bytes(5_000, 1);
        assertThat(anna.post("/data/" + Blobs.name(pack), pack)).isEqualTo(200);
        String password = AccountSpecs.password("anna");
        String mistaken = AccountSpecs.authorization(password, "anna");
        String right = anna.authorization();
        for (String request :
                List.of(
                        "GET http://anna:%s@node/config HTTP/1.1\r\nHost: node\r\n",
                        "GET //anna:%s@node/config HTTP/1.1\r\nHost: node\r\n",
                        "GET /%s@node/ HTTP/1.1\r\nHost: node\r\n",
                        "GET /config?password=%s HTTP/1.1\r\nHost: node\r\n",
                        "%s /config HTTP/1.1\r\nHost: node\r\n",
                        "GET /config HTTP/1.1\r\nHost: %s\r\n",
                        "GET /config HTTP/1.1\r\nHost: node\r\n%s\r\n",
                        "GET /config HTTP/1.1\r\nHost: node\r\nContent-Length: %s\r\n",
                        "GET /config HTTP/%s\r\nHost: node\r\n",
                        "GET /%%2f%s HTTP/1.1\r\nHost: node\r\n",
                        "\u0000%s\r\n")) {
            for (String authorization : List.of(right, mistaken, "Basic " + password)) {
                try (RawConnection garbage = new RawConnection(node.node().dataUrl())) {
                    garbage.send(
                            (request.formatted(password)
                                            + "Authorization: "
                                            + authorization
                                            + "\r\nConnection: close\r\n\r\n")
                                    .getBytes(UTF_8));
                    garbage.answer();
                }
            }
        }
        await("what could be read is logged")
                .untilAsserted(() -> assertThat(lines.seen).hasSizeGreaterThan(13));
        assertThat(lines.seen)
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .contains("account=" + id + " credential=anna from=127")
                                        .contains("method=POST path=/data/" + Blobs.name(pack))
                                        .contains(" status=200 in=5000 out=0 ms="));
        String all = String.join("\n", lines.seen);
        assertThat(all)
                .doesNotContain(password)
                .doesNotContain(Credential.digest(password))
                .doesNotContain(Base64.getEncoder().encodeToString(password.getBytes(UTF_8)))
                .doesNotContain(right.substring("Basic ".length()))
                .doesNotContain(mistaken.substring("Basic ".length()));
    }
}
