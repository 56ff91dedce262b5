package io.counterfoil.accounts;

import io.counterfoil.terms.TermState;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One backup login.
 *
 * @param id its id
 * @param parent the account whose plan, time and space it shares; null = it is a parent itself
 * @param customer whose it is
 * @param contact where mail about it goes
 * @param name the customer's name
 * @param email the contact's address
 * @param plan the id of its plan
 * @param planVersion which version of it the account has
 * @param username unique for the provider
 * @param mustChangePassword whether the password is a temporary one
 * @param hardQuotaBytes the provider's bound; null = none
 * @param userQuotaBytes the user's own bound; null = none
 * @param term how its time stands, which is its parent's
 */
public record Account(
        UUID id,
        @Nullable UUID parent,
        UUID customer,
        UUID contact,
        String name,
        String email,
        UUID plan,
        int planVersion,
        String username,
        boolean mustChangePassword,
        @Nullable Long hardQuotaBytes,
        @Nullable Long userQuotaBytes,
        TermState term) {

    /** The account whose term it is: this one, or its parent. */
    public UUID termed() {
        return parent == null ? id : parent;
    }
}
