package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.guard.Guesses;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, and that nobody stays in who was shut out. */
class DoorIT {
    private static TestNode node;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        node = TestNode.start(folder);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static HttpResponse<String> knock(String user, String password) throws Exception {
        return node.send(
                "GET",
                node.node().dataUrl().resolve("config"),
                null,
                AccountSpecs.authorization(user, password));
    }

    @Test
    void whoGuessesHasToWaitAndNobodyElseDoes() throws Exception {
        node.open(anAccount().user("guessed"));
        node.open(anAccount().user("other"));
        for (int i = 0; i < Guesses.OF_ONE_NAME; i++) {
            assertThat(knock("guessed", "wrong" + i).statusCode()).isEqualTo(401);
        }
        HttpResponse<String> refused = knock("guessed", AccountSpecs.password("guessed"));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(refused.body()).contains("wrong passwords");
        assertThat(knock("other", AccountSpecs.password("other")).statusCode()).isEqualTo(404);
    }

    @Test
    void whoSendsNoPasswordDoesNotGuess() throws Exception {
        node.open(anAccount().user("forgetful"));
        for (int i = 0; i <= Guesses.OF_ONE_NETWORK; i++) {
            assertThat(knock("", "").statusCode()).isEqualTo(401);
        }
        assertThat(knock("forgetful", AccountSpecs.password("forgetful")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aRevokedCredentialOpensNothingOnAConnectionThatIsKeptAlive() throws Exception {
        UUID id = node.open(anAccount().user("old").user("new"));
        node.client("new").withRepository();
        try (RawConnection connection = new RawConnection(node.node().dataUrl())) {
            byte[] lock = {1};
            String path = "/locks/" + Blobs.name(lock);
            connection.head(path, node.client("old"), "Content-Length: 1");
            connection.send(lock);
            assertThat(connection.answer()).isEqualTo("HTTP/1.1 200 OK");
            node.put(id, anAccount().version(2).user("new"));
            connection.head(path, node.client("old"), "Content-Length: 1");
            connection.send(lock);
            assertThat(connection.answer()).isEqualTo("HTTP/1.1 401 Unauthorized");
        }
        assertThat(node.client("new").get("/locks/").statusCode()).isEqualTo(200);
    }

    @Test
    void anUploadThatRunsIsRefusedOnceItsCredentialIsRevokedOrItsAccountFrozen() throws Exception {
        UUID id = node.open(anAccount().user("leaves").user("stays"));
        node.client("stays").withRepository();
        byte[] pack = Blobs.bytes(1_000, 9);
        String path = "/data/" + Blobs.name(pack);
        try (RawConnection leaves = new RawConnection(node.node().dataUrl());
                RawConnection stays = new RawConnection(node.node().dataUrl())) {
            leaves.head(path, node.client("leaves"), "Content-Length: 1000");
            leaves.send(pack, 0, 500);
            await("it runs").untilAsserted(() -> assertThat(node.incoming()).hasSize(1));
            node.put(id, anAccount().version(2).user("stays"));
            leaves.send(pack, 500, 1_000);
            assertThat(leaves.answer()).isEqualTo("HTTP/1.1 401 Unauthorized");
            await("nothing is left of it")
                    .untilAsserted(() -> assertThat(node.incoming()).isEmpty());

            stays.head(path, node.client("stays"), "Content-Length: 1000");
            stays.send(pack, 0, 500);
            await("it runs").untilAsserted(() -> assertThat(node.incoming()).hasSize(1));
            node.put(id, anAccount().version(3).state(AccountState.FROZEN).user("stays"));
            stays.send(pack, 500, 1_000);
            assertThat(stays.answer()).isEqualTo("HTTP/1.1 403 Forbidden");
        }
        await("nothing is left").untilAsserted(() -> assertThat(node.incoming()).isEmpty());
        assertThat(node.status(id).usage().bytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /%zz HTTP/1.1\r\nHost: a", "HEAD", "GET / HTTP/1.1\r\nno colon"})
    void whatIsNoRequestIsToldSoInALineAndThatTheConnectionEnds(String bytes) throws Exception {
        try (RawConnection connection = new RawConnection(node.node().dataUrl())) {
            connection.send((bytes + "\r\n\r\n").getBytes(US_ASCII));
            assertThat(connection.rest())
                    .startsWith("HTTP/1.1 400 Bad Request\n")
                    .containsIgnoringCase("\nConnection: close\n")
                    .endsWith("\n\n400 Bad Request: the connection ends.");
        }
    }

    @Test
    void aBodyThatNobodyAskedForEndsTheConnectionAndTheClientIsToldSo() throws Exception {
        node.open(anAccount().user("talkative"));
        try (RawConnection connection = new RawConnection(node.node().dataUrl())) {
            connection.head("/?create=true", node.client("talkative"), "Content-Length: 1000000");
            assertThat(connection.rest())
                    .startsWith("HTTP/1.1 200 OK\n")
                    .containsIgnoringCase("\nConnection: close\n");
        }
    }
}
