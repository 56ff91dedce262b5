package io.counterfoil.accounts;

import io.counterfoil.access.Providers;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.platform.Due;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.Desired;
import io.counterfoil.provisioning.Provisioning;
import io.counterfoil.terms.SubTerm;
import io.counterfoil.terms.SubTermMachine;
import io.counterfoil.terms.TermCommand;
import io.counterfoil.terms.TermDays;
import io.counterfoil.terms.TermMachine;
import io.counterfoil.terms.TermRules;
import io.counterfoil.terms.TermState;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Moves the terms of accounts, and with them what their nodes let clients do and what their holders
 * are told.
 *
 * <p>Whoever moves a term locks its row: whatever else moves it comes before or after. A parent
 * account is locked before its sub-accounts, which stand where it does unless they were uninstalled
 * themselves.
 */
public final class Terms {
    /**
     * The order in which accounts of a family are changed on their nodes: that of a look at all
     * accounts of a node, so that neither waits for the other.
     */
    static final Comparator<UUID> ORDER = Comparator.comparing(UUID::toString);

    private final Providers providers;
    private final Provisioning provisioning;
    private final Announcements announcements;
    private final EventLog events;

    /** Terms of the accounts that {@code provisioning} has put on nodes. */
    public Terms(
            Providers providers,
            Provisioning provisioning,
            Announcements announcements,
            EventLog events) {
        this.providers = providers;
        this.provisioning = provisioning;
        this.announcements = announcements;
        this.events = events;
    }

    /** In the system scope: the terms that are due first, after one that was looked at before. */
    public List<Due> due(Tx tx, Due after, int limit) {
        return new TermRepository(tx).due(after, limit);
    }

    /**
     * In the system scope: terms that stand as if their time were over although it runs, since a
     * clock was ahead; after one that was looked at before.
     */
    public List<Due> early(Tx tx, Due after, int limit) {
        return new TermRepository(tx).early(after, limit);
    }

    /** In the system scope: accounts whose purge has begun, in the order of their ids. */
    public List<Due> purging(Tx tx, UUID after, int limit) {
        return new TermRepository(tx).purging(after, limit);
    }

    /**
     * Moves what time has moved.
     *
     * @return how the term stands now; empty if there is no such account
     */
    public Optional<TermState> look(Tx tx, UUID account) {
        return new TermRepository(tx)
                .lock(account)
                .map(
                        locked ->
                                locked.own() && locked.parent() == null
                                        ? apply(tx, account, locked, new TermCommand.Look())
                                        : locked.term());
    }

    /**
     * Plans the deletion of an account; one that is planned already keeps its date.
     *
     * @param asked whether its holder was asked and said yes, so that they know how to keep it
     * @throws Refused if there is no such account, its deletion has begun, or it was planned and
     *     taken back too often today
     */
    TermState uninstall(Tx tx, UUID account, boolean asked) {
        TermRepository.Locked locked = lock(tx, account);
        if (!asked && !isPlanned(locked)) {
            ChangesOfMind.requireFew(tx, events, account);
        }
        return apply(tx, account, locked, new TermCommand.Uninstall(asked));
    }

    /** Whether an account has a date of its own already, not only its parent's. */
    static boolean isPlanned(TermRepository.Locked locked) {
        return locked.own() && locked.term() instanceof TermState.DeletionScheduled;
    }

