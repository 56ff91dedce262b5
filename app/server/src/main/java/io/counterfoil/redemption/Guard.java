package io.counterfoil.redemption;

import io.counterfoil.access.Audit;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Stands before the codes: keeps those waiting who guess, and refuses all bad codes alike, in words
 * and in time. The reason is for the provider's audit log only.
 */
public final class Guard {
    private static final String TEXT =
            "This code can't be redeemed. Please compare it with your card, letter by letter. If it"
                    + " is right, ask at the shop where you bought it, and keep the receipt.";

    private final Transactions transactions;
    private final Codes codes;
    private final GuessLimits limits;
    private final Audit audit;

    /** Refusals noted in {@code audit}; wrong guesses count against {@code limits}. */
    public Guard(Transactions transactions, Codes codes, GuessLimits limits, Audit audit) {
        this.transactions = transactions;
        this.codes = codes;
        this.limits = limits;
        this.audit = audit;
    }

    /**
     * What the code stands for, if it can be spent now.
     *
     * @throws CodeRefusedException if it can't
     * @throws Refused if one of the guessers has to wait
     */
    Voucher check(Tx tx, String code, Collection<Guesser> guessers) {
        limits.check(tx, guessers);
        return switch (codes.check(tx, code)) {
            case CodeCheck.Good(Voucher voucher) -> voucher;
            case CodeCheck.Bad bad -> throw new CodeRefusedException(bad);
        };
    }

    /** Notes a refusal, in a transaction of its own since the attempt's is undone. */
    Refused refuse(Caller caller, CodeCheck.Bad bad, Collection<Guesser> guessers) {
        Collection<Guesser> counted =
                bad.reason() == CodeCheck.Reason.UNKNOWN ? guessers : List.of();
        String subject = bad.serial() == null ? "code" : "serial:" + bad.serial();
        String reason = bad.reason().name().toLowerCase(Locale.ROOT);
        transactions.write(
                caller,
                tx -> {
                    // Once more: whoever guesses in parallel gets no more answers than in a row.
                    limits.check(tx, guessers);
                    limits.failed(tx, counted);
                    audit.record(tx, "code.refused", subject, Map.of("reason", reason));
                    return bad;
                });
        return new Refused(ProblemType.CODE_REFUSED, TEXT);
    }
}
