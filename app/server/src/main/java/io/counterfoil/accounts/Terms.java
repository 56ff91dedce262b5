package io.counterfoil.accounts;

import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.Desired;
import io.counterfoil.provisioning.Provisioning;
import io.counterfoil.terms.TermCommand;
import io.counterfoil.terms.TermMachine;
import io.counterfoil.terms.TermRules;
import io.counterfoil.terms.TermState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the terms of accounts, and with them what their nodes let clients do.
 *
 * <p>The clock looks only at what is due. Each account is a transaction of its own, in which its
 * row is locked: whatever else moves the term comes before or after. Looking twice moves nothing
 * twice, so two servers may look, and one that is killed has lost nothing.
 */
public final class Terms {
    private static final Logger LOG = LoggerFactory.getLogger(Terms.class);
    private static final String JOB = "terms";
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Actor ACTOR = Actor.job(JOB);
    private static final int AT_ONCE = 500;
    private static final AccountRepository.Due FIRST =
            new AccountRepository.Due(new UUID(0, 0), new UUID(0, 0), Instant.EPOCH);

    private final Transactions transactions;
    private final Providers providers;
    private final Provisioning provisioning;
    private final EventLog events;

    /** Terms of the accounts that {@code provisioning} has put on nodes. */
    public Terms(
            Transactions transactions,
            Providers providers,
            Provisioning provisioning,
            EventLog events) {
        this.transactions = transactions;
        this.providers = providers;
        this.provisioning = provisioning;
        this.events = events;
    }

    /** Has the clock looked at by {@code jobs}. */
    public void lookEvery(Jobs jobs) {
        jobs.every(JOB, PAUSE, this::look);
    }

    /** The numbers of the transaction's provider. */
    TermRules rules(Tx tx) {
        Provider provider = providers.of(tx);
        return new TermRules(TermRules.USUAL_GRACE, provider.zone());
    }

    /** Moves a term that is locked in this transaction. */
    void apply(Tx tx, UUID account, TermState from, TermCommand command, TermRules rules) {
        TermState to = TermMachine.decide(from, command, tx.now(), rules);
        if (to.equals(from)) {
            return;
        }
        AccountRepository repository = new AccountRepository(tx);
        repository.move(account, from, to);
        if (!to.label().equals(from.label())) {
            events.append(
                    tx,
                    Subject.account(account),
                    "term_moved",
                    Map.of("from", from.label(), "to", to.label()));
        }
        if (to.takesBackups() != from.takesBackups()) {
            AccountState state = to.takesBackups() ? AccountState.OPEN : AccountState.FROZEN;
            for (UUID member : repository.family(account)) {
                Desired desired = provisioning.placement(tx, member).orElseThrow().desired();
                provisioning.change(tx, member, desired.in(state));
            }
        }
    }

    /** Moves every term that is due. */
    public void look() {
        AccountRepository.Due last = FIRST;
        List<AccountRepository.Due> due;
        do {
            AccountRepository.Due after = last;
            due =
                    transactions.read(
                            new Caller(Scope.system(), ACTOR),
                            tx -> new AccountRepository(tx).due(after, AT_ONCE));
            for (AccountRepository.Due each : due) {
                lookAt(each);
                last = each;
            }
        } while (due.size() == AT_ONCE);
    }

    // What can't be moved now stays due; the others must not wait for it.
    private void lookAt(AccountRepository.Due due) {
        Caller caller = new Caller(new Scope.Provider(due.provider()), ACTOR);
        try {
            transactions.write(
                    caller,
                    tx -> {
                        new AccountRepository(tx)
                                .lockTerm(due.account())
                                .ifPresent(
                                        term ->
                                                apply(
                                                        tx,
                                                        due.account(),
                                                        term,
                                                        new TermCommand.Look(),
                                                        rules(tx)));
                        return due;
                    });
        } catch (RuntimeException failure) {
            LOG.error("the term of account {} was not moved", due.account(), failure);
        }
    }
}
