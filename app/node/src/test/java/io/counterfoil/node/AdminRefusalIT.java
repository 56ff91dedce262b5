package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static io.counterfoil.node.AdminIT.problem;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the admin port doesn't take, and whom it doesn't let in. */
class AdminRefusalIT {
    @TempDir static Path folder;
    private static TestNode node;

    @BeforeAll
    static void start() throws IOException {
        node = TestNode.start(folder);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{\"state\":\"open\",\"credentials\":[]}",
                "{\"version\":0,\"state\":\"open\",\"credentials\":[]}",
                "{\"version\":1.5,\"state\":\"open\",\"credentials\":[]}",
                "{\"version\":\"1\",\"state\":\"open\",\"credentials\":[]}",
                "{\"version\":1,\"state\":\"ajar\",\"credentials\":[]}",
                "{\"version\":1,\"credentials\":[]}",
                "{\"version\":1,\"state\":\"open\"}",
                "{\"version\":1,\"state\":\"open\",\"credentials\":[],\"hard_quota\":10}",
                "{\"version\":1,\"state\":\"open\",\"credentials\":[],\"hard_quota_bytes\":-1}",
                "{\"version\":1,\"state\":\"open\",\"credentials\":[],\"hard_quota_bytes\":1.5}",
                "{\"version\":1,\"state\":\"open\",\"credentials\":[{\"id\":\"a:b\",\"digest\":\"00\",\"scope\":\"full\"}]}",
                "{\"version\":1,\"state\":\"open\",\"credentials\":[],\"pool\":{\"hard_quota_bytes\":1}}",
            })
    void aSpecificationThatIsNoneIsRefused(String body) throws Exception {
        String path = "admin/accounts/" + UUID.randomUUID();
        HttpResponse<String> response = node.admin("PUT", path, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(problem(response).detail()).isNotBlank();
        assertThat(node.admin("GET", path, null).statusCode()).isEqualTo(404);
    }

    @Test
    void anEndlessBodyIsRefused() throws Exception {
        HttpResponse<String> response =
                node.admin("PUT", "admin/accounts/" + UUID.randomUUID(), " ".repeat(3 << 20));
        assertThat(response.statusCode()).isEqualTo(413);
    }

    /** An answer before that would be lost to it with the connection. */
    @Test
    void whoSendsAllOfSuchABodyFirstIsToldToo() throws Exception {
        byte[] body = new byte[12 << 20];
        try (RawConnection connection = new RawConnection(node.node().adminUrl())) {
            connection.send(
                    """
                    PUT /admin/accounts/%s HTTP/1.1\r
                    Host: node\r
                    Authorization: %s\r
                    Content-Length: %d\r
                    \r
                    """
                            .formatted(
                                    UUID.randomUUID(),
                                    node.node().key().authorization(),
                                    body.length)
                            .getBytes(UTF_8));
            connection.send(body);
            assertThat(connection.answer()).startsWith("HTTP/1.1 413");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, admin/accounts/x, 404",
        "GET, admin/nothing, 404",
        "POST, admin/accounts, 405",
        "PATCH, admin/accounts/0192f0c4-0000-7000-8000-000000000001, 405",
        "GET, admin/accounts?limit=0, 400",
        "GET, admin/accounts?limit=many, 400",
        "GET, admin/accounts?after=x, 400",
        "DELETE, admin/accounts/0192f0c4-0000-7000-8000-000000000001, 404",
    })
    void whatIsNoCallIsRefusedInWords(String method, String path, int status) throws Exception {
        HttpResponse<String> response = node.admin(method, path, null);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(problem(response).detail()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin/accounts", "admin/capacity", "tasks/gc", "threads", "", "admin"})
    void withoutTheKeyNothingOpens(String path) throws Exception {
        for (String authorization : new String[] {null, "Bearer ", "Bearer x", "Basic eDp5"}) {
            HttpResponse<String> response =
                    node.send("GET", node.node().adminUrl().resolve(path), null, authorization);
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().firstValue("www-authenticate")).hasValue("Bearer");
        }
    }

    @Test
    void aKeyInLettersThatNoKeyHasIsAWrongKey() throws Exception {
        try (RawConnection connection = new RawConnection(node.node().adminUrl())) {
            for (Charset charset : new Charset[] {UTF_8, ISO_8859_1}) {
                connection.send(
                        "GET /admin/capacity HTTP/1.1\r\nHost: node\r\nAuthorization: Bearer ä\r\n\r\n"
                                .getBytes(charset));
                assertThat(connection.answer()).isEqualTo("HTTP/1.1 401 Unauthorized");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"admin/accounts", "admin/capacity", "metrics", "healthcheck", "tasks/gc"})
    void nothingOfTheAdminPortIsOnTheDataPort(String path) throws Exception {
        String anna = "anna-" + UUID.randomUUID();
        node.open(anAccount().user(anna));
        for (String authorization :
                new String[] {
                    node.node().key().authorization(), node.client(anna).authorization()
                }) {
            HttpResponse<String> response =
                    node.send("GET", node.node().dataUrl().resolve(path), null, authorization);
            assertThat(response.statusCode()).isIn(401, 404);
        }
    }
}
