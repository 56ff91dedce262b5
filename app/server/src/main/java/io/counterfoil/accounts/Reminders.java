package io.counterfoil.accounts;

import io.counterfoil.access.Providers;
import io.counterfoil.mail.Mail;
import io.counterfoil.mail.MailKind;
import io.counterfoil.mail.Message;
import io.counterfoil.platform.Due;
import io.counterfoil.platform.Tx;
import io.counterfoil.terms.Reminder;
import io.counterfoil.terms.ReminderDays;
import io.counterfoil.terms.ReminderLadder;
import io.counterfoil.terms.TermRules;
import io.counterfoil.terms.TermState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Reminds holders of what becomes of their accounts unless they pay.
 *
 * <p>Nobody gets more than one reminder a day: whoever has several accounts gets one message that
 * lists all of them that are due on that day, for three messages at once are read as none. What
 * would be a second message all the same waits for the next day, and so it does while one is still
 * on its way, since nobody knows on which day that arrives.
 */
public final class Reminders {
    private static final Set<MailKind> KINDS =
            Arrays.stream(Reminder.Topic.values())
                    .map(Reminders::kind)
                    .collect(Collectors.toUnmodifiableSet());

    private final Terms terms;
    private final Providers providers;
    private final Mail mail;

    /** Reminders of the accounts that {@code terms} moves, sent by {@code mail}. */
    public Reminders(Terms terms, Providers providers, Mail mail) {
        this.terms = terms;
        this.providers = providers;
        this.mail = mail;
    }

    /**
     * An account that a message speaks of.
     *
     * @param goodUntil the date that it names, or the day on which the next message says more
     */
    private record Told(Reminder.Topic topic, Map<String, Object> values, Instant goodUntil) {}

    /** Plans what comes next for accounts whose locked terms move, before they do. */
    static void plan(Tx tx, List<TermRepository.Move> moves, TermRules rules) {
        ReminderDays days = chosen(tx);
        moves.stream()
                .filter(move -> !move.follows() || hasDate(move.from()) || hasDate(move.to()))
                .forEach(move -> plan(tx, move, rules, days));
    }

    private static boolean hasDate(TermState term) {
        return term.deletion().isPresent();
    }

    private static void plan(
            Tx tx, TermRepository.Move move, TermRules rules, ReminderDays days) {
        ReminderRepository repository = new ReminderRepository(tx);
        UUID account = move.member().account();
        if (!move.to().isOpen()) {
            repository.stop(account);
            return;
        }
        Instant after =
                ReminderLadder.quietUntil(
                        move.from(),
                        move.to(),
                        repository.planned(account).after(),
                        tx.now(),
                        rules);
        repository.plan(
                account,
                ReminderLadder.next(move.to(), move.follows(), rules, days, after)
                        .map(Reminder::at),
                after);
    }

    /** In the system scope: the accounts to look at first, after one that was looked at before. */
    public List<Due> due(Tx tx, Due after, int limit) {
        return new ReminderRepository(tx).due(after, limit);
    }

    /** The days on which the provider reminds. */
    public ReminderDays days(Tx tx) {
        return chosen(tx);
    }

    /** The same, for somebody who changes them: whoever else does so waits. */
    public ReminderDays lockDays(Tx tx) {
        return new ReminderRepository(tx).lockDays(ReminderDays.USUAL);
    }

    /** Changes what is locked; what is planned stays until {@link #planAnew}. */
    public void choose(Tx tx, ReminderDays days) {
        new ReminderRepository(tx).choose(days);
    }

    /**
     * Has the provider's next accounts looked at, since its days are others now. Days that are past
     * by now are not made up for.
     *
     * @return the last of them; empty if there are no more
     */
    public Optional<UUID> planAnew(Tx tx, UUID after, int limit) {
        return new ReminderRepository(tx).planAnew(after, limit);
    }

    /** Tells the holder of a due account what there is to tell, and plans what comes next. */
    public void remind(Tx tx, UUID account) {
        ReminderRepository repository = new ReminderRepository(tx);
        Optional<ReminderRepository.Holder> due = repository.holder(account);
        if (due.isEmpty()) {
            return;
        }
        ReminderRepository.Holder holder = due.get();
        lock(tx, holder.address());
        ZoneId zone = providers.of(tx).zone();
        LocalDate today = day(tx.now(), zone);
        if (reaches(tx, holder.address(), today.atStartOfDay(zone).toInstant())) {
            tomorrow(tx, repository, holder, zone);
            return;
        }
        Instant endOfDay = endOfDay(tx.now(), zone);
        List<Told> all = new ArrayList<>();
        for (ReminderRepository.Candidate each : repository.due(holder.address(), endOfDay)) {
            look(tx, each, endOfDay).ifPresent(all::add);
        }
        if (!all.isEmpty()) {
            mail.post(tx, message(holder, all));
            repository.reminded(holder.address());
        }
    }

    /**
     * Keeps other messages of this sort to an address waiting. Before any account is locked, so that
     * whoever waits here holds nothing that others need.
     */
    static void lock(Tx tx, String address) {
        tx.lock(digest(tx.provider() + address));
    }

