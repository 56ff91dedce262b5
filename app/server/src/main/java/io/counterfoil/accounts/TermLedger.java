package io.counterfoil.accounts;

import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Tx;
import io.counterfoil.terms.Grant;
import io.counterfoil.terms.Grants;
import io.counterfoil.terms.Term;
import io.counterfoil.terms.TermCommand;
import io.counterfoil.terms.TermState;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The list of grants and refunds that an account's time is made of. An entry is written together
 * with what it does to the term, which is the fold of the list; nothing of it is ever changed.
 */
public final class TermLedger {
    private final Terms terms;
    private final EventLog events;
    private final Ids ids;
    private final List<GrantWatch> watches;

    /** The lists of the accounts that {@code terms} moves; {@code watches} are told of grants. */
    public TermLedger(Terms terms, EventLog events, Ids ids, List<GrantWatch> watches) {
        this.terms = terms;
        this.events = events;
        this.ids = ids;
        this.watches = List.copyOf(watches);
    }

    /**
     * Why time is granted.
     *
     * @param redemption the spending of a code; null = none
     * @param paid whether somebody paid for it
     * @param reason what staff say about it; null = nothing
     * @param milestones of a conversion of time that was not all worth the same: where its parts end,
     *     but the last
     */
    record Basis(
            GrantSource source,
            @Nullable UUID redemption,
            boolean paid,
            @Nullable String reason,
            List<Grants.Milestone> milestones) {

        static Basis redemption(UUID redemption, boolean paid) {
            return new Basis(GrantSource.REDEMPTION, redemption, paid, null, List.of());
        }

        static Basis byHand(boolean paid, @Nullable String reason) {
            return new Basis(GrantSource.BY_HAND, null, paid, reason, List.of());
        }

        static Basis trial() {
            return new Basis(GrantSource.TRIAL, null, false, null, List.of());
        }

        static Basis conversion(List<Grants.Milestone> milestones) {
            return new Basis(GrantSource.CONVERSION, null, true, null, milestones);
        }
    }

    /**
     * Grants a period to a parent account, and lets backups go on if they had stopped; nothing is
     * written if the term would get too long.
     *
     * @throws Refused if it is a sub-account, or its end has begun
     */
    Term.Extension extend(Tx tx, UUID account, Period period, Basis basis) {
        TermRepository.Locked locked = lock(tx, account);
        Term.Extension extension =
                Term.extend(locked.term().end(), tx.now(), period, terms.rules(tx));
        if (extension instanceof Term.Extension.Extended(Instant from, Instant to)) {
            Map<String, Object> facts = new TreeMap<>();
            facts.put("source", basis.source().label());
            facts.put("period", period.toString());
            facts.put("from", from.toString());
            facts.put("to", to.toString());
            facts.put("paid", basis.paid());
            if (basis.redemption() != null) {
                facts.put("redemption", basis.redemption().toString());
            }
            if (basis.reason() != null) {
                facts.put("reason", basis.reason());
            }
            long event = events.append(tx, Subject.account(account), "extended", facts);
            add(tx, account, period, new Span(from, to), basis, event);
            terms.apply(tx, account, locked, new TermCommand.Extend(to, basis.paid()));
        }
        return extension;
    }

    /** From when to when time is granted. */
    record Span(Instant from, Instant to) {}

    /**
     * Writes a grant whose effect its caller looks after.
     *
     * @param event the position of the event that says so
     */
    void add(Tx tx, UUID account, Period period, Span span, Basis basis, long event) {
        UUID id = ids.next();
        int place =
                new GrantRepository(tx)
                        .insert(
                                account,
                                new GrantEntry(
                                        id,
                                        basis.source(),
                                        basis.redemption(),
                                        period,
                                        span.from(),
                                        span.to(),
                                        basis.paid(),
                                        null,
                                        basis.reason(),
                                        basis.milestones()));
        // What was left on another plan is nothing new.
        if (basis.source() != GrantSource.CONVERSION) {
            GrantWatch.Time time =
                    new GrantWatch.Time(
                            id,
                            account,
                            place == 1,
                            basis.redemption(),
                            basis.source() == GrantSource.BY_HAND,
                            basis.paid(),
                            span.from(),
                            span.to(),
                            event);
            watches.forEach(watch -> watch.granted(tx, time));
        }
    }

    /**
     * Takes back time, as it was foreseen for a locked parent account.
     *
     * @param grant whose time
     * @param period how much; null = all that is left of it
     * @param refund what that does
     * @return how the term stands now
     */
    TermState refund(
            Tx tx,
            UUID account,
            GrantEntry grant,
            @Nullable Period period,
            Grants.Refund refund,
            String reason) {
        UUID id = ids.next();
        new GrantRepository(tx)
                .insert(
                        account,
                        new GrantEntry(
                                id,
                                GrantSource.REFUND,
                                null,
                                period,
                                refund.newEnd(),
                                refund.oldEnd(),
                                grant.paid(),
                                grant.id(),
                                reason,
                                List.of()));
        Map<String, Object> facts = new TreeMap<>();
        facts.put("refund", id.toString());
        facts.put("grant", grant.id().toString());
        if (period != null) {
            facts.put("period", period.toString());
        }
        facts.put("old_end", refund.oldEnd().toString());
        facts.put("new_end", refund.newEnd().toString());
        facts.put("reason", reason);
        long event = events.append(tx, Subject.account(account), "refunded", facts);
        left(tx, account, grant, event)
                .forEach(back -> watches.forEach(watch -> watch.refunded(tx, back)));
        return terms.apply(tx, account, lock(tx, account), new TermCommand.Refund(refund.newEnd()));
    }

