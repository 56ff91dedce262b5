package io.counterfoil.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Json;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Things that one person asks for and another one must agree to, before they happen.
 *
 * <p>The rule applies once somebody else may agree: usually owners and operators who aren't
 * disabled. An API key counts as the person who made it; what one asks that nobody answers for waits
 * once there are two.
 */
public final class Approvals {
    private static final ObjectMapper JSON = Json.mapper();
    private static final Set<Role> USUAL_DECIDERS = EnumSet.of(Role.OWNER, Role.OPERATOR);

    private final Transactions transactions;
    private final Audit audit;
    private final Ids ids;
    private final Map<String, BiConsumer<Tx, JsonNode>> handlers = new LinkedHashMap<>();
    private final Map<String, Set<Role>> deciders = new LinkedHashMap<>();
    private final Map<String, BiConsumer<Tx, JsonNode>> rejections = new LinkedHashMap<>();

    /** Approvals whose decisions are noted in {@code audit}. */
    public Approvals(Transactions transactions, Audit audit, Ids ids) {
        this.transactions = transactions;
        this.audit = audit;
        this.ids = ids;
    }

    /**
     * Says how an approved request of this kind is carried out, as part of the transaction that
     * approves it; when the service is wired.
     */
    public void define(String action, BiConsumer<Tx, JsonNode> handler) {
        define(action, USUAL_DECIDERS, handler);
    }

    /** The same where others than the usual ones decide: these roles. */
    public void define(String action, Set<Role> roles, BiConsumer<Tx, JsonNode> handler) {
        handlers.put(action, handler);
        deciders.put(action, roles);
    }

    /** Says what a request of this kind that is turned down leads to; without it, to nothing. */
    public void defineRejection(String action, BiConsumer<Tx, JsonNode> handler) {
        rejections.put(action, handler);
    }

    /**
     * Asks for a second person's agreement, as part of a transaction. The very same request that waits
     * already is not asked for twice, or it would be carried out twice: who asks again gets the
     * first one's approval. Callers lock what it is about, so that two at once see each other.
     *
     * @param summary what will happen, for the one who decides
     * @param request what the handler needs, as JSON can carry it; no secrets
     * @return the approval to wait for; empty if the provider has nobody who could agree, and the
     *     caller may go on
     */
    public Optional<UUID> request(Tx tx, String action, Text summary, Object request) {
        if (!handlers.containsKey(action)) {
            throw new IllegalArgumentException("nobody carries out " + action);
        }
        ApprovalRepository repository = new ApprovalRepository(tx);
        @Nullable UUID asker = tx.caller().actor().person();
        if (repository.countEligible(deciders(action), asker) < (asker == null ? 2 : 1)) {
            return Optional.empty();
        }
        String asked = write(request);
        Optional<UUID> waiting = repository.waiting(action, asked);
        if (waiting.isPresent()) {
            return waiting;
        }
        UUID id = ids.next();
        repository.insert(id, action, asked, summary);
        audit.record(
                tx,
                "approval.requested",
                "approval:" + id,
                Map.of("action", action, "summary", summary.toString()));
        return Optional.of(id);
    }

