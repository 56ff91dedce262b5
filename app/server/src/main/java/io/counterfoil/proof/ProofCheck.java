package io.counterfoil.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks a proof pack by nothing but itself: every event carries the hash of the one before, each
 * line of a statement is for an event that covers its item, and the sums are right.
 *
 * <p>A pack that was made up as a whole is in order too; what tells it from a true one is the last
 * hash of each chain, which a pack of another day has as well.
 */
public final class ProofCheck {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_FAULTS = 20;
    private static final Map<String, String> EVENT_OF_KIND =
            Map.of("sale", "activated", "shipment", "shipped");
    // What a shop gets for a customer is for an event of the account.
    private static final Set<String> FOR_ACCOUNTS = Set.of("bounty", "residual");

    private final List<String> faults = new ArrayList<>();
    private final Map<String, Chain> chains = new LinkedHashMap<>();
    private final Map<String, List<Line>> waiting = new HashMap<>();
    private @Nullable JsonNode header;
    private int events;
    private int lines;
    private long sum;
    private boolean ended;

    private ProofCheck() {}

    /**
     * What a pack proves.
     *
     * @param about the serial number or statement that it is about
     * @param events how many events it has
     * @param lines how many lines of a statement
     * @param heads the last hash of each chain, in hexadecimal, by its subject
     * @param faults what is wrong with it, at most twenty; empty if it is in order
     */
    public record Report(
            String about, int events, int lines, Map<String, String> heads, List<String> faults) {}

    private record Line(int number, long serial, String kind) {}

    private static final class Chain {
        private int seq;
        private byte[] hash = {};
    }

    /**
     * Reads a pack to its end.
     *
     * @throws IOException if it can't be read
     */
    public static Report of(BufferedReader pack) throws IOException {
        ProofCheck check = new ProofCheck();
        String text = pack.readLine();
        while (text != null && check.faults.size() < MOST_FAULTS) {
            check.read(text);
            text = pack.readLine();
        }
        return check.report();
    }

    private void read(String text) {
        JsonNode object;
        try {
            object = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            faults.add("A line of the file is not JSON: it was damaged.");
            return;
        }
        if (header == null) {
            header = object;
            if (!object.path("format").asText().equals(ProofWriter.FORMAT)) {
                faults.add("This is no proof pack, or one of another version.");
            }
        } else if (ended) {
            faults.add("The file goes on after its end.");
        } else if (object.has("end")) {
            end(object);
        } else if (object.has("line")) {
            line(object);
        } else {
            event(object);
        }
    }

    private void line(JsonNode object) {
        lines++;
        sum += object.path("amount_minor").asLong();
        if (object.path("line").asInt() != lines) {
            faults.add("Line %d of the statement is missing.".formatted(lines));
        }
        waiting.computeIfAbsent(
                        object.path("subject").asText() + "#" + object.path("seq").asInt(),
                        event -> new ArrayList<>())
                .add(
                        new Line(
                                object.path("line").asInt(),
                                object.path("serial").asLong(),
                                object.path("kind").asText()));
    }

    private void event(JsonNode object) {
        events++;
        String subject = object.path("subject").asText();
        int seq = object.path("seq").asInt();
        String body = object.path("body").asText();
        Chain chain = chains.computeIfAbsent(subject, name -> new Chain());
        byte[] expected = hash(chain.hash, body);
        if (seq != chain.seq + 1) {
            faults.add("Event %d of %s is missing.".formatted(chain.seq + 1, subject));
        } else if (!HexFormat.of().formatHex(expected).equals(object.path("hash").asText())) {
            faults.add(
                    "Event %d of %s was changed, or one before it.".formatted(seq, subject));
        }
        chain.seq = seq;
        chain.hash = expected;
        List<Line> named = waiting.remove(subject + "#" + seq);
        compare(subject, seq, body, named == null ? List.of() : named);
    }

    private void compare(String subject, int seq, String body, List<Line> named) {
        JsonNode facts;
        try {
            facts = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            faults.add("Event %d of %s is not JSON.".formatted(seq, subject));
            return;
        }
        if (!facts.path("subject").asText().equals(subject)) {
            faults.add("Event %d of %s is another one's.".formatted(seq, subject));
        }
        for (Line line : named) {
            String type = facts.path("type").asText();
            if (!EVENT_OF_KIND.getOrDefault(line.kind(), type).equals(type)) {
                faults.add(
                        "Line %d is a %s, but its event says: %s."
                                .formatted(line.number(), line.kind(), type));
            }
            if (!FOR_ACCOUNTS.contains(line.kind()) && !covers(subject, facts, line.serial())) {
                faults.add(
                        "Line %d is for another item than its event.".formatted(line.number()));
            }
        }
    }

    private static boolean covers(String subject, JsonNode facts, long serial) {
        return subject.equals("item:" + serial)
                || (facts.has("from")
                        && facts.path("from").asLong() <= serial
                        && facts.path("to").asLong() >= serial);
    }

    private void end(JsonNode object) {
        ended = true;
        if (object.path("events").asInt() != events || object.path("lines").asInt() != lines) {
            faults.add("Something was taken out of the file, or put into it.");
        }
    }

    private Report report() {
        JsonNode top = header;
        if (top == null || !ended) {
            faults.add("The file is not complete. Get it again.");
        }
        waiting.values().stream()
                .flatMap(List::stream)
                .limit(MOST_FAULTS)
                .forEach(line -> faults.add("The event of line %d is missing.".formatted(line.number())));
        if (top != null && top.has("closing_minor")) {
            long opening = top.path("opening_minor").asLong();
            long payments = top.path("payments_minor").asLong();
            if (sum != top.path("lines_minor").asLong()
                    || opening + sum - payments != top.path("closing_minor").asLong()) {
                faults.add("The lines don't come to what the statement says.");
            }
        }
        Map<String, String> heads = new TreeMap<>();
        chains.forEach(
                (subject, chain) -> heads.put(subject, HexFormat.of().formatHex(chain.hash)));
        return new Report(
                top == null ? "" : top.path("about").asText(),
                events,
                lines,
                heads,
                List.copyOf(faults));
    }

    private static byte[] hash(byte[] before, String body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(before);
            return digest.digest(body.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
