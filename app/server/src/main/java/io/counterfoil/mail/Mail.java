package io.counterfoil.mail;

import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The outbox. What is posted commits with the use case that posts it, or not at all, and is sent
 * afterwards: at least once, in rare cases twice with the same Message-ID.
 */
public final class Mail {
    /** For how long a secret that could not be sent is kept. */
    static final Duration SECRETS_KEPT = Duration.ofDays(14);

    /** For how long messages are kept once they came to their end. */
    static final Duration MESSAGES_KEPT = Duration.ofDays(180);

    private static final Duration A_DAY = Duration.ofDays(1);

    private static final Pattern PORT = Pattern.compile(":[0-9]+$");

    private final MailDelivery delivery;
    private final MailTemplates templates;
    private final SealedTexts texts;
    private final Providers providers;
    private final Ids ids;
    private final ReadersOfMail languages;

    /**
     * An outbox that {@code delivery} empties, of messages in the {@code languages} of their
     * readers.
     */
    public Mail(
            MailDelivery delivery,
            MailTemplates templates,
            SealedTexts texts,
            Providers providers,
            Ids ids,
            ReadersOfMail languages) {
        this.delivery = delivery;
        this.templates = templates;
        this.texts = texts;
        this.providers = providers;
        this.ids = ids;
        this.languages = languages;
    }

    /**
     * Posts a message as part of {@code tx}, written now with the templates and the provider's name
     * as they are. Whose it is at its head, such as the logo, is put there when it is sent.
     *
     * @return its id in the outbox
     */
    public UUID post(Tx tx, Message message) {
        return post(tx, message, message.kind());
    }

    /**
     * The same of a sample, which tells nobody anything: it is kept as a test, so that it doesn't count
     * as the message that it is a sample of.
     */
    UUID postSample(Tx tx, Message sample) {
        return post(tx, sample, MailKind.TEST);
    }

    private UUID post(Tx tx, Message message, MailKind keptAs) {
        UUID id = ids.next();
        Provider provider = providers.of(tx);
        MailText written = templates.write(provider, message, language(tx, message.address()));
        String host = PORT.matcher(provider.webAddress()).replaceFirst("");
        new OutboxRepository(tx)
                .insert(
                        id,
                        keptAs,
                        message,
                        written.subject(),
                        texts.seal(id, written),
                        message.series() == null
                                ? null
                                : texts.sealLink(id, message.series().unsubscribe()),
                        "<" + id + "@" + host + ">");
        delivery.callFor(tx);
        return id;
    }

    /**
     * Has a listener hear which messages were handed over to the mail server, as part of the
     * transaction that notes it; when the service is wired.
     */
    public void onSent(BiConsumer<Tx, Collection<UUID>> listener) {
        delivery.onSent(listener);
    }

    /**
     * Asks, before messages are handed over to the mail server, which of them are not true any more;
     * these are given up. When the service is wired.
     *
     * @param untrue those of these messages, as part of the transaction that takes them
     * @param late hears of those that were given up since they waited for too long, as part of it too
     */
    public void unlessUntrue(
            BiFunction<Tx, Collection<UUID>, Set<UUID>> untrue,
            BiConsumer<Tx, Collection<UUID>> late) {
        delivery.unlessUntrue(untrue, late);
    }

    /** What the reader chose, else what they read just now, else what the provider writes. */
    private Locale language(Tx tx, String address) {
        return languages
                .of(tx, address)
                .or(() -> Optional.ofNullable(tx.caller().language()))
                .orElseGet(() -> sender(tx).orElse(Sender.USUAL).locale());
    }

    /** From whom messages are; also for those who may not see such settings. */
    private static Optional<Sender> sender(Tx tx) {
        return tx.forProvider(() -> new SenderRepository(tx).find());
    }

    /** Whether somebody reads what is answered to the provider's messages. */
    public boolean isAnswered(Tx tx) {
        return sender(tx).filter(Sender::isRead).isPresent();
    }

    /** Erases to whom the messages of a series went, and sends none of them any more. */
    public void forget(Tx tx, UUID series) {
        new OutboxRepository(tx).forgetSeries(series);
    }

    /** Erases that messages went to an address, and sends none of them any more. */
    public void forgetAddress(Tx tx, String address) {
        new OutboxRepository(tx).forgetAddress(address);
    }

    /**
     * Forgets what there is no more reason to keep: secrets that could not be sent after 14 days,
     * messages 180 days after they were sent or given up.
     */
    public void forgetOld(Tx tx) {
        new OutboxRepository(tx)
                .forget(tx.now().minus(SECRETS_KEPT), tx.now().minus(MESSAGES_KEPT));
    }

    /**
     * A message as its recipient may be told of it, without what it says.
     *
     * @param postedAt when it was posted
     * @param address where it went
     * @param subject what it is about
     * @param state whether it was sent
     */
    public record Posted(Instant postedAt, String address, String subject, String state) {}

    /**
     * How many messages of these kinds were posted to an address within a day, whoever had them
     * posted: so that nobody has a stranger's mail filled. Whoever asks need not see messages.
     */
    public int postedWithinADay(Tx tx, String address, MailKind... kinds) {
        return tx.forProvider(
                () ->
                        new OutboxRepository(tx)
                                .count(Set.of(kinds), address, tx.now().minus(A_DAY)));
    }

    /**
     * Whether a message of one of these kinds may still be sent to an address, or was sent to it
     * since then.
     */
    public boolean reaches(Tx tx, Set<MailKind> kinds, String address, Instant since) {
        return new OutboxRepository(tx).reaches(kinds, address, since);
    }

    /** What is kept of the messages to an address, the oldest first. */
    public List<Posted> postedTo(Tx tx, String address) {
        return new OutboxRepository(tx).to(address);
    }

    /**
     * An address that nothing is sent to.
     *
     * @param why the reason as the end of a sentence
     * @param since from when on
     */
    public record Silenced(String address, String why, Instant since) {}

    /** Those of these addresses that get nothing. */
    public List<Silenced> silenced(Tx tx, List<String> addresses) {
        Set<String> canonical =
                addresses.stream().map(MailAddresses::canonical).collect(Collectors.toSet());
        return new SuppressionRepository(tx)
                .of(canonical).stream()
                        .map(
                                each ->
                                        new Silenced(
                                                each.address(), each.kind().words(), each.since()))
                        .toList();
    }

    /** Whether the provider has said from whom its messages are. */
    public boolean hasSender(Tx tx) {
        return sender(tx).isPresent();
    }

    /** How many messages of the provider failed since then. */
    public int countFailed(Tx tx, Instant since) {
        return new OutboxRepository(tx).countFailed(since);
    }

    /** How many messages wait, of all providers in a transaction's scope. */
    public int waiting(Tx tx) {
        return new OutboxRepository(tx).countWaiting();
    }
}
