package io.counterfoil.redemption;

import io.counterfoil.catalog.Plan;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import java.util.UUID;

/** A good code that is for another plan than the account has; its holder has two ways to use it. */
final class OtherPlanRefused extends Refused {
    private static final long serialVersionUID = 1L;

    private final UUID account;

    OtherPlanRefused(UUID account, Plan plan) {
        super(
                ProblemType.CONFLICT,
                Text.of(
                        "This code is for the plan {plan}, and your account has another plan."
                                + " Nothing was changed and the code is still good: open a second"
                                + " account with it (other_plan: second_account), or change the"
                                + " plan of the one you have (other_plan: convert; look at its"
                                + " preview first).",
                        "plan",
                        plan.name()));
        this.account = account;
    }

    /** The account that has another plan. */
    UUID account() {
        return account;
    }
}
