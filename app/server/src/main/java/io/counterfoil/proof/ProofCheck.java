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
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks a proof pack by nothing but itself: every event carries the hash of the one before, an item
 * is in the events that it is proven by, each line of a statement is for an event that covers its
 * item, and lines and sums are those of the event by which the statement was closed.
 *
 * <p>A pack that was made up as a whole is in order too; what tells it from a true one is the last
 * hash of each chain, which a pack of another day has as well.
 */
public final class ProofCheck {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_FAULTS = 20;
    private static final Pattern ITEM = Pattern.compile("serial:([0-9]{14})");
    private static final String STATEMENT = "statement:";

    private final List<String> faults = new ArrayList<>();
    private final Map<String, Chain> chains = new LinkedHashMap<>();
    private final LinesCheck lines = new LinesCheck(faults::add);
    private @Nullable JsonNode header;
    private int events;
    private boolean ofItem;
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
            String about,
            int events,
            int lines,
            Map<String, String> heads,
            List<String> faults) {}

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
            if (events > 0) {
                faults.add("A line of the statement stands behind an event.");
            }
            lines.line(object);
        } else {
            event(header, object);
        }
    }

    private void event(JsonNode top, JsonNode object) {
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
        compare(top, subject, seq, body);
    }

    private void compare(JsonNode top, String subject, int seq, String body) {
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
        Matcher item = ITEM.matcher(top.path("about").asText());
        if (item.matches()) {
            ofItem |= LinesCheck.covers(subject, facts, Long.parseLong(item.group(1)));
        }
        if (subject.startsWith(STATEMENT)) {
            lines.closed(top, facts.path("data"));
        }
        lines.event(subject, seq, facts);
    }

    private void end(JsonNode object) {
        ended = true;
        if (object.path("events").asInt() != events
                || object.path("lines").asInt() != lines.count()) {
            faults.add("Something was taken out of the file, or put into it.");
        }
    }

    private Report report() {
        JsonNode top = header;
        if (top == null || !ended) {
            faults.add("The file is not complete. Get it again.");
        }
        if (top != null) {
            if (ITEM.matcher(top.path("about").asText()).matches() && !ofItem) {
                faults.add("No event of the file happened to the item that it is about.");
            }
            lines.end(top, MOST_FAULTS);
        }
        Map<String, String> heads = new TreeMap<>();
        chains.forEach(
                (subject, chain) -> heads.put(subject, HexFormat.of().formatHex(chain.hash)));
        return new Report(
                top == null ? "" : top.path("about").asText(),
                events,
                lines.count(),
                heads,
                List.copyOf(faults));
    }

    private static byte[] hash(byte[] before, String body) {
        MessageDigest digest = sha256();
        digest.update(before);
        return digest.digest(body.getBytes(StandardCharsets.UTF_8));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
