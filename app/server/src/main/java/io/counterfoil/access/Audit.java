package io.counterfoil.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Json;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who did what to the settings of the provider: sign-ins, staff, keys, approvals, blocks. What
 * happens to items stands in the event log.
 */
public final class Audit {
    private static final ObjectMapper JSON = Json.mapper();

    private final Transactions transactions;

    /** The audit log behind {@code transactions}. */
    public Audit(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * One line of the log.
     *
     * @param id grows with time
     * @param at when
     * @param actor who did it: {@code staff:ID}, {@code key:ID}, {@code job:NAME}, …
     * @param name the member of staff's name, if it was one
     * @param action what was done, such as {@code key.revoked}
     * @param subject to what, such as {@code key:ID}
     * @param detail the facts of this kind of action
     */
    public record Entry(
            long id,
            Instant at,
            String actor,
            @Nullable String name,
            String action,
            String subject,
            JsonNode detail) {}

    /** Notes an action with the transaction that carries it out. The facts hold no secret. */
    public void record(Tx tx, String action, String subject, Map<String, ?> detail) {
        recordIf(tx, true, action, subject, detail);
    }

    /**
     * The same if it happened; the work is the same if it didn't, so that the time tells nothing.
     */
    public void recordIf(
            Tx tx, boolean happened, String action, String subject, Map<String, ?> detail) {
        try {
            new AuditRepository(tx)
                    .insert(
                            happened,
                            action,
                            subject,
                            JSON.writeValueAsString(new TreeMap<>(detail)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The newest entries first, before the one with id {@code before} if it is given. */
    public List<Entry> list(Caller caller, @Nullable Long before, int limit) {
        return transactions.read(caller, tx -> new AuditRepository(tx).list(before, limit));
    }
}
