package io.counterfoil.redemption;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The line to a node's admin address, which a test cuts between two requests. */
final class CutLine implements AutoCloseable {
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile URI node = URI.create("http://127.0.0.1:9/");
    private int passing = Integer.MAX_VALUE;
    private boolean answerOnly;

    /** A line that leads nowhere yet. */
    CutLine() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::forward);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Leads to a node from now on. */
    void to(URI adminUrl) {
        node = adminUrl;
    }

    /**
     * Cuts the line.
     *
     * @param requests so many more pass
     * @param answer whether the one after them passes too and only its answer is lost
     */
    synchronized void cutAfter(int requests, boolean answer) {
        passing = requests;
        answerOnly = answer;
    }

    /** Mends the line, and says whether anything was lost on it. */
    synchronized boolean mend() {
        boolean lost = passing < 0;
        passing = Integer.MAX_VALUE;
        return lost;
    }

    private void forward(HttpExchange exchange) throws IOException {
        int left = pass();
        try (exchange) {
            if (left < -1 || (left == -1 && !answerOnly)) {
                return;
            }
            HttpResponse<byte[]> answer = send(exchange);
            if (left >= 0) {
                answer.headers()
                        .firstValue("Content-Type")
                        .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
                exchange.sendResponseHeaders(
                        answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    private synchronized int pass() {
        passing--;
        return passing;
    }

    private HttpResponse<byte[]> send(HttpExchange exchange) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(node.resolve(exchange.getRequestURI().toString()))
                        .header(
                                "Authorization",
                                exchange.getRequestHeaders().getFirst("Authorization"))
                        .header("Content-Type", "application/json")
                        .method(
                                exchange.getRequestMethod(),
                                HttpRequest.BodyPublishers.ofByteArray(
                                        exchange.getRequestBody().readAllBytes()))
                        .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}
