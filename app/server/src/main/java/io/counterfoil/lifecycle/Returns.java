package io.counterfoil.lifecycle;

import io.counterfoil.accounts.Terms;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Due;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.Placement;
import io.counterfoil.provisioning.Provisioning;
import io.counterfoil.provisioning.Writes;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Keeps accounts that are backed up after their uninstall, as soon as a node reports it: their
 * holders need not wait for the date to know. Who is not reported in time is asked about then.
 */
public final class Returns implements Writes {
    private static final String JOB = "backed-up-after-all";
    private static final Actor ACTOR = Actor.job(JOB);

    private final Transactions transactions;
    private final Terms terms;
    private final Provisioning provisioning;
    private final Jobs jobs;

    /** Defines the job; made before {@code jobs} start. */
    public Returns(
            Transactions transactions, Terms terms, Provisioning provisioning, Jobs jobs) {
        this.transactions = transactions;
        this.terms = terms;
        this.provisioning = provisioning;
        this.jobs = jobs;
        jobs.define(JOB, this::look);
    }

    @Override
    public void reported(Tx tx, List<UUID> accounts) {
        for (Due leaving : terms.leaving(tx, accounts)) {
            jobs.schedule(tx, JOB, leaving.provider() + ":" + leaving.id());
        }
    }

    private void look(String instance) {
        int colon = instance.indexOf(':');
        look(
                UUID.fromString(instance.substring(0, colon)),
                UUID.fromString(instance.substring(colon + 1)));
    }

    /** Keeps an account if it was backed up since its uninstall, without waiting for the job. */
    public void look(UUID provider, UUID account) {
        transactions.write(
                new Caller(new Scope.Provider(provider), ACTOR),
                tx -> {
                    Instant last =
                            provisioning
                                    .placement(tx, account)
                                    .map(Placement::lastWriteAt)
                                    .orElse(null);
                    if (last != null) {
                        terms.backedUp(tx, account, last);
                    }
                    return account;
                });
    }
}
