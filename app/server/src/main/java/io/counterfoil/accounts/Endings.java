package io.counterfoil.accounts;

import io.counterfoil.node.contract.AccountState;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.Desired;
import io.counterfoil.provisioning.Placement;
import io.counterfoil.provisioning.Provisioning;
import io.counterfoil.provisioning.Purges;
import io.counterfoil.provisioning.Quiet;
import io.counterfoil.provisioning.Receipt;
import io.counterfoil.signin.Departures;
import io.counterfoil.terms.TermCommand;
import io.counterfoil.terms.TermState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The steps of an account's deletion that are transactions. Between them somebody asks the node;
 * each step looks again at everything that the one before made sure of.
 */
public final class Endings {
    private final Terms terms;
    private final Provisioning provisioning;
    private final Purges purges;
    private final Announcements announcements;
    private final Departures departures;
    private final EventLog events;

    /** Deletions of the accounts that {@code terms} moves. */
    public Endings(
            Terms terms,
            Provisioning provisioning,
            Purges purges,
            Announcements announcements,
            Departures departures,
            EventLog events) {
        this.terms = terms;
        this.provisioning = provisioning;
        this.purges = purges;
        this.announcements = announcements;
        this.departures = departures;
        this.events = events;
    }

    /** How far an account is on its way to deletion. */
    public sealed interface Stage {
        /** It is not, or not any more. */
        record Kept() implements Stage {}

        /**
         * The announced date has come: nodes close the accounts now, so that nothing changes while
         * they are looked at.
         *
         * @param family those that are not purged yet, sub-accounts first
         */
        record Closing(List<UUID> family) implements Stage {}

        /**
         * Nodes remove what the accounts stored.
         *
         * @param family what is left of them, sub-accounts first
         */
        record Purging(List<UUID> family) implements Stage {}
    }

    /** Closes an account with its sub-accounts if the date has come that was announced to each. */
    public Stage close(Tx tx, UUID account) {
        TermRepository repository = new TermRepository(tx);
        Optional<TermRepository.Locked> found = repository.lock(account);
        if (found.isEmpty()) {
            return new Stage.Kept();
        }
        TermRepository.Locked locked = found.get();
        if (locked.term() instanceof TermState.Purging) {
            return new Stage.Purging(family(repository, account, term -> true));
        }
        if (!isDue(tx, account, locked)) {
            if (locked.parent() == null) {
                reopen(tx, repository.family(account));
            }
            return new Stage.Kept();
        }
        List<UUID> family = family(repository, account, TermState::isOpen);
        for (UUID member : family.stream().sorted(Terms.ORDER).toList()) {
            Desired desired = placement(tx, member).desired();
            provisioning.change(tx, member, desired.in(AccountState.CLOSED));
        }
        return new Stage.Closing(family);
    }

    /**
     * Has a family serve on that was closed, and of which one was kept before its node was looked
     * at: until that one's new date the others stand as their terms say.
     */
    private void reopen(Tx tx, List<TermRepository.Member> family) {
        family.stream()
                .filter(member -> member.term().isOpen())
                .filter(member -> !member.own() || !isOver(tx, member.term()))
                .filter(
                        member ->
                                placement(tx, member.account()).desired().state()
                                        == AccountState.CLOSED)
                .sorted(Comparator.comparing(TermRepository.Member::account, Terms.ORDER))
                .forEach(member -> terms.stand(tx, member.account(), member.term()));
    }

    /**
     * Begins the purge of a family whose accounts are all closed and quiet; or, if one of them was
     * backed up after the uninstall, takes that back.
     *
     * @param quiet what the node of each said, asked after it was closed
     */
    public Stage purge(Tx tx, UUID account, Map<UUID, Quiet> quiet) {
        TermRepository repository = new TermRepository(tx);
        Optional<TermRepository.Locked> found = repository.lock(account);
        if (found.isEmpty() || !isDue(tx, account, found.get())) {
            return new Stage.Kept();
        }
        List<UUID> family = family(repository, account, TermState::isOpen);
        Instant lastBackup = null;
        for (UUID member : family) {
            Placement placement = placement(tx, member);
            Quiet seen = quiet.get(member);
            if (seen == null
                    || placement.version() != seen.version()
                    || placement.desired().state() != AccountState.CLOSED) {
                // Something happened meanwhile; the next look begins anew.
                return new Stage.Kept();
            }
            lastBackup = later(lastBackup, seen.lastWriteAt());
        }
        TermState now =
                terms.apply(tx, account, found.get(), new TermCommand.Purge(lastBackup));
        if (!(now instanceof TermState.Purging)) {
            return new Stage.Kept();
        }
        // From here on nothing changes how they stand on their nodes, whoever is stopped now.
        family.forEach(member -> purges.begin(tx, member));
        return new Stage.Purging(family(repository, account, term -> true));
    }

    /**
     * Ends an account of which its node confirmed that nothing is left. What stays names nobody.
     */
    public void purged(Tx tx, UUID account, Receipt receipt) {
        TermRepository repository = new TermRepository(tx);
        Optional<TermRepository.Locked> found = repository.lock(account);
        if (found.isEmpty() || !(found.get().term() instanceof TermState.Purging)) {
            return;
        }
        TermRepository.Member holder = repository.family(account).getLast();
        EndRepository ends = new EndRepository(tx);
        EndRepository.People people = ends.people(account);
        // Whoever ends another account of theirs just now waits here, and sees then that this one
        // is gone: the last one takes what names them along.
        new CustomerRepository(tx).lockAlone(people.customer());
        purges.confirm(tx, account, receipt);
        if (!ends.bury(account)) {
            throw new IllegalStateException("an account is deleted after its sub-accounts");
        }
        events.append(
                tx,
                Subject.account(account),
                "deleted",
                Map.of(
                        "objects", receipt.objects(),
                        "bytes", receipt.bytes(),
                        "at", receipt.at().toString()));
        announcements.deleted(tx, holder, receipt);
        departures.gone(tx, account);
        new AccountLinkRepository(tx).forget(account);
        announcements.left(tx, people.contact());
        ends.removeContact(people.contact());
        if (ends.forgetCustomer(people.customer())) {
            ends.removeCustomer(people.customer());
        }
    }

    private static boolean isDue(Tx tx, UUID account, TermRepository.Locked locked) {
        return locked.own()
                && isOver(tx, locked.term())
                && new TermRepository(tx).promisesKept(account);
    }

    /** Whether the date of its deletion has come. */
    private static boolean isOver(Tx tx, TermState term) {
        return term.deletion().filter(date -> !tx.now().isBefore(date)).isPresent();
    }

    private static List<UUID> family(
            TermRepository repository, UUID account, Predicate<TermState> which) {
        return repository.family(account).stream()
                .filter(member -> which.test(member.term()))
                .map(TermRepository.Member::account)
                .toList();
    }

    private Placement placement(Tx tx, UUID account) {
        return provisioning.placement(tx, account).orElseThrow();
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isAfter(one)) ? other : one;
    }
}