    /** What a refund that is written leaves: of its grant, and of those that one had taken over. */
    private static List<GrantWatch.Refund> left(
            Tx tx, UUID account, GrantEntry grant, long event) {
        List<GrantRepository.Written> list = new GrantRepository(tx).list(account);
        Map<UUID, Grants.Span> spans = Grants.spans(arithmetic(list));
        List<GrantWatch.Moved> moved = new ArrayList<>();
        boolean paid = false;
        boolean after = false;
        for (GrantRepository.Written written : list) {
            GrantEntry entry = written.entry();
            Grants.Span span = spans.get(entry.id());
            if (span != null) {
                paid |= entry.paid() && span.from().isBefore(span.to());
                if (after && entry.redemption() != null) {
                    moved.add(
                            new GrantWatch.Moved(
                                    entry.redemption(), written.at(), span.from(), span.to()));
                }
                after |= entry.id().equals(grant.id());
            }
        }
        Map<UUID, Grants.Span> shortened = shortened(list);
        List<GrantWatch.Refund> all = new ArrayList<>();
        for (GrantRepository.Written written : list) {
            GrantEntry entry = written.entry();
            Grants.Span rest = shortened.get(entry.id());
            if (rest != null) {
                all.add(
                        new GrantWatch.Refund(
                                entry.id(),
                                account,
                                entry.redemption(),
                                written.at(),
                                rest.from(),
                                rest.to(),
                                entry.id().equals(grant.id()) ? moved : List.of(),
                                paid,
                                event));
            }
        }
        return all;
    }

    /**
     * What is left of the grants that the refund at the end of a list takes time of: of the one that
     * it names, and of those whose rest that one has, if it is a conversion.
     */
    static Map<UUID, Grants.Span> shortened(List<GrantRepository.Written> list) {
        UUID named = Objects.requireNonNull(list.getLast().entry().refunds());
        Map<UUID, Grants.Span> before = kept(list.subList(0, list.size() - 1));
        Map<UUID, Grants.Span> after = kept(list);
        Map<UUID, Grants.Span> shortened = new LinkedHashMap<>();
        for (GrantRepository.Written written : list) {
            UUID id = written.entry().id();
            Grants.Span left = after.get(id);
            if (left != null && !left.equals(before.get(id))) {
                shortened.put(id, left);
            }
            if (id.equals(named)) {
                // What follows has moved, and is as long as it was.
                break;
            }
        }
        return shortened;
    }

    private static Map<UUID, Grants.Span> kept(List<GrantRepository.Written> list) {
        Map<UUID, List<Grants.Milestone>> conversions =
                list.stream()
                        .map(GrantRepository.Written::entry)
                        .filter(entry -> entry.source() == GrantSource.CONVERSION)
                        .collect(Collectors.toMap(GrantEntry::id, GrantEntry::milestones));
        return Grants.kept(arithmetic(list), conversions);
    }

    /**
     * Locks a parent account whose time shall change.
     *
     * @throws Refused if there is no such account, it is a sub-account, or its end has begun
     */
    TermRepository.Locked lock(Tx tx, UUID account) {
        TermRepository.Locked locked = terms.lock(tx, account);
        if (locked.parent() != null) {
            throw subAccount();
        }
        return locked;
    }

    static Refused subAccount() {
        return new Refused(
                ProblemType.CONFLICT,
                "This is a sub-account, whose time is that of its parent account: change that"
                        + " one's. Nothing was changed, and a code is still good.");
    }

    /** What a parent account's time is made of, the oldest first. */
    static List<Granted> list(Tx tx, UUID account) {
        List<GrantRepository.Written> list = new GrantRepository(tx).list(account);
        Map<UUID, Grants.Span> spans = Grants.spans(arithmetic(list));
        return list.stream()
                .map(written -> granted(written, spans.get(written.entry().id()), tx.now()))
                .toList();
    }

    private static Granted granted(
            GrantRepository.Written written, Grants.@Nullable Span span, Instant now) {
        GrantEntry entry = written.entry();
        Instant from = span == null ? entry.from() : span.from();
        Instant to = span == null ? entry.to() : span.to();
        return new Granted(
                entry.id(),
                entry.source().label(),
                entry.period(),
                from,
                to,
                written.at(),
                entry.paid(),
                span != null && from.isBefore(to) && now.isBefore(to),
                entry.refunds(),
                entry.reason());
    }

    /** An account's list as the arithmetic of terms takes it. */
    static List<Grant> arithmetic(List<GrantRepository.Written> list) {
        return list.stream()
                .map(GrantRepository.Written::entry)
                .map(entry -> new Grant(entry.id(), entry.from(), entry.to(), entry.refunds()))
                .toList();
    }
}
