package io.counterfoil.node.accounts;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.counterfoil.node.content.AccountContent;
import io.counterfoil.node.content.Quotas;
import io.counterfoil.node.content.Seen;
import io.counterfoil.node.contract.AccountPage;
import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.node.contract.Aside;
import io.counterfoil.node.contract.Credential;
import io.counterfoil.node.contract.Purge;
import io.counterfoil.node.contract.Undelete;
import io.counterfoil.node.store.Deleted;
import io.counterfoil.node.store.PatientLock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The node's accounts. Changes are written to their file before anybody sees them, one at a time;
 * reads never wait.
 *
 * <p>A purged account stays as its receipt, so that a late {@code PUT} doesn't raise it from the
 * dead.
 */
public final class Accounts {
    private final AccountFiles files;
    private final Contents contents;
    private final InstantSource clock;
    private final Duration purgeGrace;
    private final Logins logins = new Logins();
    private final NavigableMap<String, Account> accounts = new ConcurrentSkipListMap<>();
    private final Object change = new Object();

    /** In front of {@code change}, where requests come; the workers are few. */
    private final PatientLock queue = new PatientLock();

    @GuardedBy("change")
    private final Set<UUID> emptying = new HashSet<>();

    public Accounts(AccountFiles files, Contents contents, InstantSource clock, Duration purgeGrace) {
        this.files = files;
        this.contents = contents;
        this.clock = clock;
        this.purgeGrace = purgeGrace;
    }

    /** Makes the store of an account. */
    public interface Contents {
        AccountContent of(UUID account);
    }

    /** What became of a specification. */
    public sealed interface PutOutcome {
        /** It is in force, perhaps since before. */
        record InForce(AccountStatus current) implements PutOutcome {}

        /** The node knows a newer one. */
        record Older(AccountStatus current) implements PutOutcome {}

        /** The node knows this version with another content. */
        record OtherContent(AccountStatus current) implements PutOutcome {}

        /** A credential's id is in use by another account. */
        record CredentialTaken(Credential credential) implements PutOutcome {}

        /** The account's bytes are being removed or gone. */
        record Purged(AccountStatus current) implements PutOutcome {}

        /** Bytes of the account that moved are still being removed. */
        record Emptying(AccountStatus current) implements PutOutcome {}
    }

    /** Reads accounts and their contents off the disk; to be called once, before anything else. */
    public void load() throws IOException {
        for (Map.Entry<UUID, Account.Entry> stored : files.readAll().entrySet()) {
            Account account = account(stored.getKey(), stored.getValue());
            account.content().load();
            accounts.put(account.id().toString(), account);
            logins.replace(account, List.of(), stored.getValue().spec().credentials());
        }
    }

    /** Puts a specification in force unless a newer one is. */
    public PutOutcome put(UUID id, AccountSpec spec) throws IOException {
        PutOutcome outcome = inTurn(() -> replace(id, spec));
        Account account = accounts.get(id.toString());
        if (account != null && outcome instanceof PutOutcome.InForce && !isServed(spec.state())) {
            // What clients were permitted before has to have happened before anybody counts on it.
            account.content().settle();
            return new PutOutcome.InForce(account.status());
        }
        return outcome;
    }

    /** What a request changes. */
    private interface Change<T extends @Nullable Object> {
        T make() throws IOException;
    }

    /** Makes a change that a request asks for; whoever waits for too long is told to come again. */
    private <T extends @Nullable Object> T inTurn(Change<T> asked) throws IOException {
        queue.lock();
        try {
            return asked.make();
        } finally {
            queue.unlock();
        }
    }

    private static boolean isServed(AccountState state) {
        return state == AccountState.OPEN || state == AccountState.FROZEN;
    }

    private PutOutcome replace(UUID id, AccountSpec spec) throws IOException {
        synchronized (change) {
            Account known = accounts.get(id.toString());
            PutOutcome answer = known == null ? null : compare(known, spec);
            if (answer != null) {
                return answer;
            }
            Credential taken = logins.taken(known, spec.credentials());
            if (taken != null) {
                return new PutOutcome.CredentialTaken(taken);
            }
            Account.Entry entry =
                    known == null
                            ? Account.Entry.of(spec)
                            : known.entry().with(spec, null);
            if (known != null
                    && !entry.drops()
                    && (emptying.contains(id)
                            || (known.entry().drops() && !known.content().isEmpty()))) {
                return new PutOutcome.Emptying(known.status());
            }
            Account account = known == null ? account(id, entry) : known;
            if (known == null) {
                add(account);
            } else {
                become(account, entry);
            }
            return new PutOutcome.InForce(account.status());
        }
    }

