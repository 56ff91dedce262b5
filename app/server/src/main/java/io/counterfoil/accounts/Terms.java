package io.counterfoil.accounts;

import io.counterfoil.access.Providers;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.Desired;
import io.counterfoil.provisioning.Provisioning;
import io.counterfoil.terms.TermCommand;
import io.counterfoil.terms.TermDays;
import io.counterfoil.terms.TermMachine;
import io.counterfoil.terms.TermRules;
import io.counterfoil.terms.TermState;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** An account that something is to be done about. */
    public record Due(UUID provider, UUID account, Instant at) {
        /** Before all others. */
        public static final Due FIRST = new Due(new UUID(0, 0), new UUID(0, 0), Instant.EPOCH);
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
     * Plans the deletion of an account; one that is planned already stays as it is.
     *
     * @throws Refused if there is no such account, or its deletion has begun
     */
    TermState uninstall(Tx tx, UUID account) {
        TermRepository.Locked locked = lock(tx, account);
        boolean planned =
                locked.own() && locked.term() instanceof TermState.DeletionScheduled;
        return planned
                ? locked.term()
                : apply(tx, account, locked, new TermCommand.Uninstall());
    }

    /**
     * Keeps an account after all.
     *
     * @throws Refused if there is no such account, its deletion has begun, or it goes with its
     *     parent account
     */
    TermState takeBack(Tx tx, UUID account) {
        TermRepository.Locked locked = lock(tx, account);
        if (locked.parent() == null) {
            return apply(tx, account, locked, new TermCommand.TakeBack());
        }
        if (!(locked.term() instanceof TermState.DeletionScheduled)) {
            return locked.term();
        }
        if (!locked.own()) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "This sub-account goes with its parent account. Keep the parent account, and"
                            + " this one stays too.");
        }
        TermState parents = new TermRepository(tx).find(locked.parent()).orElseThrow();
        requireOpen(parents);
        write(tx, account, locked, parents, Optional.empty());
        return parents;
    }

    /** Where paid time is left, a holder who signs in stays. */
    void holderIsBack(Tx tx, UUID account) {
        new TermRepository(tx)
                .find(account)
                .filter(term -> isPaidAndScheduled(term, tx.now()))
                .flatMap(term -> new TermRepository(tx).lock(account))
                .filter(locked -> locked.own() && isPaidAndScheduled(locked.term(), tx.now()))
                .ifPresent(locked -> takeBack(tx, account));
    }

    private static boolean isPaidAndScheduled(TermState term, Instant now) {
        return term instanceof TermState.DeletionScheduled scheduled
                && scheduled.before() instanceof TermState.Active active
                && now.isBefore(active.end());
    }

    /** The numbers of the transaction's provider. */
    TermRules rules(Tx tx) {
        return days(tx).rules(providers.of(tx).zone());
    }

    /** How many days the provider gives its customers. */
    public TermDays days(Tx tx) {
        return new TermSettingsRepository(tx).days().orElse(TermDays.USUAL);
    }

    /** Changes them for whatever moves from now on; what was announced stays. */
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
        TermState from = locked.term();
        TermState to = TermMachine.decide(from, command, tx.now(), rules(tx));
        if (!to.equals(from)) {
            write(
                    tx,
                    account,
                    locked,
                    to,
                    locked.parent() == null ? to.due() : to.deletion());
        }
        return to;
    }

    private void write(
            Tx tx,
            UUID account,
            TermRepository.Locked locked,
            TermState to,
            Optional<Instant> due) {
        TermState from = locked.term();
        TermRepository repository = new TermRepository(tx);
        List<TermRepository.Member> family = repository.family(account);
        boolean parent = locked.parent() == null;
        Reminders.plan(tx, account, !parent && to instanceof TermState.Living, from, to, rules(tx));
        repository.move(account, from, to, due);
        if (parent) {
            follow(repository, account, to);
        }
        for (TermRepository.Member member : family) {
            boolean stays = member.own() && !member.account().equals(account) && to.isOpen();
            if (!stays && !to.label().equals(member.state())) {
                events.append(
                        tx,
                        Subject.account(member.account()),
                        "term_moved",
                        moved(member.state(), to));
            }
            if (to.isOpen()
                    && (from.deletion().isPresent()
                            || from.takesBackups() != to.takesBackups())) {
                stand(tx, member.account(), to);
            }
        }
        announcements.announce(tx, family, from, to);
    }

    private static void follow(TermRepository repository, UUID parent, TermState to) {
        switch (to) {
            case TermState.Living living -> {
                repository.follow(parent, living);
                repository.followInside(parent, living);
            }
            case TermState.DeletionScheduled scheduled -> {
                repository.follow(parent, scheduled);
                repository.followInside(parent, scheduled.before());
            }
            case TermState.Purging purging -> repository.purgeWith(parent, purging.end());
            case TermState.Deleted deleted ->
                    throw new IllegalStateException("a deleted account is buried, not moved");
        }
    }

    private void stand(Tx tx, UUID account, TermState term) {
        AccountState state = term.takesBackups() ? AccountState.OPEN : AccountState.FROZEN;
        Desired desired = provisioning.placement(tx, account).orElseThrow().desired();
        provisioning.change(tx, account, desired.in(state));
    }

    private static Map<String, String> moved(String from, TermState to) {
        Map<String, String> facts = new HashMap<>();
        facts.put("from", from);
        facts.put("to", to.label());
        to.deletion().ifPresent(date -> facts.put("deletes_at", date.toString()));
        return facts;
    }
}
