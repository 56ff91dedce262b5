package io.counterfoil.mail;

import io.counterfoil.access.Audit;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What staff see and do about messages. */
public final class Outbox {
    private final Transactions transactions;
    private final MailDelivery delivery;
    private final SealedTexts texts;
    private final MailHeads heads;
    private final Audit audit;

    /** The outbox that {@code delivery} empties. */
    public Outbox(
            Transactions transactions,
            MailDelivery delivery,
            SealedTexts texts,
            MailHeads heads,
            Audit audit) {
        this.transactions = transactions;
        this.delivery = delivery;
        this.texts = texts;
        this.heads = heads;
        this.audit = audit;
    }

    /**
     * The newest messages first.
     *
     * @param state only those in it; null: all
     */
    Slice<OutboxMessage> list(Caller caller, @Nullable MailState state, Listing listing) {
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new OutboxRepository(tx).list(state, listing),
                                OutboxMessage::id));
    }

    /**
     * One message.
     *
     * @throws Refused if there is none with that id
     */
    OutboxMessage find(Caller caller, UUID id) {
        return transactions.read(caller, tx -> find(tx, id));
    }

    /** Whether what a message says can't be true any more, so that nobody sends it. */
    boolean isLate(Caller caller, OutboxMessage message) {
        return transactions.read(caller, tx -> message.isLate(tx.now()));
    }

    /** What a message says; empty if it is a secret, or not kept any more. */
    Optional<MailText> text(Caller caller, UUID id) {
        return transactions.read(
                caller,
                tx -> {
                    OutboxMessage message = find(tx, id);
                    return message.secret() ? Optional.empty() : open(tx, message);
                });
    }

    /** The HTML of a message by itself; empty if it is a secret, or not kept any more. */
    Optional<String> html(Caller caller, UUID id) {
        return transactions.read(
                caller,
                tx -> {
                    OutboxMessage message = find(tx, id);
                    return message.secret()
                            ? Optional.empty()
                            : open(tx, message).map(text -> heads.of(tx).alone(text.html()));
                });
    }

    /**
     * What a message with a secret says, as long as it isn't sent. Who looked is named in the audit
     * log.
     *
     * @throws Refused if there is no such message, it was sent or forgotten, or it is not for
     *     somebody of this role
     */
    MailText reveal(Caller caller, Role role, UUID id) {
        return transactions.write(
                caller,
                tx -> {
                    OutboxMessage message = find(tx, id);
                    if (!mayReveal(role, message)) {
                        throw new Refused(
                                ProblemType.FORBIDDEN,
                                "Only owners may see what this message says.");
                    }
                    MailText text =
                            open(tx, message)
                                    .orElseThrow(
                                            () ->
                                                    new Refused(
                                                            ProblemType.GONE,
                                                            "What this message says is not kept"
                                                                    + " any more."));
                    audit.record(tx, "mail.secret_shown", subject(id), shown(message));
                    return text;
                });
    }

    /** Whether somebody of this role may see its secret. */
    static boolean mayReveal(Role role, OutboxMessage message) {
        return role == Role.OWNER || (role == Role.SUPPORT && !message.letsStaffIn());
    }

    /** Customers can ask to be forgotten, so the log, which forgets nothing, doesn't name them. */
    private static Map<String, Object> shown(OutboxMessage message) {
        return message.letsStaffIn()
                ? Map.of("kind", message.kind(), "email", message.address())
                : Map.of("kind", message.kind());
    }

    /**
     * Tries a message again at once, for three more days; one that is being sent just then, only if
     * that fails.
     *
     * @throws Refused if there is no such message, or it was sent, was forgotten, or is not true any
     *     more
     */
    OutboxMessage retry(Caller caller, UUID id) {
        return transactions.once(
                caller,
                OutboxMessage.class,
                tx -> {
                    if (!new OutboxRepository(tx).again(id)) {
                        throw notAgain(find(tx, id), tx.now());
                    }
                    delivery.callFor(tx);
                    audit.record(tx, "mail.retried", subject(id), Map.of());
                    return find(tx, id);
                });
    }

    private Optional<MailText> open(Tx tx, OutboxMessage message) {
        return new OutboxRepository(tx)
                .body(message.id())
                .map(sealed -> texts.open(message.id(), message.subject(), sealed));
    }

    private static OutboxMessage find(Tx tx, UUID id) {
        return new OutboxRepository(tx).find(id).orElseThrow(() -> Refused.notFound("message"));
    }

    private static Refused notAgain(OutboxMessage message, Instant now) {
        String why;
        if (message.state() == MailState.SENT) {
            why = "This message was sent already.";
        } else if (message.isLate(now)) {
            why = "What this message says is not true any more, so that it is not sent.";
        } else {
            why =
                    "What this message said is not kept any more, so that it can't be sent."
                            + " Let its recipient ask for a new one.";
        }
        return new Refused(ProblemType.CONFLICT, why);
    }

    private static String subject(UUID id) {
        return "mail:" + id;
    }
}
