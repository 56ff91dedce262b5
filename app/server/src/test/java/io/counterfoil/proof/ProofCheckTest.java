package io.counterfoil.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packs of statements, made here, so that each thing in them can be wrong by itself. */
class ProofCheckTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SERIAL = 10000000000019L;

    @ParameterizedTest
    @CsvSource({
        "sale, item:10000000000019, activated",
        "sale, shipment:s, activated",
        "sale, hold:h, released",
        "sale, loss:l, found",
        "shipment, shipment:s, shipped",
        "credit, return:r, restocked",
        "credit, return:r, destroyed",
        "credit, voiding:v, voided",
        "claw_back, item:10000000000019, reversed",
        "claw_back, item:10000000000019, taken_back",
        "claw_back, voiding:v, voided",
        "claw_back, account:a, refunded",
        "dispute, item:10000000000019, dispute_accepted",
        "bounty, account:a, extended",
        "bounty, account:a, converted",
        "residual, account:a, extended",
        "residual, account:a, refunded",
    })
    void aLineOfEachKindIsInOrderWithTheEventsThatMakeIt(String kind, String subject, String type)
            throws IOException {
        Pack pack = new Pack().line(kind, 4165, subject, 1);

        assertThat(pack.faults(new Told(subject, type))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "sale, item:10000000000019, reversed",
        "claw_back, item:10000000000019, activated",
        "credit, item:10000000000019, activated",
        "dispute, item:10000000000019, activated",
        "shipment, item:10000000000019, activated",
        "bounty, account:a, refunded",
        "claw_back, account:a, extended",
        "sale, account:a, extended",
        "gift, item:10000000000019, activated",
    })
    void aLineOfAnotherKindThanItsEventIsNot(String kind, String subject, String type)
            throws IOException {
        Pack pack = new Pack().line(kind, 4165, subject, 1);

        assertThat(pack.faults(new Told(subject, type)))
                .anyMatch(fault -> fault.contains("but its event says: " + type));
    }

    @Test
    void aReleaseSellsOnlyWhatNeedsNoTill() throws IOException {
        Pack pack = new Pack().line("sale", 4165, "hold:h", 1);

        assertThat(pack.faults(new Told("hold:h", "released", Map.of())))
                .anyMatch(fault -> fault.contains("sold nothing"));
    }

    @Test
    void anEventOfARangeCoversOnlyWhatItNames() throws IOException {
        Pack pack = new Pack().line("sale", 4165, "shipment:s", 1);

        for (List<?> named :
                List.of(List.of(SERIAL), List.of(List.of(SERIAL - 8, SERIAL + 8)), List.of(1, SERIAL))) {
            assertThat(pack.faults(new Told("shipment:s", "activated", Map.of("serials", named))))
                    .as("%s", named)
                    .isEmpty();
        }
        for (List<?> named :
                List.of(List.of(), List.of(SERIAL + 8), List.of(List.of(SERIAL + 8, SERIAL + 16)))) {
            assertThat(pack.faults(new Told("shipment:s", "activated", Map.of("serials", named))))
                    .as("%s", named)
                    .anyMatch(fault -> fault.contains("another item"));
        }
    }

    @Test
    void amountsThatAreChangedTogetherWithTheSumsAreFound() throws IOException {
        Pack pack = new Pack().line("sale", 4165, "item:" + SERIAL, 1);
        String closed = pack.closed();

        assertThat(pack.faults(closed, new Told("item:" + SERIAL, "activated"))).isEmpty();
        Pack dearer = new Pack().line("sale", 4166, "item:" + SERIAL, 1);
        assertThat(dearer.faults(closed, new Told("item:" + SERIAL, "activated")))
                .anyMatch(fault -> fault.contains("other sums"))
                .anyMatch(fault -> fault.contains("other lines"));
        Pack moved =
                new Pack().line("sale", 4000, "item:" + SERIAL, 1).line("claw_back", 165, "item:" + SERIAL, 2);
        assertThat(
                        moved.faults(
                                closed,
                                new Told("item:" + SERIAL, "activated"),
                                new Told("item:" + SERIAL, "reversed")))
                .containsExactly("The statement was closed with other lines.");
    }

    @Test
    void whereNoEventClosedItItsAmountsAreNotProven() throws IOException {
        Pack pack = new Pack().line("sale", 4165, "item:" + SERIAL, 1);

        assertThat(pack.faults((String) null, new Told("item:" + SERIAL, "activated")))
                .singleElement()
                .asString()
                .contains("its amounts are not proven");
        assertThat(new Pack().faults((String) null))
                .as("one without lines")
                .singleElement()
                .asString()
                .contains("its amounts are not proven");
    }

    @Test
    void aLineIsForTheEventThatItWasClosedWith() throws IOException {
        String item = "item:" + SERIAL;
        Told[] soldTwice = {
            new Told(item, "activated"), new Told(item, "reversed"), new Told(item, "activated")
        };
        Pack second = new Pack().line("sale", 4165, item, 3);

        assertThat(second.faults(soldTwice)).isEmpty();
        assertThat(new Pack().line("sale", 4165, item, 1).faults(second.closed(), soldTwice))
                .containsExactly("The statement was closed with other lines.");
    }

    @Test
    void anItemIsSoldOnceByOneEvent() throws IOException {
        Pack pack =
                new Pack().line("sale", 4165, "item:" + SERIAL, 1).line("sale", 4165, "item:" + SERIAL, 1);

        assertThat(pack.faults(new Told("item:" + SERIAL, "activated")))
                .containsExactly("Line 2 stands there twice.");
    }

    @Test
    void oneRefundMayTakeABountyAndAResidualBack() throws IOException {
        Pack pack =
                new Pack().line("claw_back", 500, "account:a", 1).line("claw_back", 120, "account:a", 1);

        assertThat(pack.faults(new Told("account:a", "refunded"))).isEmpty();
    }

    @Test
    void noLineStandsBehindAnEvent() throws IOException {
        Pack pack = new Pack().line("sale", 4165, "item:" + SERIAL, 1);
        List<String> rows =
                new ArrayList<>(pack.rows(pack.closed(), new Told("item:" + SERIAL, "activated")));
        rows.add(rows.size() - 2, rows.remove(1));

        assertThat(ProofCheck.of(reader(rows)).faults())
                .anyMatch(fault -> fault.contains("stands behind an event"));
    }

    /** An event, in a chain by its subject; one that is no item's own covers items around ours. */
    private record Told(String subject, String type, Map<String, ?> data) {
        Told(String subject, String type) {
            this(
                    subject,
                    type,
                    type.equals("released") ? Map.of("sold_without_till", true) : Map.of());
        }

        String body() {
            ObjectNode body = JSON.createObjectNode().put("type", type).put("subject", subject);
            if (!subject.startsWith("item:") && !subject.startsWith("account:")) {
                body.put("from", SERIAL - 16).put("to", SERIAL + 16);
            }
            body.set("data", JSON.valueToTree(data));
            return body.toString();
        }
    }

    /** A pack of a statement of one currency that opened with nothing, and of which nothing was paid. */
    private static final class Pack {
        private final List<ObjectNode> lines = new ArrayList<>();
        private final StringBuilder hashed = new StringBuilder();
        private long sum;

        Pack line(String kind, long amount, String subject, int seq) {
            lines.add(
                    JSON.createObjectNode()
                            .put("line", lines.size() + 1)
                            .put("serial", SERIAL)
                            .put("kind", kind)
                            .put("amount_minor", amount)
                            .put("subject", subject)
                            .put("seq", seq));
            hashed.append(
                    "%d %d %s %d %s#%d\n"
                            .formatted(lines.size(), SERIAL, kind, amount, subject, seq));
            sum += amount;
            return this;
        }

        private ObjectNode sums(ObjectNode object) {
            return object.put("currency", "EUR")
                    .put("opening_minor", 0)
                    .put("lines_minor", sum)
                    .put("payments_minor", 0)
                    .put("closing_minor", sum);
        }

        /** The body of the event by which it is closed. */
        String closed() {
            ObjectNode body =
                    JSON.createObjectNode().put("type", "closed").put("subject", "statement:s");
            body.set(
                    "data",
                    sums(JSON.createObjectNode())
                            .put("number", 7)
                            .put("lines", lines.size())
                            .put("lines_digest", hash("", hashed.toString())));
            return body.toString();
        }

        List<String> faults(Told... events) throws IOException {
            return check(closed(), events).faults();
        }

        List<String> faults(@Nullable String closed, Told... events) throws IOException {
            return check(closed, events).faults();
        }

        ProofCheck.Report check(@Nullable String closed, Told... events)
                throws IOException {
            return ProofCheck.of(reader(rows(closed, events)));
        }

        List<String> rows(@Nullable String closed, Told... events) {
            List<String> rows = new ArrayList<>();
            rows.add(
                    sums(
                                    JSON.createObjectNode()
                                            .put("format", "counterfoil-proof-1")
                                            .put("about", "statement:7"))
                            .toString());
            lines.forEach(line -> rows.add(line.toString()));
            int count = 0;
            if (closed != null) {
                rows.add(event("statement:s", 1, closed, hash("", closed)));
                count++;
            }
            String before = "";
            int seq = 0;
            for (Told event : events) {
                before = hash(before, event.body());
                rows.add(event(event.subject(), ++seq, event.body(), before));
                count++;
            }
            rows.add(
                    JSON.createObjectNode()
                            .put("end", true)
                            .put("events", count)
                            .put("lines", lines.size())
                            .toString());
            return rows;
        }

        private static String event(String subject, int seq, String body, String hash) {
            return JSON.createObjectNode()
                    .put("subject", subject)
                    .put("seq", seq)
                    .put("body", body)
                    .put("hash", hash)
                    .toString();
        }
    }

    private static String hash(String before, String text) {
        MessageDigest digest = ProofCheck.sha256();
        digest.update(HexFormat.of().parseHex(before));
        return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static BufferedReader reader(List<String> rows) {
        return new BufferedReader(new StringReader(String.join("\n", rows)));
    }
}