    /**
     * For who has locked an address: whether a reminder reaches it on the day that is now, or is
     * planned for that. One of days before that could not be made holds up nothing.
     */
    boolean reachesToday(Tx tx, String address, ZoneId zone) {
        Instant midnight = day(tx.now(), zone).atStartOfDay(zone).toInstant();
        return reaches(tx, address, midnight)
                || new ReminderRepository(tx)
                        .isPlanned(address, midnight, endOfDay(tx.now(), zone));
    }

    private boolean reaches(Tx tx, String address, Instant midnight) {
        return new ReminderRepository(tx)
                        .lastReminded(address)
                        .filter(last -> !last.isBefore(midnight))
                        .isPresent()
                || mail.reaches(tx, KINDS, address, midnight);
    }

    /** The last moment of the day that is now. */
    static Instant endOfDay(Instant now, ZoneId zone) {
        return day(now, zone).plusDays(1).atStartOfDay(zone).toInstant().minusNanos(1000);
    }

    private void tomorrow(
            Tx tx, ReminderRepository repository, ReminderRepository.Holder holder, ZoneId zone) {
        Instant next = tx.now().atZone(zone).plusDays(1).toInstant();
        for (ReminderRepository.Candidate each : repository.due(holder.address(), tx.now())) {
            if (terms.look(tx, each.account()).filter(TermState::isOpen).isPresent()) {
                ReminderRepository.Planned planned = repository.planned(each.account());
                repository.plan(each.account(), Optional.of(next), planned.after());
            }
        }
    }

    /** What there is to tell of an account today; what comes next is planned. */
    private Optional<Told> look(Tx tx, ReminderRepository.Candidate each, Instant endOfDay) {
        ReminderRepository repository = new ReminderRepository(tx);
        Optional<TermState> term = terms.look(tx, each.account()).filter(TermState::isOpen);
        ReminderRepository.Planned planned = repository.planned(each.account());
        if (term.isEmpty() || planned.at() == null || planned.at().isAfter(endOfDay)) {
            return Optional.empty();
        }
        if (each.toldByParents()) {
            repository.plan(each.account(), Optional.empty(), planned.after());
            return Optional.empty();
        }
        TermRules rules = terms.rules(tx);
        ReminderDays days = chosen(tx);
        boolean follows = each.follows();
        Optional<Reminder> reminder =
                ReminderLadder.due(
                        term.get(), follows, rules, days, planned.after(), endOfDay);
        Instant after = reminder.isPresent() ? endOfDay : planned.after();
        Optional<Instant> next =
                ReminderLadder.next(term.get(), follows, rules, days, after).map(Reminder::at);
        repository.plan(each.account(), next, after);
        return reminder.map(found -> told(each.called(), found.topic(), term.get(), rules, next));
    }

    private static ReminderDays chosen(Tx tx) {
        return new ReminderRepository(tx).days().orElse(ReminderDays.USUAL);
    }

    private static Message message(ReminderRepository.Holder holder, List<Told> all) {
        List<Told> urgentFirst =
                all.stream().sorted(Comparator.comparing(Told::topic).reversed()).toList();
        Told first = urgentFirst.getFirst();
        return Message.of(
                        kind(first.topic()),
                        holder.greeting(),
                        holder.email(),
                        Map.of(
                                "account", first.values(),
                                "others", urgentFirst.stream().skip(1).map(Told::values).toList()))
                // As long as any of it is news: an old date in it is seen to be one, and a last
                // warning that goes with another's news is never given.
                .until(all.stream().map(Told::goodUntil).max(Comparator.naturalOrder()).orElseThrow());
    }

    private static Told told(
            String called,
            Reminder.Topic topic,
            TermState term,
            TermRules rules,
            Optional<Instant> next) {
        Instant freezes = term.freezesAt(rules).orElse(term.end());
        Instant date =
                topic == Reminder.Topic.TERM_OVER
                        ? freezes
                        : term.deletion().orElse(term.end());
        ZoneId zone = rules.zone();
        Instant more = next.map(at -> day(at, zone).atStartOfDay(zone).toInstant()).orElse(date);
        return new Told(
                topic,
                Map.of(
                        "username", called,
                        "topic", topic.name(),
                        "date", date.atZone(zone),
                        "day", day(date, zone),
                        "freezes", freezes.atZone(zone)),
                more.isBefore(date) ? more : date);
    }

    private static MailKind kind(Reminder.Topic topic) {
        return switch (topic) {
            case TRIAL_ENDING -> MailKind.TRIAL_ENDING;
            case TERM_ENDING -> MailKind.TERM_ENDING;
            case TERM_OVER -> MailKind.TERM_OVER;
            case STILL_FROZEN -> MailKind.STILL_FROZEN;
            case LEAVING -> MailKind.LEAVING;
            case LEAVING_WITH_PARENT -> MailKind.LEAVING_WITH_PARENT;
            case DELETION_NEAR -> MailKind.DELETION_NEAR;
        };
    }

    private static LocalDate day(Instant at, ZoneId zone) {
        return at.atZone(zone).toLocalDate();
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
