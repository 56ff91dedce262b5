package io.counterfoil.proof;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterfoil.platform.EventLog;
import io.counterfoil.settlement.statements.Statement;
import io.counterfoil.settlement.statements.StatementLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes a proof pack: one JSON object a line, first what it is about, last how much it has. */
final class ProofWriter {
    static final String FORMAT = "counterfoil-proof-1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OutputStream out;
    private int events;
    private int lines;

    ProofWriter(OutputStream out) {
        this.out = out;
    }

    void begin(String about) throws IOException {
        write(header(about));
    }

    void begin(Statement statement) throws IOException {
        write(
                header("statement:" + statement.number())
                        .put("currency", statement.closing().currency().getCurrencyCode())
                        .put("opening_minor", statement.opening().minor())
                        .put("lines_minor", statement.lines().minor())
                        .put("payments_minor", statement.payments().minor())
                        .put("closing_minor", statement.closing().minor()));
    }

    void line(StatementLine line, EventLog.Link event) throws IOException {
        lines++;
        write(
                JSON.createObjectNode()
                        .put("line", line.number())
                        .put("serial", line.serial().value())
                        .put("kind", line.kind().label())
                        .put("amount_minor", line.amount().minor())
                        .put("subject", name(event))
                        .put("seq", event.seq()));
    }

    void event(EventLog.Link link) throws IOException {
        events++;
        write(
                JSON.createObjectNode()
                        .put("subject", name(link))
                        .put("seq", link.seq())
                        .put("body", link.body())
                        .put("hash", HexFormat.of().formatHex(link.hash())));
    }

    void end() throws IOException {
        write(
                JSON.createObjectNode()
                        .put("end", true)
                        .put("events", events)
                        .put("lines", lines));
        out.flush();
    }

    private static ObjectNode header(String about) {
        return JSON.createObjectNode().put("format", FORMAT).put("about", about);
    }

    private static String name(EventLog.Link link) {
        return link.subject().type() + ":" + link.subject().id();
    }

    private void write(ObjectNode object) throws IOException {
        out.write((object + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
