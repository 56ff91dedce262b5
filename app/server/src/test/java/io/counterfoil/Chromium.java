package io.counterfoil;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A real browser without a screen, driven over its own DevTools protocol: the pages' scripts run in
 * it as they do at a customer's.
 */
public final class Chromium implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    /**
     * Starts a browser that finds {@code server} at its web address.
     *
     * @param profile an empty folder for everything that it writes
     */
    public Chromium(Path profile, TestServer server) throws IOException {
        process =
                new ProcessBuilder(
                                "chromium",
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--disable-dev-shm-usage",
                                "--host-resolver-rules=MAP "
                                        + server.host()
                                        + " 127.0.0.1:"
                                        + server.port(),
                                "--disable-features=HttpsUpgrades",
                                "--user-data-dir=" + profile,
                                "--remote-debugging-port=0",
                                "about:blank")
                        .redirectErrorStream(true)
                        .redirectOutput(profile.resolve("chromium.log").toFile())
                        .start();
        Path ready = profile.resolve("DevToolsActivePort");
        try {
            Awaitility.await("the browser writes its port down when it listens")
                    .atMost(PATIENCE)
                    .until(() -> Files.exists(ready) && Files.readAllLines(ready).size() == 2);
        } catch (ConditionTimeoutException e) {
            process.destroyForcibly();
            throw e;
        }
        port = Integer.parseInt(Files.readAllLines(ready).getFirst());
    }

    /** An empty page as wide as a phone's. */
    public Tab tab() {
        try {
            HttpResponse<String> opened =
                    client.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:"
                                                            + port
                                                            + "/json/new?about:blank"))
                                    .PUT(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return new Tab(
                    URI.create(JSON.readTree(opened.body()).path("webSocketDebuggerUrl").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        // Asked kindly, it takes its temporary files along.
        var unused = tab().post("Browser.close", Map.of());
        process.onExit().orTimeout(PATIENCE.toSeconds(), SECONDS).join();
        client.shutdownNow();
    }

    /** One page. */
    public final class Tab implements AutoCloseable {
        private static final int PHONE_WIDTH = 360;
        private static final int PHONE_HEIGHT = 740;

        /** Marks the page as one that people want to leave: the next one may have its heading. */
        private static final String LEAVE = "window.left = true";

        private final AtomicInteger lastId = new AtomicInteger();
        private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
        private final WebSocket socket;

        private Tab(URI address) {
            socket = client.newWebSocketBuilder().buildAsync(address, new Answers()).join();
            send(
                    "Emulation.setDeviceMetricsOverride",
                    Map.of(
                            "width",
                            PHONE_WIDTH,
                            "height",
                            PHONE_HEIGHT,
                            "deviceScaleFactor",
                            2,
                            "mobile",
                            true));
        }

        /** From now on, scripts of pages don't run. */
        public void withoutScripts() {
            send("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        }

        /** Loads a page and waits for its heading. */
        public void open(String address, String heading) {
            evaluate(LEAVE);
            send("Page.navigate", Map.of("url", address));
            awaitHeading(heading);
        }

        /** Waits until a page with this heading is there that was not there before the last click. */
        public void awaitHeading(String heading) {
            Awaitility.await("the browser shows " + heading)
                    .atMost(PATIENCE)
                    .until(
                            () ->
                                    evaluate(
                                                    "!window.left &&"
                                                        + " document.readyState == 'complete' &&"
                                                        + " document.querySelector('h1')?.textContent")
                                            .asText()
                                            .equals(heading));
        }

        /** Types into a field as a keyboard does. */
        public void type(String field, String text) {
            evaluate(
                    "(field => { field.focus(); field.select(); })(document.getElementById('"
                            + field
                            + "'))");
            send("Input.insertText", Map.of("text", text));
        }

        /** Clicks with the mouse on the first element that the selector finds. */
        public void click(String selector) {
            evaluate(LEAVE);
            JsonNode place =
                    evaluate(
                            """
                            (element => {
                              element.scrollIntoView({block: 'center'});
                              const box = element.getBoundingClientRect();
                              return {x: box.x + box.width / 2, y: box.y + box.height / 2};
                            })(document.querySelector('%s'))
                            """
                                    .formatted(selector));
            for (String type : List.of("mousePressed", "mouseReleased")) {
                send(
                        "Input.dispatchMouseEvent",
                        Map.of(
                                "type",
                                type,
                                "x",
                                place.path("x").asDouble(),
                                "y",
                                place.path("y").asDouble(),
                                "button",
                                "left",
                                "clickCount",
                                1));
            }
        }

        /** What people can read on the page. */
        public String text() {
            return evaluate("document.body.innerText").asText();
        }

        /** The value of an expression on the page, as JSON; missing while a page is loading. */
        public JsonNode evaluate(String expression) {
            return send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true))
                    .path("result")
                    .path("value");
        }

        /** The page fits the phone: nothing makes people scroll sideways. */
        public void fits() {
            assertThat(evaluate("document.documentElement.scrollWidth").asInt())
                    .as("width of %s", evaluate("location.pathname").asText())
                    .isBetween(1, PHONE_WIDTH);
        }

        /** Keeps a picture of the whole page, for people to look at. */
        public void picture(Path file) {
            JsonNode shot =
                    send(
                            "Page.captureScreenshot",
                            Map.of("format", "png", "captureBeyondViewport", true));
            try {
                Files.createDirectories(file.getParent());
                Files.write(file, Base64.getDecoder().decode(shot.path("data").asText()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            send("Page.close", Map.of());
            socket.abort();
        }

        private JsonNode send(String method, Map<String, ?> parameters) {
            return post(method, parameters).orTimeout(PATIENCE.toSeconds(), SECONDS).join();
        }

        private CompletableFuture<JsonNode> post(String method, Map<String, ?> parameters) {
            int id = lastId.incrementAndGet();
            CompletableFuture<JsonNode> answer = new CompletableFuture<>();
            waiting.put(id, answer);
            ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
            message.set("params", JSON.valueToTree(parameters));
            socket.sendText(message.toString(), true).join();
            return answer;
        }

        private final class Answers implements WebSocket.Listener {
            private final StringBuilder text = new StringBuilder();

            @Override
            public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
                text.append(data);
                if (last) {
                    answer(text.toString());
                    text.setLength(0);
                }
                from.request(1);
                return CompletableFuture.completedStage(null);
            }

            private void answer(String message) {
                try {
                    JsonNode read = JSON.readTree(message);
                    CompletableFuture<JsonNode> caller = waiting.remove(read.path("id").asInt());
                    if (caller != null) {
                        caller.complete(read.path("result"));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
