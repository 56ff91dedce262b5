package io.counterfoil.accounts;

import io.counterfoil.access.Principal;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.catalog.Plan;
import io.counterfoil.node.contract.Pool;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.Placement;
import io.counterfoil.provisioning.Provisioning;
import io.counterfoil.provisioning.RepositoryAccess;
import io.counterfoil.provisioning.RepositoryKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a provider and an account's holder look at and change while the account lives. */
public final class AccountCare {
    private final Transactions transactions;
    private final Catalog catalog;
    private final Provisioning provisioning;
    private final Spaces spaces;
    private final Terms terms;
    private final EventLog events;

    /** Care through {@code transactions}; the node follows through {@code provisioning}. */
    public AccountCare(
            Transactions transactions,
            Catalog catalog,
            Provisioning provisioning,
            Terms terms,
            EventLog events) {
        this.transactions = transactions;
        this.catalog = catalog;
        this.provisioning = provisioning;
        this.spaces = new Spaces(provisioning);
        this.terms = terms;
        this.events = events;
    }

    /**
     * The account as it stands.
     *
     * @throws Refused if the caller may not see it
     */
    public AccountView view(Caller caller, UUID account) {
        return transactions.read(
                caller,
                tx ->
                        new EndRepository(tx)
                                .deleted(account)
                                .map(gone -> deleted(tx, account, gone))
                                .orElseGet(() -> view(tx, find(tx, account))));
    }

    /**
     * The id of an account that somebody names in a path. Holders reach their own account and those
     * under it: beside and above them there are colleagues, whose rows are the same customer's.
     *
     * @throws Refused if it is no id, or the account is out of a holder's reach; whether others
     *     reach it shows when it is looked for
     */
    UUID reached(Caller caller, Principal principal, String id) {
        UUID account = Fields.idInPath("account", id);
        if (principal instanceof Principal.AccountHolder holder
                && !account.equals(holder.account())) {
            boolean under =
                    transactions.read(
                            caller, tx -> holder.account().equals(find(tx, account).parent()));
            if (!under) {
                throw Refused.notFound("account");
            }
        }
        return account;
    }

    /** What the holder of an account signs in with; empty if there is no such account. */
    public Optional<String> username(Caller caller, UUID account) {
        return transactions.read(
                caller, tx -> new AccountRepository(tx).find(account).map(Account::username));
    }

    /** Whether the holder still has to replace a temporary password. */
    public boolean mustChangePassword(Caller caller, UUID account) {
        return transactions.read(caller, tx -> find(tx, account).mustChangePassword());
    }

    /**
     * Changes quotas.
     *
     * @param byProvider whether the caller is the provider, who alone sets the hard quota
     */
    public AccountView change(Caller caller, UUID id, AccountPatch patch, boolean byProvider) {
        AccountPatch.Change hard = patch.hardQuota();
        AccountPatch.Change user = patch.userQuota();
        Fields fields = new Fields();
        checkQuota(fields, "hard_quota_bytes", hard);
        checkQuota(fields, "user_quota_bytes", user);
        if (hard != null && !byProvider) {
            fields.problem(
                    "hard_quota_bytes",
                    "Only your provider changes this limit. You can set user_quota_bytes.");
        }
        fields.done();
        return transactions.once(
                caller,
                AccountView.class,
                tx -> {
                    Account account = lock(tx, id);
                    Long hardBytes = hard == null ? account.hardQuotaBytes() : hard.bytes();
                    Long userBytes = user == null ? account.userQuotaBytes() : user.bytes();
                    if (hard != null && account.parent() != null) {
                        Quotas.checkWithin(find(tx, account.parent()), hardBytes);
                    }
                    new AccountRepository(tx).setQuotas(id, hardBytes, userBytes);
                    Account changed = find(tx, id);
                    spaces.follow(tx, changed);
                    events.append(tx, Subject.account(id), "quota_changed", facts(changed));
                    return view(tx, changed);
                });
    }

