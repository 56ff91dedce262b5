package io.counterfoil.redemption;

import io.counterfoil.codes.RedemptionCode;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import java.util.Optional;

/**
 * Slows the guessing of codes down when it comes from everywhere: while too many codes fail at a
 * provider, each browser has to work a moment for its answer, and programs have to wait. The
 * provider's own key is neither counted nor asked.
 */
public final class SiteLimit {
    private static final String BROWSER =
            "Very many codes are being tried here just now, and this form came without the small"
                + " sum that we ask of each browser. Please send it once more, or come back in a"
                + " few minutes; your code stays good.";
    private static final String PROGRAM =
            "Very many codes are being tried here just now. Please try again in a few minutes, or"
                    + " send the provider's key along; the code stays good.";

    private final Attempts attempts;
    private final Challenges challenges;

    /** Asks for {@code challenges} as {@code attempts} demand it. */
    public SiteLimit(Attempts attempts, Challenges challenges) {
        this.attempts = attempts;
        this.challenges = challenges;
    }

    /** What a browser has to solve before it sends a code; empty in normal times. */
    Optional<String> challenge(Caller caller) {
        return attempts.suspicious(caller.forProvider())
                ? Optional.of(challenges.issue(caller.provider()))
                : Optional.empty();
    }

    /**
     * Lets an attempt pass in normal times, or with the work done.
     *
     * @throws Refused with the time to wait otherwise
     */
    void admit(Caller provider, Visitor visitor, String typed) {
        if (!visitor.trusted()
                && attempts.suspicious(provider)
                && !solved(provider, visitor, typed)) {
            throw Refused.tooMany(SiteRule.WINDOW, visitor.browser() == null ? PROGRAM : BROWSER);
        }
    }

    /** Counts a code that was looked up. */
    void count(Caller provider, Visitor visitor, boolean failed) {
        if (!visitor.trusted()) {
            attempts.count(provider, failed);
        }
    }

    private boolean solved(Caller provider, Visitor visitor, String typed) {
        return switch (RedemptionCode.parse(typed)) {
            case RedemptionCode.Parsed.Valid valid ->
                    visitor.solution() != null
                            && challenges.solved(
                                    provider.provider(), valid.code().reveal(), visitor.solution());
            // It is refused without being looked up.
            case RedemptionCode.Parsed.Mistyped mistyped -> true;
        };
    }
}
