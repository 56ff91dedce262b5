package io.counterfoil.redemption;

import io.counterfoil.accounts.AccountCare;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.web.FileSize;
import io.counterfoil.web.Page;
import io.counterfoil.web.PeriodText;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The page for a code of another plan: a second account, or a change of the one that is there. */
final class OtherPlanPage {
    private final OtherPlans plans;
    private final AccountCare accounts;

    OtherPlanPage(OtherPlans plans, AccountCare accounts) {
        this.plans = plans;
        this.accounts = accounts;
    }

    /** What can be done with the code for the holder of this account, who proved to be that. */
    Page show(Caller caller, Visitor visitor, String code, UUID account) {
        Page page =
                Page.of("redeem/other")
                        .with("code", code)
                        .with("signedIn", account.equals(visitor.account()))
                        .with(
                                "account",
                                accounts.username(caller.forProvider(), account).orElse(null));
        return second(
                convert(page, caller, visitor, code, account), caller, visitor, code, account);
    }

    private Page convert(Page page, Caller caller, Visitor visitor, String code, UUID account) {
        try {
            Preview preview = plans.previewOwn(caller, visitor, code, account, OtherPlan.CONVERT);
            return sum(page, preview).with("convert", preview);
        } catch (Refused refused) {
            return page.with("noConversion", reason(refused));
        }
    }

    /** The sum of a change of plan in words; nothing if there is none. */
    static Page sum(Page page, @Nullable Preview preview) {
        ConversionView sum = preview == null ? null : preview.conversion();
        return preview == null || sum == null
                ? page
                : page.with("term", PeriodText.of(preview.term()))
                        .with("oldTerm", words(sum.oldTerm()))
                        .with("oldParts", sum.parts().size() > 1 ? parts(sum) : null)
                        .with("oldStorage", storage(sum.oldHardQuotaBytes()))
                        .with("newStorage", storage(sum.newHardQuotaBytes()));
    }

    /**
     * A part of the time that is left.
     *
     * @param term for how long it costs its price; null: it costs nothing
     */
    record Part(ConversionView.ConversionPart part, @Nullable Text term) {}

    private static List<Part> parts(ConversionView sum) {
        return sum.parts().stream().map(part -> new Part(part, words(part.term()))).toList();
    }

    private static @Nullable Text words(@Nullable Period term) {
        return term == null ? null : PeriodText.of(term);
    }

    private Page second(Page page, Caller caller, Visitor visitor, String code, UUID account) {
        try {
            return page.with(
                    "second",
                    plans.previewOwn(caller, visitor, code, account, OtherPlan.SECOND_ACCOUNT));
        } catch (Refused refused) {
            return page.with("noSecond", reason(refused));
        }
    }

    // A code that is no good any more, or somebody who has to wait, gets no page at all.
    private static Text reason(Refused refused) {
        if (refused.type() != ProblemType.CONFLICT) {
            throw refused;
        }
        return refused.text();
    }

    private static Text storage(@Nullable Long bytes) {
        return bytes == null ? Text.of("without a limit") : FileSize.words(bytes);
    }
}
