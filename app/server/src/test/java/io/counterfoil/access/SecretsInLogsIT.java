package io.counterfoil.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.Browser;
import io.counterfoil.CapturedLog;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.codes.CodeGenerator;
import java.net.http.HttpRequest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

@Isolated("a server that stops beside it sets the loggers of the JVM up anew")
class SecretsInLogsIT {

    @Test
    void noSecretIsLoggedWhateverHappensToIt() {
        try (TestWorld world = new TestWorld();
                TestServer server = new TestServer(world);
                CapturedLog log = new CapturedLog()) {
            StaffMembers.WithPassword ann =
                    world.member("ann@harbour.example", "Ann", "owner", null);
            String key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
            String link =
                    world.wiring()
                            .setup()
                            .addProvider("Third", "third.example", "UTC", "EUR");
            Browser browser = server.signedIn(ann);
            browser.get(link);
            browser.submit(link, "/setup", Map.of("password", ann.password()));
            browser.submit("/console/keys", "/console/keys", Map.of("label", ""));
            for (String body : List.of("{\"label\":\"x\"}", "{\"label\":", "{\"label\":{}}")) {
                server.send(
                        server.request("/api/v1/api-keys?key=" + key)
                                .header("Authorization", "Bearer " + key)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build());
            }
            String code = new CodeGenerator(new SecureRandom()).next().reveal();
            String once = "a key that opens a stored answer";
            browser.submit("/redeem", "/redeem", Map.of("code", code));
            for (String path : List.of("/api/v1/redemptions", "/api/v1/redemptions/preview")) {
                for (String body :
                        List.of(
                                "{\"code\":\"%s\"}",
                                "{\"code\":\"%s\",\"username\":\"ann\",\"password\":\"%s\"}",
                                "{\"code\":[\"%s\"]}",
                                "{\"%s\":1}",
                                "{\"code\":\"%s")) {
                    server.send(
                            server.request(path)
                                    .header("Content-Type", "application/json")
                                    .header("Idempotency-Key", once)
                                    .POST(
                                            HttpRequest.BodyPublishers.ofString(
                                                    body.formatted(code, ann.password())))
                                    .build());
                }
            }
            LoggerFactory.getLogger(SecretsInLogsIT.class).info("{} {}", ann, "the story is over");

            assertThat(log.lines())
                    .anySatisfy(line -> assertThat(line).contains("the story is over"));
            assertThat(log.lines())
                    .allSatisfy(
                            line ->
                                    assertThat(line)
                                            .doesNotContain(
                                                    ann.password(),
                                                    key,
                                                    code,
                                                    code.replace("-", ""),
                                                    once,
                                                    link.substring(link.indexOf('=') + 1),
                                                    browser.cookie(SessionCookies.SESSION)));
        }
    }
}