    /** Takes in a new account, or leaves no trace of it in the sums. */
    @GuardedBy("change")
    private void add(Account account) throws IOException {
        boolean added = false;
        try {
            // A node that lost its accounts/ but not its repositories/ gets both together again.
            account.content().load();
            become(account, account.entry());
            added = true;
        } finally {
            if (!added) {
                account.content().meter().limit(Quotas.Limits.NONE);
            }
        }
        accounts.put(account.id().toString(), account);
    }

    /** The answer to a specification that isn't newer than the one in force, or null when it is. */
    private static @Nullable PutOutcome compare(Account known, AccountSpec spec) {
        Account.Entry entry = known.entry();
        if (entry.purge() != null && entry.purge().phase() != Purge.Phase.WAITING) {
            return new PutOutcome.Purged(known.status());
        }
        if (spec.version() < entry.spec().version()) {
            return new PutOutcome.Older(known.status());
        }
        if (spec.version() > entry.spec().version()) {
            return null;
        }
        return spec.equals(entry.spec())
                ? new PutOutcome.InForce(known.status())
                : new PutOutcome.OtherContent(known.status());
    }

    /**
     * Asks for the end of an account's bytes; again is fine. Null when there is no such account.
     */
    public @Nullable Account requestPurge(UUID id) throws IOException {
        return inTurn(() -> toBePurged(id));
    }

    private @Nullable Account toBePurged(UUID id) throws IOException {
        synchronized (change) {
            Account account = accounts.get(id.toString());
            if (account != null && account.entry().purge() == null) {
                Aside all = Account.all(account.content().usage(null));
                Instant now = clock.instant();
                Purge purge = Purge.requested(now, now.plus(purgeGrace), all);
                become(account, account.entry().with(account.entry().spec(), purge));
            }
            return account;
        }
    }

    /** From here on there is no way back. False when the purge was taken back or isn't due. */
    boolean beginPurge(Account account) throws IOException {
        synchronized (change) {
            Purge purge = account.entry().purge();
            if (purge == null
                    || purge.phase() == Purge.Phase.DONE
                    || clock.instant().isBefore(purge.dueAt())) {
                return false;
            }
            advance(account, account.entry().spec(), purge, Purge.Phase.RUNNING);
            return true;
        }
    }

    /** Nothing is left of the account but this receipt. */
    void finishPurge(Account account) throws IOException {
        synchronized (change) {
            Purge purge = account.entry().purge();
            if (purge == null) {
                throw new IllegalStateException("no purge of " + account.id() + " to finish");
            }
            AccountSpec bare =
                    new AccountSpec(
                            account.entry().spec().version(),
                            null,
                            null,
                            null,
                            AccountState.CLOSED,
                            List.of());
            advance(account, bare, purge, Purge.Phase.DONE);
        }
    }

    @GuardedBy("change")
    private void advance(Account account, AccountSpec spec, Purge purge, Purge.Phase phase)
            throws IOException {
        Aside left = Account.all(account.content().usage(null));
        Instant finishedAt = phase == Purge.Phase.DONE ? clock.instant() : null;
        become(
                account,
                new Account.Entry(
                        spec,
                        purge.at(phase, left, finishedAt),
                        phase == Purge.Phase.DONE ? null : account.entry().undelete(),
                        null,
                        null,
                        null));
    }

    /**
     * Asks for everything back that was deleted at an instant or later; the same again changes
     * nothing. Null when there is no such account, or nothing of it is left.
     */
    public @Nullable Account requestUndelete(UUID id, Undelete.Request asked) throws IOException {
        return inTurn(() -> toComeBack(id, asked));
    }

    private @Nullable Account toComeBack(UUID id, Undelete.Request asked) throws IOException {
        synchronized (change) {
            Account account = accounts.get(id.toString());
            if (account == null || !isThere(account)) {
                return null;
            }
            Undelete last = account.entry().undelete();
            if (last != null && last.id().equals(asked.id())) {
                return account;
            }
            Instant since =
                    last != null
                                    && last.finishedAt() == null
                                    && last.since().isBefore(asked.since())
                            ? last.since()
                            : asked.since();
            List<Deleted> deleted = account.content().deletedSince(since);
            Undelete undelete =
                    new Undelete(
                            asked.id(),
                            since,
                            clock.instant(),
                            deleted.size(),
                            deleted.stream().mapToLong(d -> d.object().size()).sum(),
                            null);
            become(account, account.entry().with(undelete));
            return account;
        }
    }