    /**
     * Keeps an account after all.
     *
     * @throws Refused if there is no such account, its deletion has begun, or it goes with its
     *     parent account
     */
    TermState takeBack(Tx tx, UUID account) {
        TermRepository.Locked locked = lock(tx, account);
        if (!locked.own() && locked.term() instanceof TermState.DeletionScheduled) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "This sub-account goes with its parent account. Keep the parent account, and"
                            + " this one stays too.");
        }
        return apply(tx, account, locked, new TermCommand.TakeBack());
    }

    /** Locks a term, and keeps what its holder was told that signing in keeps. */
    void holderIsBack(Tx tx, UUID account) {
        new TermRepository(tx)
                .lock(account)
                .filter(locked -> locked.term() instanceof TermState.DeletionScheduled)
                .ifPresent(locked -> apply(tx, account, locked, new TermCommand.SignIn()));
    }

    /** In the system scope: which of these accounts are planned to be deleted. */
    public List<Due> leaving(Tx tx, List<UUID> accounts) {
        return new TermRepository(tx).leaving(accounts);
    }

    /**
     * Keeps an account that was backed up after its uninstall. What a sub-account stores shows that
     * its parent account stays too, with which it would go.
     *
     * @param at when its newest object was stored
     */
    public void backedUp(Tx tx, UUID account, Instant at) {
        TermRepository repository = new TermRepository(tx);
        TermCommand backedUp = new TermCommand.BackedUp(at);
        Optional<TermRepository.Locked> locked = repository.lock(account);
        locked.map(TermRepository.Locked::parent)
                .ifPresent(
                        parent ->
                                apply(tx, parent, repository.lock(parent).orElseThrow(), backedUp));
        repository.lock(account).ifPresent(now -> apply(tx, account, now, backedUp));
    }

    /** The numbers of the transaction's provider. */
    TermRules rules(Tx tx) {
        return days(tx).rules(providers.of(tx).zone());
    }

    /** The calendar by which the transaction's provider granted something at a moment. */
    ZoneId zoneAt(Tx tx, Instant moment) {
        return providers.zones(tx).at(moment);
    }

    /** How long the provider lets its customers have what. */
    public TermDays days(Tx tx) {
        return new TermSettingsRepository(tx).days().orElse(TermDays.USUAL);
    }

    /** The same, for somebody who changes them: whoever else does so waits. */
    public TermDays lockDays(Tx tx) {
        return new TermSettingsRepository(tx).lock(TermDays.USUAL);
    }

    /** Changes what is locked, for whatever moves from now on; what was announced stays. */
    public void choose(Tx tx, TermDays days) {
        new TermSettingsRepository(tx).choose(days);
    }

    /**
     * Locks a term that is to be moved or whose account is to be changed.
     *
     * @throws Refused if there is no such account, or its end has begun
     */
    TermRepository.Locked lock(Tx tx, UUID account) {
        TermRepository.Locked locked =
                new TermRepository(tx)
                        .lock(account)
                        .orElseThrow(() -> Refused.notFound("account"));
        requireOpen(locked.term());
        return locked;
    }

    /**
     * Makes sure that there is still something to do with an account.
     *
     * @throws Refused if its end has begun
     */
    static void requireOpen(TermState term) {
        if (!term.isOpen()) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "The deletion of this account has begun, on the date that was announced, and"
                            + " there is no way back. Nothing was changed, and a code is still"
                            + " good: please open a new account with it.");
        }
    }

    /** How a term would stand. */
    TermState foresee(Tx tx, TermState term, TermCommand command) {
        return TermMachine.decide(term, command, tx.now(), rules(tx));
    }

    /** Moves a locked term and returns how it stands now. */
    TermState apply(
            Tx tx, UUID account, TermRepository.Locked locked, TermCommand command) {
        if (command instanceof TermCommand.Extend || command instanceof TermCommand.Convert) {
            // Whoever was asked whether to delete what they had was not asked about this.
            new AccountLinkRepository(tx).endOfFamily(account, AccountLinks.Kind.UNINSTALL);
        }
        TermState from = locked.term();
        SubTerm to =
                locked.parent() == null
                        ? new SubTerm(
                                TermMachine.decide(from, command, tx.now(), rules(tx)), false)
                        : SubTermMachine.decide(
                                new SubTerm(from, locked.own()),
                                new TermRepository(tx).find(locked.parent()).orElseThrow(),
                                command,
                                tx.now(),
                                rules(tx));
        if (!to.equals(new SubTerm(from, locked.parent() != null && locked.own()))) {
            write(tx, account, to);
        }
        return to.term();
    }

    /** Has a locked account stand there, and its sub-accounts where that leads them. */
    private void write(Tx tx, UUID account, SubTerm to) {
        TermRepository repository = new TermRepository(tx);
        List<TermRepository.Member> family = repository.family(account);
        boolean mayBeClosed = family.getLast().term().deletion().isPresent();
        List<TermRepository.Move> moves = new ArrayList<>();
        SortedMap<UUID, TermState> standing = new TreeMap<>(ORDER);
        for (TermRepository.Member member : family) {
            SubTerm before = new SubTerm(member.term(), member.own());
            SubTerm after =
                    member.account().equals(account)
                            ? to
                            : SubTermMachine.under(before, to.term());
            if (!after.equals(before)) {
                moves.add(new TermRepository.Move(member, after.term(), after.own()));
            }
            if (after.term().isOpen()
                    && (mayBeClosed || before.term().takesBackups() != after.term().takesBackups())) {
                standing.put(member.account(), after.term());
            }
        }
        standing.forEach((member, term) -> stand(tx, member, term));
        Reminders.plan(tx, moves, rules(tx));
        repository.move(moves);
        for (TermRepository.Move move : moves) {
            if (!move.to().label().equals(move.from().label())
                    || !move.to().deletion().equals(move.from().deletion())) {
                events.append(
                        tx, Subject.account(move.member().account()), "term_moved", moved(move));
            }
        }
        announcements.announce(tx, moves);
    }

    /** Has an account stand on its node as an open term says. */
    void stand(Tx tx, UUID account, TermState term) {
        AccountState state = term.takesBackups() ? AccountState.OPEN : AccountState.FROZEN;
        Desired desired = provisioning.placement(tx, account).orElseThrow().desired();
        provisioning.change(tx, account, desired.in(state));
    }

    private static Map<String, String> moved(TermRepository.Move move) {
        Map<String, String> facts = new HashMap<>();
        facts.put("from", move.from().label());
        facts.put("to", move.to().label());
        move.to().deletion().ifPresent(date -> facts.put("deletes_at", date.toString()));
        return facts;
    }
}
