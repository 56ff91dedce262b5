package io.counterfoil.accounts;

import io.counterfoil.access.Providers;
import io.counterfoil.mail.Mail;
import io.counterfoil.mail.MailKind;
import io.counterfoil.mail.Message;
import io.counterfoil.platform.Due;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.SilenceWatch;
import io.counterfoil.software.Software;
import io.counterfoil.terms.TermState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Tells holders that no backup came for a while, once, until a newer one was finished.
 *
 * <p>That a backup has stopped is watched where time was paid for, as all monitoring is. Who has
 * none is shown how to begin, in free time too. In the days of grace and after them holders hear
 * of the end instead. Whoever has several accounts gets one message a day, of all that become due on
 * it, and none on a day on which they are reminded of a term: it has time until the next one. What
 * waits for a mail server while a newer backup comes is not sent; of the others they hear anew.
 */
public final class SilenceReminders {
    private static final Set<MailKind> KINDS =
            Set.of(MailKind.NO_BACKUP_YET, MailKind.NO_BACKUP_LATELY);

    /** What a mail server puts off for a while shall still arrive on the day on which it is true. */
    private static final Duration TO_ARRIVE = Duration.ofHours(4);

    private final SilenceWatch watch;
    private final Reminders reminders;
    private final Providers providers;
    private final Software software;
    private final Mail mail;

    /**
     * Reminders of what {@code watch} misses, after the days that {@code reminders} know; {@code mail}
     * hands none over of which it misses one less by then.
     */
    public SilenceReminders(
            SilenceWatch watch,
            Reminders reminders,
            Providers providers,
            Software software,
            Mail mail) {
        this.watch = watch;
        this.reminders = reminders;
        this.providers = providers;
        this.software = software;
        this.mail = mail;
        mail.unlessUntrue(watch::untrue, watch::untold);
    }

    /** After how many days the provider wants holders to be told; 0: never. */
    public int days(Tx tx) {
        return reminders.days(tx).withoutBackup();
    }

    /**
     * In the system scope: the accounts of a provider to look at first, after one that was looked at
     * before.
     *
     * @param days what that provider wants, at least one
     */
    public List<Due> due(Tx tx, UUID provider, int days, Due after, int limit) {
        return watch.due(tx, provider, since(tx, days), after, limit);
    }

    /**
     * Tells the holder of a due account of it, and of all others of theirs that become due today.
     *
     * @return whether a message was posted
     */
    public boolean remind(Tx tx, UUID account) {
        int days = days(tx);
        HolderRepository repository = new HolderRepository(tx);
        List<HolderRepository.Held> before = repository.accountsOfHolder(account);
        if (days == 0 || before.isEmpty()) {
            return false;
        }
        String address = before.getFirst().address();
        Reminders.lock(tx, address);
        ZoneId zone = providers.of(tx).zone();
        Instant endOfDay = Reminders.endOfDay(tx.now(), zone);
        if (endOfDay.isBefore(tx.now().plus(TO_ARRIVE))
                || mail.reaches(
                        tx,
                        KINDS,
                        address,
                        LocalDate.ofInstant(tx.now(), zone).atStartOfDay(zone).toInstant())
                || reminders.reachesToday(tx, address, zone)) {
            return false;
        }
        // As it is now that nobody else is at it; who has another address since then is looked at later.
        List<HolderRepository.Held> held =
                repository.accountsOfHolder(account).stream()
                        .filter(each -> each.address().equals(address))
                        .toList();
        watch.lock(tx, held.stream().map(HolderRepository.Held::account).toList());
        Instant since = endOfDay.minus(Duration.ofDays(days));
        Map<UUID, Instant> stopped =
                watch.takeStopped(tx, standing(held, TermState::isActive), since);
        List<UUID> fresh =
                watch.takeNew(
                        tx,
                        standing(
                                held,
                                term -> TermState.isActive(term) || TermState.isTrial(term)),
                        since);
        List<Map<String, Object>> told = new ArrayList<>();
        held.stream()
                .filter(each -> stopped.containsKey(each.account()))
                .sorted(Comparator.comparing(each -> stopped.get(each.account())))
                .forEach(
                        each ->
                                told.add(
                                        words(
                                                each,
                                                Objects.requireNonNull(
                                                        stopped.get(each.account())),
                                                zone)));
        held.stream()
                .filter(each -> fresh.contains(each.account()))
                .forEach(each -> told.add(Map.of("username", each.called())));
        if (told.isEmpty()) {
            return false;
        }
        HolderRepository.Held holder = held.getFirst();
        Map<String, Object> values = new HashMap<>();
        values.put("account", told.getFirst());
        values.put("others", told.stream().skip(1).toList());
        software.address(tx).ifPresent(page -> values.put("software", page));
        UUID message =
                mail.post(
                        tx,
                        Message.of(
                                        stopped.isEmpty()
                                                ? MailKind.NO_BACKUP_YET
                                                : MailKind.NO_BACKUP_LATELY,
                                        holder.greeting(),
                                        holder.email(),
                                        values)
                                // There may be a backup by tomorrow.
                                .until(endOfDay));
        watch.toldBy(
                tx,
                Stream.concat(stopped.keySet().stream(), fresh.stream()).toList(),
                message);
        return true;
    }

    private static List<UUID> standing(List<HolderRepository.Held> held, Predicate<String> term) {
        return held.stream()
                .filter(each -> term.test(each.term()))
                .map(HolderRepository.Held::account)
                .toList();
    }

    private static Map<String, Object> words(
            HolderRepository.Held held, Instant last, ZoneId zone) {
        return Map.of(
                "username", held.called(),
                "day", LocalDate.ofInstant(last, zone));
    }

    private static Instant since(Tx tx, int days) {
        return tx.now().minus(Duration.ofDays(days));
    }
}
