package io.counterfoil.trials;

import io.counterfoil.accounts.Accounts;
import io.counterfoil.accounts.NewAccount;
import io.counterfoil.accounts.Passwords;
import io.counterfoil.catalog.Plan;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.Provisioning;
import io.counterfoil.provisioning.RepositoryAccess;
import io.counterfoil.terms.Term;
import java.time.Instant;
import java.time.Period;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Opens the accounts of confirmed trials. */
public final class TrialStarts {
    private final Transactions transactions;
    private final Trials trials;
    private final TrialOffers offers;
    private final Accounts accounts;
    private final Passwords passwords;
    private final Provisioning provisioning;
    private final Ids ids;

    /**
     * What whoever has the link says of themselves: somebody else may have asked for it.
     *
     * @param name theirs; null = as it was asked for
     * @param followUp whether they may be asked why, should they leave
     */
    record Confirmed(@Nullable String name, boolean followUp) {
        @Override
        public String toString() {
            return "Confirmed[…]";
        }
    }

    /** What accounts are opened with. */
    public record Opening(Accounts accounts, Passwords passwords, Provisioning provisioning) {}

    /** Starts of {@code trials} on what is in {@code offers}. */
    public TrialStarts(
            Transactions transactions,
            Trials trials,
            TrialOffers offers,
            Opening opening,
            Ids ids) {
        this.transactions = transactions;
        this.trials = trials;
        this.offers = offers;
        this.accounts = opening.accounts();
        this.passwords = opening.passwords();
        this.provisioning = opening.provisioning();
        this.ids = ids;
    }

    /**
     * Opens the account of whoever has this link; the same form again gets the same answer.
     *
     * @throws Refused if the link was used or is too old, the name won't do, there are no trials any
     *     more, or the address or household has had one meanwhile
     */
    StartedTrial confirm(Caller caller, String token, Confirmed confirmed) {
        Caller visitor = caller.forProvider().within(token);
        return transactions
                .answered(visitor, StartedTrial.class)
                .orElseGet(() -> start(visitor, token, confirmed));
    }

    private StartedTrial start(Caller caller, String token, Confirmed confirmed) {
        String asked = trials.name(caller, token).orElseThrow(Trials::deadLink);
        Fields fields = new Fields();
        String name =
                confirmed.name() == null
                        ? asked
                        : fields.text("name", confirmed.name(), NewAccount.LONGEST_NAME);
        fields.done();
        Passwords.Hashed password = passwords.hash(null);
        StartedTrial started =
                transactions.once(
                        caller,
                        StartedTrial.class,
                        tx -> start(tx, token, name, confirmed.followUp(), password));
        return started.withStorageReady(provisioning.deliverNow(started.account()));
    }

    private StartedTrial start(
            Tx tx, String token, String name, boolean followUp, Passwords.Hashed password) {
        Plan plan = offers.plan(tx).orElseThrow(Trials::noTrials);
        TrialRepository.Asked asked = trials.take(tx, token);
        UUID id = ids.next();
        NewAccount account =
                new NewAccount(
                        name,
                        asked.email(),
                        NewAccount.username(asked.email()),
                        null,
                        followUp,
                        true);
        RepositoryAccess repository =
                accounts.open(
                        tx, id, account, password, new Accounts.Start(plan, false), "email");
        Period period = Period.ofDays(Objects.requireNonNull(plan.trialDays()));
        return switch (accounts.grantTrial(tx, id, period)) {
            case Term.Extension.Extended(Instant from, Instant to) ->
                    new StartedTrial(
                            id,
                            account.username(),
                            to,
                            Objects.requireNonNull(password.temporary()),
                            repository,
                            false);
            case Term.Extension.TooLong(Instant latest) ->
                    throw new IllegalStateException("a trial of years");
        };
    }
}
