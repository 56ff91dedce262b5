package io.counterfoil.node.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.counterfoil.node.FreePort;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory that behaves as badly as a test wants. What a real one does well is tested on a
 * real one.
 */
public final class FakeStore implements AutoCloseable {
    private static final int PAGE = 2;

    /** Larger bodies are taken as they are; hashing them is most of a test's time. */
    private static final int HASHED = 1 << 20;

    private final NavigableMap<String, Stored> objects = new ConcurrentSkipListMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger hungUp = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Mood mood = Mood.WELL;
    private volatile Runnable afterReads = () -> {};
    private HttpServer server;

    private FakeStore(HttpServer server) {
        this.server = server;
    }

    private record Stored(byte[] bytes, Instant modified) {}

    /** How it behaves. */
    public enum Mood {
        WELL,
        /** No more room for this user. */
        FULL,
        /** Too much at once. */
        BUSY,
        /** Doesn't know the key any more, whatever is asked. */
        WRONG_KEY,
        /** The connection breaks in the middle of a body. */
        CUTS,
        /** The object stands, or is gone, but the answer is lost. */
        LOSES_ANSWERS,
        /** Removes nothing. */
        KEEPS,
        /** Doesn't know what "only if the key is free" or "taken by this" means, and passes over it. */
        SIMPLE,
        /** Doesn't know it either, and says so. */
        STRICT,
        /** The connection breaks in the middle of what is read. */
        CUTS_READS,
        /** Sends all of an object, whatever part was asked for. */
        PASSES_OVER_RANGES
    }

    /** A store that is reached without a name. */
    public static FakeStore start() throws IOException {
        FakeStore store = new FakeStore(server(FreePort.find()));
        store.listen();
        return store;
    }