    /** A part of the approvals that are asked for, the waiting ones first, then the latest. */
    public Slice<Approval> list(Caller caller, ApprovalFilter filter, Listing listing) {
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new ApprovalRepository(tx).list(filter, listing),
                                Approval::id));
    }

    /** Whether nobody has decided on this one yet. */
    public boolean isWaiting(Tx tx, UUID id) {
        return new ApprovalRepository(tx)
                .find(id)
                .filter(approval -> approval.state() == Approval.State.WAITING)
                .isPresent();
    }

    /** Which of these were agreed to. */
    public Set<UUID> approved(Tx tx, Collection<UUID> ids) {
        return new ApprovalRepository(tx).approved(ids);
    }

    /**
     * Ends, as part of a transaction, what waits and was asked about something that is another thing
     * from now on. Who still needs it asks anew.
     *
     * @param about members that the requests have, with their values
     */
    public void overtake(Tx tx, String action, Map<String, String> about) {
        new ApprovalRepository(tx)
                .overtake(action, write(about))
                .forEach(
                        id ->
                                audit.record(
                                        tx,
                                        "approval.overtaken",
                                        "approval:" + id,
                                        Map.of("action", action)));
    }

    /**
     * Which requests are asked for, as pages and programs write it.
     *
     * @throws Refused if there is no such state or action
     */
    ApprovalFilter filter(@Nullable String state, @Nullable String action) {
        return ApprovalFilter.read(state, action, handlers.keySet());
    }

    /** All that may be asked for. */
    Set<String> actions() {
        return Collections.unmodifiableSet(handlers.keySet());
    }

    /** How many wait. */
    public int countWaiting(Tx tx) {
        return new ApprovalRepository(tx).countWaiting();
    }

    /**
     * Agrees and carries the request out, in one transaction.
     *
     * @throws Refused if it is the caller's own, decided already, unknown, or can't be carried out
     *     any more
     */
    public Approval approve(Caller caller, UUID id) {
        return transactions.once(
                caller,
                Approval.class,
                tx -> {
                    ApprovalRepository.Asked asked = decide(tx, id, Approval.State.APPROVED);
                    BiConsumer<Tx, JsonNode> handler = handlers.get(asked.action());
                    if (handler == null) {
                        throw new IllegalStateException("nobody carries out " + asked.action());
                    }
                    handler.accept(tx, read(asked.request()));
                    return decided(tx, id, "approval.approved");
                });
    }

    /** Turns the request down. Refuses as {@link #approve} does. */
    public Approval reject(Caller caller, UUID id) {
        return transactions.once(
                caller,
                Approval.class,
                tx -> {
                    ApprovalRepository.Asked asked = decide(tx, id, Approval.State.REJECTED);
                    BiConsumer<Tx, JsonNode> handler = rejections.get(asked.action());
                    if (handler != null) {
                        handler.accept(tx, read(asked.request()));
                    }
                    return decided(tx, id, "approval.rejected");
                });
    }

    private ApprovalRepository.Asked decide(Tx tx, UUID id, Approval.State state) {
        ApprovalRepository repository = new ApprovalRepository(tx);
        @Nullable UUID person = tx.caller().actor().person();
        Set<Role> roles =
                repository
                        .find(id)
                        .map(approval -> deciders(approval.action()))
                        .orElse(USUAL_DECIDERS);
        if (person == null || !repository.isEligible(person, roles)) {
            throw new Refused(
                    ProblemType.FORBIDDEN,
                    Text.of(
                            "{people} must decide this. Ask one of them to sign in.",
                            "people",
                            words(roles)));
        }
        return repository
                .decide(id, state, person)
                .orElseThrow(() -> refusal(repository.find(id), person));
    }

    /** Whether somebody of this role may decide on what waits. */
    boolean mayDecide(Role role, Approval approval) {
        return deciders(approval.action()).contains(role);
    }

    /** Who may decide it, such as: An owner or an operator. */
    Text deciders(Approval approval) {
        return words(deciders(approval.action()));
    }

    private Set<Role> deciders(String action) {
        return deciders.getOrDefault(action, USUAL_DECIDERS);
    }

    /** Such as: An owner or an operator. */
    private static Text words(Set<Role> roles) {
        return roles.stream()
                .map(Approvals::one)
                .map(Text::of)
                .reduce((some, last) -> Text.of("{some} or {last}", "some", some, "last", last))
                .orElseThrow();
    }

    /** The first of all roles begins a sentence, the others follow on it. */
    private static String one(Role role) {
        return switch (role) {
            case OWNER -> "An owner";
            case OPERATOR -> "an operator";
            case FINANCE -> "somebody of finance";
            default -> throw new IllegalArgumentException(role + " decides nothing");
        };
    }

    private static Refused refusal(Optional<Approval> approval, UUID person) {
        if (approval.isEmpty()) {
            return Refused.notFound("approval");
        }
        return approval.get().state() == Approval.State.WAITING
                        && person.equals(approval.get().requestedBy())
                ? new Refused(
                        ProblemType.NEEDS_APPROVAL,
                        "You asked for this yourself. Somebody else must agree.")
                : new Refused(
                        ProblemType.CONFLICT,
                        approval.get().state() == Approval.State.OVERTAKEN
                                ? "This has ended: what it was about changed before anybody decided."
                                        + " Whoever still needs it can ask again."
                                : "This was decided already. Load the list again to see how.");
    }

    private Approval decided(Tx tx, UUID id, String action) {
        Approval approval = new ApprovalRepository(tx).find(id).orElseThrow();
        audit.record(
                tx,
                action,
                "approval:" + id,
                Map.of("action", approval.action(), "summary", approval.summary()));
        return approval;
    }

    private static String write(Object request) {
        try {
            return JSON.writeValueAsString(request);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(String request) {
        try {
            return JSON.readTree(request);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
