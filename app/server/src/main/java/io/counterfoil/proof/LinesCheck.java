package io.counterfoil.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Compares the lines of a statement in a proof pack with the events that they are for, and with what
 * was hashed when the statement was closed.
 */
final class LinesCheck {
    /** What makes somebody owe for an item, and what takes that back, by the kind of the line. */
    private static final Map<String, Set<String>> EVENTS_OF_KIND =
            Map.of(
                    // Without a till an item is also sold by the release of its hold; older versions
                    // sold what was found by that alone.
                    "sale", Set.of("activated", "released", "found"),
                    "shipment", Set.of("shipped"),
                    "credit", Set.of("restocked", "destroyed", "voided"),
                    "claw_back",
                            Set.of("reversed", "taken_back", "restocked", "destroyed", "voided"),
                    "dispute", Set.of("dispute_accepted"));

    /** What a shop gets for a customer is for an event of the account, and so is what it has to give back. */
    private static final Map<String, Set<String>> ACCOUNT_EVENTS_OF_KIND =
            Map.of(
                    "bounty", Set.of("extended", "converted"),
                    // What is left of one after a refund is a line of its own.
                    "residual", Set.of("extended", "converted", "refunded"),
                    "claw_back", Set.of("refunded"));

    /** Of a refund an account may have to give back a bounty and a residual for the same item. */
    private static final String OFTEN = "claw_back";

    private static final List<String> SUMS =
            List.of("currency", "opening_minor", "lines_minor", "payments_minor", "closing_minor");

    private final Consumer<String> faults;
    private final Map<String, List<Line>> waiting = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final MessageDigest digest = ProofCheck.sha256();
    private int count;
    private long sum;
    private boolean bound;

    private record Line(int number, long serial, String kind) {}

    /** Tells {@code faults} of each that it finds. */
    LinesCheck(Consumer<String> faults) {
        this.faults = faults;
    }

    /** Takes the next line in. */
    void line(JsonNode object) {
        count++;
        Line line =
                new Line(
                        object.path("line").asInt(),
                        object.path("serial").asLong(),
                        object.path("kind").asText());
        long amount = object.path("amount_minor").asLong();
        sum += amount;
        String event = object.path("subject").asText() + "#" + object.path("seq").asInt();
        digest.update(
                (line.number() + " " + line.serial() + " " + line.kind() + " " + amount + " " + event + "\n")
                        .getBytes(StandardCharsets.UTF_8));
        if (line.number() != count) {
            faults.accept("Line %d of the statement is missing.".formatted(count));
        }
        if (!line.kind().equals(OFTEN)
                && !seen.add(event + " " + line.serial() + " " + line.kind())) {
            faults.accept("Line %d stands there twice.".formatted(line.number()));
        }
        waiting.computeIfAbsent(event, one -> new ArrayList<>()).add(line);
    }

    /** Compares an event with the lines that are for it; all lines come before the first event. */
    void event(String subject, int seq, JsonNode facts) {
        List<Line> named = waiting.remove(subject + "#" + seq);
        if (named != null) {
            named.forEach(line -> compare(subject, facts, line));
        }
    }

    private void compare(String subject, JsonNode facts, Line line) {
        boolean ofAccount = subject.startsWith("account:");
        String type = facts.path("type").asText();
        Map<String, Set<String>> known = ofAccount ? ACCOUNT_EVENTS_OF_KIND : EVENTS_OF_KIND;
        if (!known.getOrDefault(line.kind(), Set.of()).contains(type)) {
            faults.accept(
                    "Line %d is a %s, but its event says: %s."
                            .formatted(line.number(), line.kind(), type));
        } else if (type.equals("released")
                && !facts.path("data").path("sold_without_till").asBoolean()) {
            faults.accept("Line %d is a sale, but its event sold nothing.".formatted(line.number()));
        }
        if (!ofAccount && !covers(subject, facts, line.serial())) {
            faults.accept("Line %d is for another item than its event.".formatted(line.number()));
        }
    }

    /** Whether an event happened to an item: alone, or as one of a range of which it may name some only. */
    static boolean covers(String subject, JsonNode facts, long serial) {
        if (subject.equals("item:" + serial)) {
            return true;
        }
        return facts.has("from")
                && facts.path("from").asLong() <= serial
                && facts.path("to").asLong() >= serial
                && names(facts.path("data").path("serials"), serial);
    }

    private static boolean names(JsonNode serials, long serial) {
        if (serials.isMissingNode()) {
            return true;
        }
        for (JsonNode some : serials) {
            long first = some.isArray() ? some.path(0).asLong() : some.asLong();
            long last = some.isArray() ? some.path(1).asLong() : first;
            if (first <= serial && serial <= last) {
                return true;
            }
        }
        return false;
    }

    /**
     * Compares all lines, and what stands at the head of the pack, with the event that closed the
     * statement.
     */
    void closed(JsonNode header, JsonNode closed) {
        bound = true;
        if (!header.path("about").asText().equals("statement:" + closed.path("number").asText())
                || SUMS.stream()
                        .anyMatch(
                                name ->
                                        !header.path(name)
                                                .asText()
                                                .equals(closed.path(name).asText()))) {
            faults.accept("The statement was closed with another number, or with other sums.");
        }
        if (count != closed.path("lines").asInt()
                || !HexFormat.of()
                        .formatHex(digest.digest())
                        .equals(closed.path("lines_digest").asText())) {
            faults.accept("The statement was closed with other lines.");
        }
    }

    /** Names what is still open at the end. */
    void end(JsonNode header, int most) {
        waiting.values().stream()
                .flatMap(List::stream)
                .limit(most)
                .forEach(line -> faults.accept("The event of line %d is missing.".formatted(line.number())));
        if (header.has("closing_minor") && !bound) {
            faults.accept(
                    "No event says what the statement was closed with, so its amounts are not proven."
                        + " Statements that older versions closed have none.");
        }
        long opening = header.path("opening_minor").asLong();
        long payments = header.path("payments_minor").asLong();
        if (header.has("closing_minor")
                && (sum != header.path("lines_minor").asLong()
                        || opening + sum - payments != header.path("closing_minor").asLong())) {
            faults.accept("The lines don't come to what the statement says.");
        }
    }

    int count() {
        return count;
    }
}
