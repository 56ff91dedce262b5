package io.counterfoil.accounts.own;

import io.counterfoil.accounts.AccountCare;
import io.counterfoil.accounts.AccountOpening;
import io.counterfoil.accounts.AccountPatch;
import io.counterfoil.accounts.AccountView;
import io.counterfoil.accounts.OpenedAccount;
import io.counterfoil.accounts.OpeningRequest;
import io.counterfoil.accounts.Uninstalls;
import io.counterfoil.accounts.directory.AccountRow;
import io.counterfoil.accounts.directory.Directory;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sub-accounts as the holder of their parent account opens and looks after them. */
public final class SubAccounts {
    private final AccountOpening opening;
    private final AccountCare care;
    private final Directory directory;
    private final Uninstalls uninstalls;

    /** Accounts opened by {@code opening}, found in {@code directory}, left by {@code uninstalls}. */
    public SubAccounts(
            AccountOpening opening, AccountCare care, Directory directory, Uninstalls uninstalls) {
        this.opening = opening;
        this.care = care;
        this.directory = directory;
        this.uninstalls = uninstalls;
    }

    /**
     * A sub-account as somebody typed it; what is null takes the value of the parent account.
     *
     * @param name of a contact of its own
     * @param email of a contact of its own
     */
    record Wish(
            @Nullable String username,
            @Nullable String name,
            @Nullable String email,
            @Nullable Long userQuotaBytes) {
        @Override
        public String toString() {
            return "Wish[…]";
        }
    }

    /** The sub-accounts of an account, from new to old. */
    Slice<AccountRow> of(Caller caller, UUID parent, Listing listing) {
        return directory.under(caller, parent, listing);
    }

    /**
     * Opens a sub-account. Its password is a temporary one, and its secrets are in the answer, this
     * once.
     *
     * @throws Refused if a field is wrong, the username is taken, the parent is a sub-account
     *     itself, its time is over, or so many were opened today already
     */
    OpenedAccount open(Caller caller, UUID parent, Wish wish) {
        return opening.openByHolder(
                caller.forProvider(),
                new OpeningRequest(
                        null,
                        null,
                        parent.toString(),
                        null,
                        null,
                        wish.name(),
                        wish.email(),
                        wish.username(),
                        null,
                        null,
                        wish.userQuotaBytes(),
                        null));
    }

    /**
     * One sub-account.
     *
     * @throws Refused if this parent has no such sub-account
     */
    AccountView find(Caller caller, UUID parent, UUID id) {
        AccountView found = care.view(caller, id);
        if (!parent.equals(found.parent())) {
            throw Refused.notFound("sub-account");
        }
        return found;
    }

    /**
     * Sets the user's limit of a sub-account.
     *
     * @throws Refused if this parent has no such sub-account
     */
    void limit(Caller caller, UUID parent, UUID id, @Nullable Long bytes) {
        find(caller, parent, id);
        AccountPatch patch = new AccountPatch();
        patch.setUserQuotaBytes(bytes);
        care.change(caller, id, patch, false);
    }

    /**
     * Has a sub-account deleted, or asks its contact first where paid time is left.
     *
     * @throws Refused if this parent has no such sub-account, or its deletion has begun
     */
    Uninstalls.Outcome uninstall(Caller caller, UUID parent, UUID id) {
        find(caller, parent, id);
        return uninstalls.leave(caller, id);
    }

    /**
     * Keeps a sub-account after all.
     *
     * @throws Refused if this parent has no such sub-account, or it goes with its parent
     */
    Uninstalls.Outcome takeBack(Caller caller, UUID parent, UUID id) {
        find(caller, parent, id);
        return uninstalls.takeBack(caller, id);
    }
}
