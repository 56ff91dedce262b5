package io.counterfoil.mail;

import io.counterfoil.access.Providers;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings messages from the outbox to the mail server, one job for each: it reads the message, hands
 * it over outside of any transaction, and writes down what came of it. Who is killed in between
 * leaves a message that is handed over once more.
 */
public final class MailDelivery {
    /** What its jobs are called. */
    static final String JOB = "mail";

    private static final Logger LOG = LoggerFactory.getLogger(MailDelivery.class);

    // So many connections at most; a mail server that hangs holds up no other jobs.
    private static final int AT_ONCE = 2;

    private final Transactions transactions;
    private final Jobs jobs;
    private final PostOffice office;
    private final SealedTexts texts;
    private final Suppressions suppressions;
    private final Providers providers;

    /** Defines the job; made before the jobs start. */
    public MailDelivery(
            Transactions transactions,
            Jobs jobs,
            PostOffice office,
            SealedTexts texts,
            Suppressions suppressions,
            Providers providers) {
        this.transactions = transactions;
        this.jobs = jobs;
        this.office = office;
        this.texts = texts;
        this.suppressions = suppressions;
        this.providers = providers;
        jobs.defineOutside(JOB, AT_ONCE, instance -> deliver(Ticket.of(instance)));
    }

    /** Asks for a delivery as part of {@code tx}. */
    void schedule(Tx tx, Ticket ticket) {
        jobs.schedule(tx, JOB, ticket.instance());
    }

    /** Tries once, and says when to try again, if ever. */
    private Optional<Instant> deliver(Ticket ticket) {
        Optional<Letter> letter = transactions.write(ticket.caller(), tx -> take(tx, ticket));
        if (letter.isEmpty()) {
            return Optional.empty();
        }
        Outcome outcome = office.send(letter.get());
        return transactions.write(ticket.caller(), tx -> note(tx, ticket, outcome));
    }

    private Optional<Letter> take(Tx tx, Ticket ticket) {
        OutboxRepository outbox = new OutboxRepository(tx);
        Optional<OutboxRepository.Waiting> found = outbox.waiting(ticket);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        OutboxRepository.Waiting message = found.get();
        Optional<Suppression> suppressed = suppressions.of(tx, message.address());
        if (suppressed.isPresent()) {
            outbox.ended(
                    ticket,
                    MailState.SUPPRESSED,
                    "Nothing is sent to this address, since "
                            + suppressed.get().kind().words()
                            + ".",
                    message.attempts());
            return Optional.empty();
        }
        Sender sender = new SenderRepository(tx).find().orElse(Sender.USUAL);
        return Optional.of(
                new Letter(
                        message.messageId(),
                        message.postedAt(),
                        sender.orNamed(providers.of(tx).name()),
                        message.name(),
                        message.address(),
                        texts.open(ticket.message(), message.subject(), message.body())));
    }

    private Optional<Instant> note(Tx tx, Ticket ticket, Outcome outcome) {
        OutboxRepository outbox = new OutboxRepository(tx);
        Optional<OutboxRepository.Waiting> found = outbox.waiting(ticket);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        OutboxRepository.Waiting message = found.get();
        int attempts = message.attempts() + 1;
        return switch (outcome) {
            case Outcome.Taken() -> {
                outbox.sent(ticket);
                yield Optional.empty();
            }
            case Outcome.NoServer() -> {
                outbox.ended(
                        ticket,
                        MailState.KEPT,
                        "No mail server is set up, so that the message is only kept here.",
                        message.attempts());
                yield Optional.empty();
            }
            case Outcome.Refused(String reason, boolean badAddress) -> {
                LOG.warn("message {} was refused by the mail server", ticket.message());
                outbox.ended(ticket, MailState.FAILED, reason, attempts);
                if (badAddress) {
                    suppressions.add(tx, message.address(), Suppression.Kind.BOUNCE, reason);
                }
                yield Optional.empty();
            }
            case Outcome.Later(String reason) -> later(outbox, ticket, message, reason, tx.now());
        };
    }

    private static Optional<Instant> later(
            OutboxRepository outbox,
            Ticket ticket,
            OutboxRepository.Waiting message,
            String reason,
            Instant now) {
        int attempts = message.attempts() + 1;
        Optional<Instant> next = RetryPlan.next(attempts, now, message.giveUpAt());
        if (next.isPresent()) {
            LOG.info("message {} is tried again at {}", ticket.message(), next.get());
            outbox.putOff(ticket, next.get(), reason, attempts);
        } else {
            LOG.warn("message {} is given up", ticket.message());
            outbox.ended(
                    ticket,
                    MailState.FAILED,
                    "It was tried for three days. The last time: " + reason,
                    attempts);
        }
        return next;
    }
}
