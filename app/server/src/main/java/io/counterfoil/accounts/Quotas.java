package io.counterfoil.accounts;

import io.counterfoil.node.contract.Pool;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.web.FileSize;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The bounds of accounts. */
final class Quotas {
    private Quotas() {}

    /** Notes a problem unless an account may have this bound; null = none. */
    static void check(Fields fields, String field, @Nullable Long bytes) {
        if (bytes != null && bytes < 1) {
            fields.problem(field, "At least 1 byte, or null for no limit of its own.");
        }
    }

    /**
     * The space that a parent and its sub-accounts share: the parent's hard quota; null = no bound.
     */
    static @Nullable Pool pool(Account parent) {
        Long bytes = parent.hardQuotaBytes();
        return bytes == null ? null : new Pool(parent.id(), bytes);
    }

    /**
     * The hard quota of an account that changes its plan: the other plan's, for that was bought. What
     * staff gave to the account alone stays if it is more.
     *
     * @param held the account's hard quota; null = none, here and below
     * @param planHeld that of the plan which it leaves
     * @param bought that of the plan which it gets
     */
    static @Nullable Long onOtherPlan(
            @Nullable Long held, @Nullable Long planHeld, @Nullable Long bought) {
        boolean own = !Objects.equals(held, planHeld);
        return own && (held == null || (bought != null && held > bought)) ? held : bought;
    }

    /**
     * Refuses a bound of a sub-account that its parent's leaves no room for.
     *
     * @throws Refused if it is above its parent's
     */
    static void checkWithin(Account parent, @Nullable Long bytes) {
        Long shared = parent.hardQuotaBytes();
        if (bytes != null && shared != null && bytes > shared) {
            throw Refused.field(
                    "hard_quota_bytes",
                    Text.of(
                            "This is more than the {storage} that it shares with {account}. Give less, or leave it out to share all of them.",
                            "storage",
                            FileSize.words(shared),
                            "account",
                            parent.username()));
        }
    }
}
