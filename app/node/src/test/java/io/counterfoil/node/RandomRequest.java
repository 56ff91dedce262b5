package io.counterfoil.node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What a client may send that knows the protocol and now and then makes a mistake, is cut off, or
 * sends something else altogether.
 *
 * @param method what the answer is read by
 * @param bytes all of it
 * @param whole whether an answer has to come; otherwise the client hangs up
 */
record RandomRequest(String method, byte[] bytes, boolean whole) {
    private static final List<byte[]> BODIES = bodies();
    private static final List<String> METHODS =
            List.of("GET", "GET", "GET", "HEAD", "POST", "POST", "POST", "POST", "DELETE");
    private static final List<String> OTHER_METHODS =
            List.of("PUT", "PATCH", "OPTIONS", "TRACE", "MOVE", "get", "G\u00e9T");
    private static final List<String> REPOSITORIES =
            List.of("", "", "", "", "", "", "", "", "", "a/", "office/laptop/", "Office/Laptop/", "..x/", "no/such/one/");
    private static final List<String> KINDS =
            List.of("data", "data", "data", "data", "data", "data", "data", "index", "keys", "locks", "snapshots");
    private static final List<String> ODD_PARTS =
            List.of(
                    "../", "./", "/", "//", "%2f", "%2e%2e/", "%", "%zz", "%00", "\\", ";x=1", "?",
                    "?create=%zz", "?create=true&create=no", "?%", "#", " ", "\u00ff", "A", "~",
                    "config", "data/", "x".repeat(65), "y/".repeat(9), "z".repeat(9_000));
    private static final List<String> RANGES =
            List.of(
                    "bytes=0-", "bytes=0-0", "bytes=1-", "bytes=-1", "bytes=-0", "bytes=5-2",
                    "bytes=0-99999999999999999999", "bytes=99999999999999999999-", "bytes=0-1,3-4",
                    "bytes=", "bytes", "lines=1-2", "bytes=-99999999999", "bytes=a-b", "\u00ff");
    private static final List<String> ODD_HEADERS =
            List.of(
                    "Expect: 100-continue", "Expect: cake", "If-Range: \"x\"", "Accept: */*",
                    "Accept: application/vnd.x.restic.rest.v2", "Accept: ,,;q=x",
                    "Accept-Encoding: gzip", "Connection: close", "Connection: upgrade",
                    "Upgrade: h2c", "X: " + "h".repeat(9_000), "If-None-Match: *", "no colon",
                    "Content-Encoding: gzip", "Content-Length: 3", "Transfer-Encoding: gzip",
                    ": empty");

    /** The next one for any of these Authorization headers. */
    static RandomRequest next(Random random, List<String> authorizations) {
        if (random.nextInt(50) == 0) {
            byte[] garbage = new byte[1 + random.nextInt(400)];
            random.nextBytes(garbage);
            return new RandomRequest("garbage", garbage, false);
        }
        byte[] body = one(BODIES, random);
        String method = one(random.nextInt(20) == 0 ? OTHER_METHODS : METHODS, random);
        StringBuilder head = new StringBuilder(method).append(' ').append(target(body, random));
        head.append(random.nextInt(100) == 0 ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n");
        if (random.nextInt(200) > 0) {
            head.append("Host: node\r\n");
        }
        head.append("Authorization: ").append(one(authorizations, random)).append("\r\n");
        if (random.nextInt(4) == 0) {
            head.append("Range: ").append(one(RANGES, random)).append("\r\n");
        }
        if (random.nextInt(8) == 0) {
            head.append(one(ODD_HEADERS, random)).append("\r\n");
        }
        byte[] sent = method.equals("POST") || random.nextInt(20) == 0 ? body : new byte[0];
        return random.nextInt(4) == 0
                ? chunked(method, head, sent, random)
                : ofKnownLength(method, head, sent, random);
    }

    /** Whether the connection ends with its answer, as each did before HTTP/1.1. */
    boolean isLast() {
        return new String(bytes, ISO_8859_1).contains(" HTTP/1.0\r\n");
    }

    private static String target(byte[] body, Random random) {
        String path = path(body, random);
        if (random.nextInt(8) == 0) {
            int at = random.nextInt(path.length() + 1);
            path = path.substring(0, at) + one(ODD_PARTS, random) + path.substring(at);
        }
        return switch (random.nextInt(100)) {
            case 0 -> path.toUpperCase(Locale.ROOT);
            case 1 -> "http://elsewhere" + path;
            case 2 -> "*";
            case 3 -> path.substring(1);
            default -> path;
        };
    }

    private static String path(byte[] body, Random random) {
        String repository = "/" + one(REPOSITORIES, random);
        String kind = one(KINDS, random);
        byte[] named = random.nextInt(8) == 0 ? one(BODIES, random) : body;
        return switch (random.nextInt(10)) {
            case 0 -> repository + "?create=true";
            case 1 -> repository + "config";
            case 2 -> repository + kind + "/";
            default -> repository + kind + "/" + Blobs.name(named);
        };
    }

    private static RandomRequest ofKnownLength(
            String method, StringBuilder head, byte[] body, Random random) {
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        boolean whole = random.nextInt(20) > 0;
        int sent = whole || body.length == 0 ? body.length : random.nextInt(body.length);
        return new RandomRequest(
                method, joined(head, Arrays.copyOf(body, sent)), sent == body.length);
    }

    private static RandomRequest chunked(
            String method, StringBuilder head, byte[] body, Random random) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        int from = 0;
        while (from < body.length) {
            int length = Math.min(1 + random.nextInt(40_000), body.length - from);
            chunks.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(US_ASCII));
            chunks.write(body, from, length);
            chunks.writeBytes("\r\n".getBytes(US_ASCII));
            from += length;
        }
        int end = random.nextInt(20);
        chunks.writeBytes(
                switch (end) {
                    case 0 -> new byte[0];
                    case 1 -> "-5\r\n".getBytes(US_ASCII);
                    default -> "0\r\n\r\n".getBytes(US_ASCII);
                });
        head.append("Transfer-Encoding: chunked\r\n\r\n");
        return new RandomRequest(method, joined(head, chunks.toByteArray()), end > 1);
    }

    private static byte[] joined(StringBuilder head, byte[] body) {
        byte[] start = head.toString().getBytes(ISO_8859_1);
        byte[] all = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }

    private static List<byte[]> bodies() {
        List<byte[]> bodies = new ArrayList<>();
        int[] sizes = {0, 1, 155, 156, 4_096, 30_000, 65_536, 300_000};
        for (int i = 0; i < sizes.length; i++) {
            bodies.add(Blobs.bytes(sizes[i], i));
        }
        return bodies;
    }

    private static <T> T one(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
