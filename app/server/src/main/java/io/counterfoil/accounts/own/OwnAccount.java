package io.counterfoil.accounts.own;

import io.counterfoil.access.ActingGuard;
import io.counterfoil.access.Principal;
import io.counterfoil.accounts.AccountCare;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import java.util.UUID;

/** Whose pages these are, and whether they have a password of their own yet. */
public final class OwnAccount {
    private final AccountCare care;

    /** Holders as {@code care} knows them. */
    public OwnAccount(AccountCare care) {
        this.care = care;
    }

    /** The account of whoever is signed in. */
    static UUID of(Principal principal) {
        if (principal instanceof Principal.AccountHolder holder) {
            return holder.account();
        }
        throw new IllegalStateException("only holders of accounts get here");
    }

    /** The account of somebody who has a password of their own. */
    UUID ready(Caller caller, Principal principal) {
        if (mustChangePassword(caller, principal)) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "Please choose your own password first, under My sign-in.");
        }
        return of(principal);
    }

    /** Support doesn't know the password, so that it can't hinder them. */
    boolean mustChangePassword(Caller caller, Principal principal) {
        return ActingGuard.acting(principal) == null
                && care.mustChangePassword(caller, of(principal));
    }
}
