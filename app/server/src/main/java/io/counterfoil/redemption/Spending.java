package io.counterfoil.redemption;

import io.counterfoil.accounts.Account;
import io.counterfoil.accounts.Accounts;
import io.counterfoil.accounts.NewAccount;
import io.counterfoil.accounts.Passwords;
import io.counterfoil.catalog.Plan;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.RepositoryAccess;
import io.counterfoil.terms.Term;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The one transaction in which a code becomes time of an account. */
public final class Spending {
    private final Guard guard;
    private final Items items;
    private final Accounts accounts;
    private final Ids ids;

    /** Spends items' codes on accounts. */
    public Spending(Guard guard, Items items, Accounts accounts, Ids ids) {
        this.guard = guard;
        this.items = items;
        this.accounts = accounts;
        this.ids = ids;
    }

    /** Opens an account with the code. */
    Redemption open(Tx tx, String code, NewAccount account, Passwords.Hashed password) {
        return open(tx, guard.check(tx, code, List.of()), account, password);
    }

    /** Opens an account with a code that was found good in this transaction. */
    Redemption open(Tx tx, Voucher voucher, NewAccount account, Passwords.Hashed password) {
        UUID id = ids.next();
        // First of all: whoever loses the race for the code learns that, and nothing of usernames.
        UUID redemption = redeem(tx, voucher, id);
        RepositoryAccess repository =
                accounts.open(
                        tx, id, account, password, voucher.start(), "new_account.username");
        Instant end = grant(tx, voucher, redemption, id);
        return new Redemption(id, account.username(), end, password.temporary(), repository, null);
    }

    /**
     * Extends an account with the code; it must have the plan that the code is for.
     *
     * @param guessers who has to wait if they guessed too often
     */
    Redemption extend(Tx tx, String code, String username, Collection<Guesser> guessers) {
        Voucher voucher = guard.check(tx, code, guessers);
        return extend(tx, voucher, account(tx, username));
    }

    /** Extends the account of whoever is signed in; it must have the plan that the code is for. */
    Redemption extend(Tx tx, String code, UUID id, Collection<Guesser> guessers) {
        Voucher voucher = guard.check(tx, code, guessers);
        return extend(tx, voucher, account(tx, id));
    }

    /** Extends an account with a code that was found good; its time is its parent's, if it has one. */
    Redemption extend(Tx tx, Voucher voucher, Account account) {
        requirePlan(account, voucher.plan());
        UUID redemption = redeem(tx, voucher, account.termed());
        Instant end = grant(tx, voucher, redemption, account.termed());
        // A conversion may have been faster; from here on nobody else changes the account.
        requirePlan(account(tx, account.id()), voucher.plan());
        accounts.tellRedeemed(tx, account.termed(), voucher.product(), voucher.plan());
        return new Redemption(account.id(), account.username(), end, null, null, null);
    }

    /** What the code would do to this account, or to a new one if it is null. */
    Preview preview(Tx tx, Voucher voucher, @Nullable UUID id) {
        Instant oldEnd = null;
        if (id != null) {
            Account account = account(tx, id);
            requirePlan(account, voucher.plan());
            accounts.requireOpen(account);
            oldEnd = account.term().end();
        }
        Instant newEnd = end(tx, accounts.foresee(tx, oldEnd, voucher.product().term()));
        return Preview.of(voucher, oldEnd, newEnd, null);
    }

    /** Takes the code, if nobody else was faster; the id of its redemption. */
    UUID redeem(Tx tx, Voucher voucher, UUID account) {
        UUID redemption = ids.next();
        Map<String, String> facts =
                Map.of("redemption", redemption.toString(), "account", account.toString());
        if (!items.redeem(tx, voucher.serial(), facts)) {
            throw new CodeRefusedException(
                    new CodeCheck.Bad(CodeCheck.Reason.REDEEMED, voucher.serial()));
        }
        return redemption;
    }

    /** Notes a redemption and grants its time; the new end. */
    Instant grant(Tx tx, Voucher voucher, UUID redemption, UUID account) {
        new RedemptionRepository(tx).insert(redemption, voucher.serial(), account);
        return end(
                tx,
                accounts.grant(
                        tx, account, redemption, voucher.product().term(), voucher.paid()));
    }

    /** The account of this username. */
    Account account(Tx tx, String username) {
        return accounts.findByUsername(tx, username)
                .orElseThrow(
                        () ->
                                Refused.field(
                                        "username",
                                        "No account has this username. Please check its"
                                                + " spelling."));
    }

    private Account account(Tx tx, UUID id) {
        return accounts.find(tx, id).orElseThrow(() -> Refused.notFound("account"));
    }

    private static void requirePlan(Account account, Plan plan) {
        if (!account.plan().equals(plan.id())) {
            throw new OtherPlanRefused(account.id(), plan);
        }
    }

    /**
     * When a term ends that is extended.
     *
     * @throws Refused if that is too far ahead
     */
    Instant end(Tx tx, Term.Extension extension) {
        return switch (extension) {
            case Term.Extension.Extended(Instant from, Instant to) -> to;
            case Term.Extension.TooLong(Instant latest) ->
                    throw new Refused(
                            ProblemType.CONFLICT,
                            Text.of(
                                    "The account would be paid beyond {day}, further ahead than we promise. Nothing was changed and the code is still good: please redeem it later.",
                                    "day",
                                    Text.at(latest, accounts.zone(tx))));
        };
    }
}
