package io.counterfoil.followups;

import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.codes.KeyedDigest;
import io.counterfoil.codes.ServerKey;
import io.counterfoil.mail.Mail;
import io.counterfoil.mail.MailKind;
import io.counterfoil.mail.Message;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Due;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks those who left why: three times at most, and never again once they unsubscribe. Who has not
 * agreed before is not asked at all; that is for the caller to know.
 */
public final class FollowUps {
    /**
     * So many days after the deletion. The numbers are ours: soon enough to remember, then twice
     * with ever longer pauses.
     */
    private static final List<Integer> DAYS = List.of(7, 30, 90);

    private static final List<MailKind> KINDS =
            List.of(MailKind.FOLLOW_UP_FIRST, MailKind.FOLLOW_UP_SECOND, MailKind.FOLLOW_UP_LAST);

    private final Transactions transactions;
    private final Mail mail;
    private final Providers providers;
    private final UnsubscribeTokens tokens;
    private final KeyedDigest digest;
    private final Ids ids;

    /** Series sent by {@code mail}; digests of addresses are made under {@code serverKey}. */
    public FollowUps(
            Transactions transactions,
            Mail mail,
            Providers providers,
            ServerKey serverKey,
            Ids ids) {
        this.transactions = transactions;
        this.mail = mail;
        this.providers = providers;
        this.tokens = new UnsubscribeTokens(serverKey);
        this.digest = serverKey.digest(ServerKey.Purpose.FOLLOW_UP_ADDRESS);
        this.ids = ids;
    }

    /**
     * Begins the series of somebody who left just now and agreed to it; who unsubscribed once is
     * left alone. While nobody reads what they would answer, nobody is asked.
     */
    public void begin(Tx tx, String name, String address) {
        if (!mail.isAnswered(tx)) {
            return;
        }
        new FollowUpRepository(tx)
                .begin(ids.next(), digest(address), name, address, due(tx.now(), 0, zone(tx)));
    }

    /** In the system scope: the series that are due first, after one that was looked at before. */
    public List<Due> due(Tx tx, Due after, int limit) {
        return new FollowUpRepository(tx).due(after, limit);
    }

    /**
     * Sends what is due in a series: of several messages that were missed only the last. After the
     * third, or if they are back or nobody reads their answer any more, the address is erased.
     *
     * @param isBack whether somebody at an address is a customer again
     */
    public void send(Tx tx, UUID series, Predicate<String> isBack) {
        FollowUpRepository repository = new FollowUpRepository(tx);
        Optional<FollowUpRepository.Running> found =
                repository.lock(series).filter(running -> !running.dueAt().isAfter(tx.now()));
        if (found.isEmpty()) {
            return;
        }
        FollowUpRepository.Running running = found.get();
        if (isBack.test(running.address()) || !mail.isAnswered(tx)) {
            repository.end(series);
            return;
        }
        Provider provider = providers.of(tx);
        // Days of another time zone than before may say that one that was sent isn't due yet.
        int step = running.sent();
        while (step + 1 < DAYS.size()
                && !due(running.leftAt(), step + 1, provider.zone()).isAfter(tx.now())) {
            step++;
        }
        String token = tokens.of(provider.id(), series);
        mail.post(
                tx,
                new Message(
                                KINDS.get(step),
                                running.name(),
                                running.address(),
                                Map.of(),
                                Map.of("unsubscribe", provider.url() + "/unsubscribe/" + token))
                        .in(
                                new Message.Series(
                                        series,
                                        provider.url() + "/api/v1/unsubscribe/" + token)));
        if (step + 1 < DAYS.size()) {
            repository.next(series, step + 1, due(running.leftAt(), step + 1, provider.zone()));
        } else {
            repository.end(series);
        }
    }

    /**
     * Ends a series for good and erases the address. Nobody learns from it whether there is such a
     * series: a token that was not made here, or once more the same, changes nothing.
     *
     * @param visitor whoever has the token
     */
    void unsubscribe(Caller visitor, String token) {
        Optional<UUID> series = tokens.series(visitor.provider(), token);
        transactions.write(
                visitor.forProvider(),
                tx -> {
                    series.ifPresent(id -> unsubscribe(tx, id));
                    return token;
                });
    }

    private void unsubscribe(Tx tx, UUID series) {
        FollowUpRepository repository = new FollowUpRepository(tx);
        repository.unsubscribe(series);
        mail.forget(tx, series);
    }

    /**
     * What is kept of somebody who left, or left once.
     *
     * @param leftAt when
     * @param sent how many times they were asked why
     * @param nextAt when they are asked again; null = they are not
     * @param unsubscribedAt when they wanted no more of it; null = they have not said so
     */
    public record KeptSeries(
            Instant leftAt,
            int sent,
            @Nullable Instant nextAt,
            @Nullable Instant unsubscribedAt) {}

    /** What is kept of whoever reads at an address. */
    public Optional<KeptSeries> of(Tx tx, String address) {
        return new FollowUpRepository(tx).find(digest(address));
    }

    /**
     * Erases what is kept of whoever reads at an address. Only that somebody unsubscribed is kept,
     * as a digest, so that they are left alone.
     */
    public void forget(Tx tx, String address) {
        new FollowUpRepository(tx).erase(digest(address));
    }

    private byte[] digest(String address) {
        return digest.of(address.toLowerCase(Locale.ROOT));
    }

    private ZoneId zone(Tx tx) {
        return providers.of(tx).zone();
    }

    private static Instant due(Instant leftAt, int step, ZoneId zone) {
        return leftAt.atZone(zone).plusDays(DAYS.get(step)).toInstant();
    }
}
