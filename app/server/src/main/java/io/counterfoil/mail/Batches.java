package io.counterfoil.mail;

import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes messages that are due out of the outbox, and writes down what came of them. */
final class Batches {
    private static final Logger LOG = LoggerFactory.getLogger(Batches.class);
    private static final Actor ACTOR = Actor.job(MailDelivery.JOB);
    private static final Caller ALL = new Caller(Scope.system(), ACTOR);

    private final Transactions transactions;
    private final Suppressions suppressions;
    private final MailHeads heads;
    private final List<BiConsumer<Tx, Collection<UUID>>> listeners = new CopyOnWriteArrayList<>();
    private final List<BiFunction<Tx, Collection<UUID>, Set<UUID>>> doubts =
            new CopyOnWriteArrayList<>();
    private final List<BiConsumer<Tx, Collection<UUID>>> whenLate = new CopyOnWriteArrayList<>();
    // What is taken and not written down; one server at a time sends, so nobody else has to know.
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();

    Batches(Transactions transactions, Suppressions suppressions, MailHeads heads) {
        this.transactions = transactions;
        this.suppressions = suppressions;
        this.heads = heads;
    }

    /** Has a listener hear which messages were handed over; when the service is wired. */
    void onSent(BiConsumer<Tx, Collection<UUID>> listener) {
        listeners.add(listener);
    }

    /**
     * Asks before messages are handed over which of them are not true any more, and tells of those
     * that waited for so long that they can't be; as above.
     */
    void unlessUntrue(
            BiFunction<Tx, Collection<UUID>, Set<UUID>> untrue,
            BiConsumer<Tx, Collection<UUID>> late) {
        doubts.add(untrue);
        whenLate.add(late);
    }

    /** Messages of one provider that nobody else takes meanwhile. */
    record Batch(
            UUID provider,
            Sender sender,
            MailHead head,
            List<QueueRepository.Waiting> messages) {}

    /** What came of handing a message over. */
    record Tried(QueueRepository.Waiting message, Outcome outcome) {}

    /** Whether anything has to be sent now. */
    boolean anyDue() {
        return nextProvider().isPresent();
    }

    /**
     * Takes messages that are due, those with secrets first: somebody waits for these. Its callers
     * take turns, so that each finds what the others left.
     *
     * @return empty if nothing is due; a batch may have no message when none may be sent
     */
    synchronized Optional<Batch> take(int most) {
        Optional<Batch> batch =
                nextProvider()
                        .flatMap(
                                provider ->
                                        transactions.write(
                                                caller(provider), tx -> take(tx, most)));
        batch.ifPresent(taken -> underWay.addAll(ids(taken.messages())));
        return batch;
    }

    private Optional<UUID> nextProvider() {
        return transactions.read(ALL, tx -> new QueueRepository(tx).nextProvider(underWay));
    }

    private Optional<Batch> take(Tx tx, int most) {
        QueueRepository queue = new QueueRepository(tx);
        List<UUID> late = queue.giveUpLate(underWay);
        if (!late.isEmpty()) {
            whenLate.forEach(listener -> listener.accept(tx, late));
        }
        List<QueueRepository.Waiting> due = queue.due(underWay, most);
        Set<UUID> untrue = untrue(tx, due);
        if (!untrue.isEmpty()) {
            queue.giveUpUntrue(untrue);
        }
        List<QueueRepository.Waiting> taken =
                due.stream().filter(message -> !untrue.contains(message.id())).toList();
        if (due.isEmpty() && late.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Suppression> suppressed =
                suppressions.of(
                        tx, taken.stream().map(QueueRepository.Waiting::address).toList());
        List<QueueRepository.Waiting> allowed = new ArrayList<>();
        for (QueueRepository.Waiting message : taken) {
            Suppression why = suppressed.get(message.address());
            if (why == null) {
                allowed.add(message);
            } else {
                queue.ended(
                        message,
                        MailState.SUPPRESSED,
                        Text.of(
                                        "Nothing is sent to this address, since {why}.",
                                        "why",
                                        why.kind().words())
                                .toString(),
                        message.attempts());
            }
        }
        Sender sender = new SenderRepository(tx).find().orElse(Sender.USUAL);
        MailHead head = heads.of(tx);
        return Optional.of(
                new Batch(
                        tx.provider(),
                        sender.orNamed(head.provider().name()),
                        head,
                        allowed));
    }

    private Set<UUID> untrue(Tx tx, List<QueueRepository.Waiting> due) {
        return due.isEmpty()
                ? Set.of()
                : doubts.stream()
                        .flatMap(doubt -> doubt.apply(tx, ids(due)).stream())
                        .collect(Collectors.toSet());
    }

    /** Writes down what came of a batch's messages; those that nobody tried are due as before. */
    void note(Batch batch, List<Tried> tried) {
        try {
            if (!tried.isEmpty()) {
                transactions.write(
                        caller(batch.provider()),
                        tx -> {
                            note(tx, tried);
                            return tx.now();
                        });
            }
        } finally {
            underWay.removeAll(ids(batch.messages()));
        }
    }

    private static Set<UUID> ids(List<QueueRepository.Waiting> messages) {
        return messages.stream().map(QueueRepository.Waiting::id).collect(Collectors.toSet());
    }

    private void note(Tx tx, List<Tried> tried) {
        QueueRepository queue = new QueueRepository(tx);
        List<UUID> sent = new ArrayList<>();
        for (Tried each : tried) {
            QueueRepository.Waiting message = each.message();
            int attempts = message.attempts() + 1;
            switch (each.outcome()) {
                case Outcome.Taken() -> sent.add(message.id());
                case Outcome.NoServer() ->
                        queue.ended(
                                message,
                                MailState.KEPT,
                                "No mail server is set up, so that the message is only kept here.",
                                message.attempts());
                case Outcome.Refused(String reason, boolean badAddress) -> {
                    LOG.warn("message {} was refused by the mail server", message.id());
                    queue.ended(message, MailState.FAILED, reason, attempts);
                    if (badAddress) {
                        suppressions.add(tx, message.address(), Suppression.Kind.BOUNCE, reason);
                    }
                }
                case Outcome.Later later -> later(queue, message, later, tx.now());
            }
        }
        queue.sent(sent);
        if (!sent.isEmpty()) {
            listeners.forEach(listener -> listener.accept(tx, sent));
        }
    }

    private static void later(
            QueueRepository queue,
            QueueRepository.Waiting message,
            Outcome.Later later,
            Instant now) {
        int attempts = message.attempts() + 1;
        Optional<Instant> next =
                later.away()
                        ? RetryPlan.whileAway(attempts, now, message.giveUpAt())
                        : RetryPlan.next(attempts, now, message.giveUpAt());
        if (next.isPresent()) {
            LOG.info("message {} is tried again at {}", message.id(), next.get());
            queue.putOff(message, next.get(), later.reason(), attempts);
        } else {
            LOG.warn("message {} is given up", message.id());
            queue.ended(
                    message,
                    MailState.FAILED,
                    Text.of(
                                    "It was tried for three days. The last time: {reason}",
                                    "reason",
                                    later.reason())
                            .toString(),
                    attempts);
        }
    }

    private static Caller caller(UUID provider) {
        return new Caller(new Scope.Provider(provider), ACTOR);
    }
}