    private static HttpServer server(int port) throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    }

    private void listen() {
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** Where it is. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on. */
    public void becomes(Mood next) {
        mood = next;
    }

    /** Nobody answers any more. */
    public void goesAway() {
        server.stop(0);
    }

    /** There again, with all it had. */
    public void comesBack() throws IOException {
        server = server(server.getAddress().getPort());
        listen();
    }

    /** What happens from now on once an object was looked for, before that is answered. */
    void afterReads(Runnable what) {
        afterReads = what;
    }

    /** Keys of its objects that begin so. */
    public List<String> keys(String beginning) {
        return objects.keySet().stream().filter(key -> key.startsWith(beginning)).toList();
    }

    /** How often it was asked whether an object is there. */
    public int asked() {
        return asked.get();
    }

    /** How many uploads have come, whole or not. */
    public int begun() {
        return begun.get();
    }

    /** How often somebody hung up in the middle of what they read. */
    int hungUp() {
        return hungUp.get();
    }

    /** An object's bytes. */
    public byte[] bytes(String key) {
        return Objects.requireNonNull(objects.get(key), key).bytes();
    }

    /** Whether an object was written within the last minute. */
    boolean isFresh(String key) {
        Stored stored = objects.get(key);
        return stored != null && stored.modified().isAfter(Instant.now().minusSeconds(60));
    }

    /** As if an object had been written so long ago. */
    public void put(String key, byte[] bytes, Duration ago) {
        objects.put(key, new Stored(bytes, Instant.now().minus(ago)));
    }

    private void handle(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().substring(1).split("/", 2);
        try (exchange) {
            if (mood == Mood.WRONG_KEY) {
                refuse(exchange, 403, "InvalidAccessKeyId");
            } else if (path.length == 1 || path[1].isEmpty()) {
                list(exchange, query(exchange));
            } else {
                serve(exchange, path[1]);
            }
        }
    }

    private void serve(HttpExchange exchange, String key) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                String source = exchange.getRequestHeaders().getFirst("x-amz-copy-source");
                if (source == null) {
                    put(exchange, key);
                } else {
                    copy(exchange, URLDecoder.decode(source, UTF_8), key);
                }
            }
            case "DELETE" -> {
                if (mood == Mood.KEEPS) {
                    refuse(exchange, 403, "AccessDenied");
                    return;
                }
                objects.remove(key);
                if (mood != Mood.LOSES_ANSWERS) {
                    exchange.sendResponseHeaders(204, -1);
                }
            }
            case "HEAD" -> {
                asked.incrementAndGet();
                Stored stored = objects.get(key);
                if (stored != null) {
                    exchange.getResponseHeaders()
                            .set("Content-Length", String.valueOf(stored.bytes().length));
                }
                exchange.sendResponseHeaders(stored == null ? 404 : 200, -1);
            }
            default -> get(exchange, key);
        }
    }

    private void put(HttpExchange exchange, String key) throws IOException {
        begun.incrementAndGet();
        Headers headers = exchange.getRequestHeaders();
        boolean onlyIfFree = headers.containsKey("If-None-Match");
        String onlyIf = headers.getFirst("If-Match");
        switch (mood) {
            case FULL -> refuse(exchange, 403, "QuotaExceeded");
            case BUSY -> refuse(exchange, 503, "SlowDown");
            case CUTS -> {
                // Closed by the caller, without an answer.
                var unused = exchange.getRequestBody().readNBytes(100_000);
            }
            default -> {
                byte[] bytes = exchange.getRequestBody().readAllBytes();
                String hash = headers.getFirst("x-amz-content-sha256");
                if (bytes.length <= HASHED && !Bucket.sha256(bytes).equals(hash)) {
                    refuse(exchange, 400, "XAmzContentSHA256Mismatch");
                } else if ((onlyIfFree || onlyIf != null) && mood == Mood.STRICT) {
                    refuse(exchange, 501, "NotImplemented");
                } else if (!put(key, new Stored(bytes, Instant.now()), onlyIfFree, onlyIf)) {
                    refuse(exchange, 412, "PreconditionFailed");
                } else {
                    if (mood != Mood.LOSES_ANSWERS) {
                        exchange.sendResponseHeaders(200, -1);
                    }
                }
            }
        }
    }

    private void copy(HttpExchange exchange, String source, String key) throws IOException {
        Stored stored = objects.get(source.substring(source.indexOf('/') + 1));
        if (stored == null) {
            refuse(exchange, 404, "NoSuchKey");
            return;
        }
        objects.put(key, new Stored(stored.bytes(), Instant.now()));
        answer(exchange, 200, "<CopyObjectResult><ETag>any</ETag></CopyObjectResult>");
    }

    /** Of several that come at the same time and on the same condition, one succeeds. */
    private boolean put(String key, Stored stored, boolean onlyIfFree, @Nullable String onlyIf) {
        Stored now =
                objects.compute(
                        key,
                        (same, there) ->
                                mood == Mood.SIMPLE || allows(there, onlyIfFree, onlyIf)
                                        ? stored
                                        : there);
        return stored.equals(now);
    }

    private static boolean allows(
            @Nullable Stored there, boolean onlyIfFree, @Nullable String onlyIf) {
        return (!onlyIfFree || there == null)
                && (onlyIf == null || (there != null && tag(there).equals(onlyIf)));
    }

    private static String tag(Stored stored) {
        return "\"" + Bucket.sha256(stored.bytes()) + "\"";
    }

    private void get(HttpExchange exchange, String key) throws IOException {
        Stored stored = objects.get(key);
        afterReads.run();
        if (stored == null) {
            refuse(exchange, 404, "NoSuchKey");
            return;
        }
        String range = exchange.getRequestHeaders().getFirst("Range");
        byte[] part = stored.bytes();
        boolean ranged = range != null && mood != Mood.PASSES_OVER_RANGES;
        if (ranged) {
            int dash = range.indexOf('-');
            int from = Integer.parseInt(range, "bytes=".length(), dash, 10);
            int last = Integer.parseInt(range, dash + 1, range.length(), 10);
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes %d-%d/%d".formatted(from, last, part.length));
            part = Arrays.copyOfRange(part, from, last + 1);
        }
        if (stored.bytes().length <= HASHED) {
            exchange.getResponseHeaders().set("ETag", tag(stored));
        }
        exchange.sendResponseHeaders(ranged ? 206 : 200, part.length == 0 ? -1 : part.length);
        // Closed by the caller, which shows when it isn't all.
        int sent = mood == Mood.CUTS_READS ? part.length / 2 : part.length;
        try {
            exchange.getResponseBody().write(part, 0, sent);
        } catch (IOException e) {
            hungUp.incrementAndGet();
            throw e;
        }
    }

    private void list(HttpExchange exchange, Map<String, String> query) throws IOException {
        String prefix = query.getOrDefault("prefix", "");
        String after = query.getOrDefault("continuation-token", "");
        List<Map.Entry<String, Stored>> rest =
                objects.tailMap(after, false).entrySet().stream()
                        .filter(object -> object.getKey().startsWith(prefix))
                        .limit(PAGE + 1)
                        .toList();
        StringBuilder xml = new StringBuilder("<ListBucketResult>");
        rest.stream()
                .limit(PAGE)
                .forEach(
                        object ->
                                xml.append(
                                        "<Contents><Key>%s</Key><LastModified>%s</LastModified><Size>%d</Size></Contents>"
                                                .formatted(
                                                        object.getKey(),
                                                        object.getValue().modified(),
                                                        object.getValue().bytes().length)));
        boolean more = rest.size() > PAGE;
        xml.append("<IsTruncated>").append(more).append("</IsTruncated>");
        if (more) {
            xml.append("<NextContinuationToken>")
                    .append(rest.get(PAGE - 1).getKey())
                    .append("</NextContinuationToken>");
        }
        answer(exchange, 200, xml.append("</ListBucketResult>").toString());
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), UTF_8));
            }
        }
        return query;
    }

    private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        // Else this server hangs up on a client that still sends, before it can read the answer.
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        answer(exchange, status, "<Error><Code>" + code + "</Code></Error>");
    }

    private static void answer(HttpExchange exchange, int status, String xml) throws IOException {
        byte[] body = xml.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
