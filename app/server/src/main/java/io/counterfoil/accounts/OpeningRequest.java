package io.counterfoil.accounts;

import org.jspecify.annotations.Nullable;

/**
 * An account to be opened by hand, as somebody asks for it. It belongs to a new customer ({@code
 * name}), to a known one ({@code customer}) or under another account ({@code parent}); whatever is
 * left out takes a sensible value.
 *
 * @param customer the id of the customer who has accounts already
 * @param name the name of a new customer
 * @param parent the id of the account whose sub-account it is
 * @param plan the id of a parent account's plan
 * @param contact the id of a contact of the customer to share; null for a new one, or the
 *     customer's first one if there is no {@code email} either
 * @param contactName the name of a new contact; null for the customer's
 * @param email the address of a new contact
 * @param username what its holder signs in with
 * @param password what its holder signs in with; null for a random temporary one
 * @param hardQuotaBytes the provider's bound; null for the plan's, or for as much of the parent's
 *     as is free
 * @param userQuotaBytes the user's own bound; null for none
 * @param term how long a parent account runs, as an ISO-8601 period; null for the plan's trial days
 */
public record OpeningRequest(
        @Nullable String customer,
        @Nullable String name,
        @Nullable String parent,
        @Nullable String plan,
        @Nullable String contact,
        @Nullable String contactName,
        @Nullable String email,
        @Nullable String username,
        @Nullable String password,
        @Nullable Long hardQuotaBytes,
        @Nullable Long userQuotaBytes,
        @Nullable String term) {

    @Override
    public String toString() {
        return "OpeningRequest[username=" + username + "]";
    }
}