    /** What an account's clients deleted is back, unless more was asked for meanwhile. */
    void finishUndelete(Account account, Undelete done) throws IOException {
        synchronized (change) {
            if (done.equals(account.entry().undelete())) {
                become(account, account.entry().with(done.finished(clock.instant())));
            }
        }
    }

    /**
     * All that another node had of an account is here. False when it may take nothing any more.
     *
     * @param seen what the other node saw of its clients
     */
    public boolean took(Account account, Seen seen) throws IOException {
        synchronized (change) {
            if (!account.takesCopies()) {
                return false;
            }
            become(account, account.entry().with(seen));
            return true;
        }
    }

    /**
     * A client of an account is handed on to another node. That is written down once an hour, so that
     * nobody takes away an address that is in use only because the node was started again.
     */
    public void forwarded(Account account) throws IOException {
        Instant now = clock.instant();
        if (account.forwarded(now)) {
            queue.lock();
            try {
                synchronized (change) {
                    become(account, account.entry().forwarded(now));
                }
            } finally {
                queue.unlock();
            }
        }
    }

    /**
     * From here on nothing but the removal of an account's bytes happens to it, until {@link
     * #endEmptying}. False when they aren't to go any more, or are gone.
     */
    boolean beginEmptying(Account account) {
        synchronized (change) {
            return account.entry().drops() && emptying.add(account.id());
        }
    }

    /** All of it was removed. */
    void emptied(Account account) throws IOException {
        synchronized (change) {
            become(account, account.entry().emptied(clock.instant()));
        }
    }

    /** Whether or not all of it was removed. */
    void endEmptying(Account account) {
        synchronized (change) {
            emptying.remove(account.id());
        }
    }

    /** Accounts whose bytes are to be removed, as they went to another node. */
    List<Account> dropping() {
        return accounts.values().stream().filter(a -> a.entry().drops()).toList();
    }

    /** Accounts that have bytes again after all of theirs were removed. */
    List<Account> refilled() {
        return accounts.values().stream()
                .filter(a -> a.entry().emptiedAt() != null && !a.content().isEmpty())
                .toList();
    }

    private static boolean isThere(Account account) {
        Purge purge = account.entry().purge();
        return purge == null || purge.phase() == Purge.Phase.WAITING;
    }

    /** Accounts of which something is left. */
    public List<Account> present() {
        return accounts.values().stream().filter(Accounts::isThere).toList();
    }

    /** Accounts whose purge isn't done. */
    List<Account> awaitingPurge() {
        return accounts.values().stream()
                .filter(a -> a.entry().purge() != null && !a.entry().purged())
                .toList();
    }

    public @Nullable AccountStatus find(UUID id) {
        Account account = get(id);
        return account == null ? null : account.status();
    }

    /** Also one that is purged. */
    public @Nullable Account get(UUID id) {
        return accounts.get(id.toString());
    }

    /** The accounts after an id, or from the first; purged ones are left out. */
    public AccountPage page(@Nullable UUID after, int limit) {
        NavigableMap<String, Account> rest =
                after == null ? accounts : accounts.tailMap(after.toString(), false);
        List<AccountStatus> page = new ArrayList<>();
        for (Account account : rest.values()) {
            if (account.entry().purged()) {
                continue;
            }
            if (page.size() == limit) {
                return new AccountPage(page, page.getLast().id());
            }
            page.add(account.status());
        }
        return new AccountPage(page, null);
    }

    /** Sums over all accounts that aren't purged. */
    public Totals totals() {
        return Totals.of(accounts.values());
    }

    /** Whose name and password these are, or null. */
    public @Nullable Access authenticate(BasicPair pair) {
        return logins.authenticate(pair);
    }

    private Account account(UUID id, Account.Entry entry) {
        Account account = new Account(id, contents.of(id), entry);
        account.content().meter().limit(Quotas.Limits.of(entry.spec()));
        return account;
    }

    @GuardedBy("change")
    private void become(Account account, Account.Entry entry) throws IOException {
        List<Credential> previous = account.entry().spec().credentials();
        files.write(account.id(), entry);
        account.become(entry);
        account.content().meter().limit(Quotas.Limits.of(entry.spec()));
        logins.replace(account, previous, entry.spec().credentials());
    }
}
