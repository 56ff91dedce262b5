package io.counterfoil.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Json;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who did what to the settings of the provider: sign-ins, staff, keys, approvals, blocks. What
 * happens to items stands in the event log.
 */
public final class Audit {
    private static final ObjectMapper JSON = Json.mapper();

    private final Transactions transactions;
    private final Providers providers;

    /** The audit log behind {@code transactions}; its days are those of {@code providers}. */
    public Audit(Transactions transactions, Providers providers) {
        this.transactions = transactions;
        this.providers = providers;
    }

    /**
     * One line of the log.
     *
     * @param id grows with time
     * @param at when
     * @param actor who did it: {@code staff:ID}, {@code key:ID}, {@code job:NAME}, …
     * @param name the name of the member of staff or the label of the key, if it was one
     * @param action what was done, such as {@code key.revoked}
     * @param what the same in words, such as "Revoked an API key"
     * @param subject to what, such as {@code key:ID}
     * @param address the network address of staff and of programs with a key, if they came over the
     *     network
     * @param detail the facts of this kind of action
     */
    public record Entry(
            long id,
            Instant at,
            String actor,
            @Nullable String name,
            String action,
            String what,
            String subject,
            @Nullable String address,
            JsonNode detail) {

        /** By which the list goes on; it looks like the ids of all other lists. */
        UUID place() {
            return new UUID(0, id);
        }
    }

    /** Notes an action with the transaction that carries it out. The facts hold no secret. */
    public void record(Tx tx, String action, String subject, Map<String, ?> detail) {
        recordIf(tx, true, action, subject, detail);
    }

    /**
     * The same if it happened; the work is the same if it didn't, so that the time tells nothing.
     */
    public void recordIf(
            Tx tx, boolean happened, String action, String subject, Map<String, ?> detail) {
        new AuditRepository(tx).insert(happened, action, subject, json(detail));
    }

    /**
     * The sum of a number in what the caller's person did after a moment, themselves or with their
     * API keys.
     *
     * @param actions what they did
     * @param facts only entries with these facts count
     * @param number the name of the fact that is summed up
     */
    public long total(
            Tx tx, Collection<String> actions, Map<String, ?> facts, String number, Instant since) {
        return new AuditRepository(tx).total(actions, json(facts), number, since);
    }

    private static String json(Map<String, ?> facts) {
        try {
            return JSON.writeValueAsString(new TreeMap<>(facts));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A part of the log, the newest entries first.
     *
     * @throws io.counterfoil.platform.Refused if something is wrong with the filter
     */
    public Slice<Entry> list(Caller caller, AuditFilter filter, Listing listing) {
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new AuditRepository(tx)
                                        .list(filter.checked(providers.of(tx).zone()), listing),
                                Entry::place));
    }

    /** By whose clocks the log is read. */
    ZoneId zone(Caller caller) {
        return transactions.read(caller, tx -> providers.of(tx).zone());
    }
}