    /**
     * The keys to the account's repository that work, the newest first; none once its deletion has
     * begun.
     *
     * @throws Refused if the caller may not see it
     */
    public List<RepositoryKey> keys(Caller caller, UUID id) {
        return transactions.read(
                caller,
                tx ->
                        new EndRepository(tx).deleted(id).isPresent()
                                ? List.of()
                                : keys(tx, provisioning, find(tx, id)).reversed());
    }

    /** The same of an account that was found, the oldest first. */
    static List<RepositoryKey> keys(Tx tx, Provisioning provisioning, Account account) {
        return account.term().isOpen() ? provisioning.keys(tx, account.id()) : List.of();
    }

    /**
     * Makes a new key to the account's repository, shown once.
     *
     * @throws Refused if the caller may not see it, its deletion has begun, or it has too many keys
     *     to keep them
     */
    public RepositoryAccess newKey(Caller caller, UUID id, WantedKey wanted) {
        RepositoryAccess access =
                transactions.once(
                        caller,
                        RepositoryAccess.class,
                        tx -> {
                            Account account = lock(tx, id);
                            RepositoryAccess made =
                                    provisioning.newKey(
                                            tx, account.id(), wanted.scope(), wanted.keepOld());
                            events.append(
                                    tx,
                                    Subject.account(id),
                                    "repository_key_made",
                                    Map.of(
                                            "username",
                                            made.username(),
                                            "scope",
                                            wanted.scope().label(),
                                            "kept_old",
                                            wanted.keepOld()));
                            return made;
                        });
        provisioning.deliverNow(id);
        return access;
    }

    /**
     * Ends a key to the account's repository. Doing it again changes nothing.
     *
     * @return whether its node knows already; if not, the key may still work until that answers
     *     again
     * @throws Refused if the caller may not see the account, its deletion has begun, or it never had
     *     such a key
     */
    public boolean endKey(Caller caller, UUID id, String username) {
        transactions.write(
                caller,
                tx -> {
                    Account account = lock(tx, id);
                    if (provisioning.endKey(tx, account.id(), username)) {
                        events.append(
                                tx,
                                Subject.account(id),
                                "repository_key_ended",
                                Map.of("username", username));
                    }
                    return account;
                });
        return provisioning.deliverNow(id);
    }

    private AccountView view(Tx tx, Account account) {
        Plan plan = catalog.plan(tx, account.plan()).orElseThrow();
        Placement placement = provisioning.placement(tx, account.id()).orElseThrow();
        return AccountView.of(
                account, plan.name(), placement, shared(tx, placement), terms.rules(tx), tx.now());
    }

    private AccountView.@Nullable SharedView shared(Tx tx, Placement placement) {
        Pool pool = placement.desired().pool();
        return pool == null
                ? null
                : new AccountView.SharedView(
                        pool.hardQuotaBytes(), provisioning.usedInPool(tx, pool));
    }

    private AccountView deleted(Tx tx, UUID account, EndRepository.Gone gone) {
        Plan plan = catalog.plan(tx, gone.plan()).orElseThrow();
        Placement placement = provisioning.placement(tx, account).orElseThrow();
        return AccountView.gone(
                account,
                plan,
                gone.planVersion(),
                AccountView.TermView.of(gone.term(), terms.rules(tx), tx.now()),
                placement);
    }

    private static Account find(Tx tx, UUID id) {
        return new AccountRepository(tx).find(id).orElseThrow(() -> Refused.notFound("account"));
    }

    // Whoever changes an account or writes into its log does so alone; a parent comes before its
    // sub-accounts, since a freeze and a new bound of the parent change them too.
    private Account lock(Tx tx, UUID id) {
        terms.lock(tx, id);
        return find(tx, id);
    }

    private static Map<String, Object> facts(Account account) {
        Map<String, Object> facts = new HashMap<>();
        if (account.hardQuotaBytes() != null) {
            facts.put("hard_quota_bytes", account.hardQuotaBytes());
        }
        if (account.userQuotaBytes() != null) {
            facts.put("user_quota_bytes", account.userQuotaBytes());
        }
        return facts;
    }

    private static void checkQuota(
            Fields fields, String field, AccountPatch.@Nullable Change change) {
        Quotas.check(fields, field, change == null ? null : change.bytes());
    }
}
