package io.counterfoil.redemption;

import io.counterfoil.access.Audit;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Stands before the codes: keeps those waiting who guess, and refuses all bad codes alike, in words
 * and in time. The reason is for the provider's audit log only.
 */
public final class Guard {
    private static final String TEXT =
            "This code can't be redeemed. Please compare it with your card, letter by letter."
                    + " Perhaps it was redeemed already, or not paid at the till yet. If it is"
                    + " right, ask at the shop where you bought it, and keep the receipt.";

    private final Transactions transactions;
    private final Codes codes;
    private final GuessLimits limits;
    private final SiteLimit site;
    private final Audit audit;

    /**
     * Refusals noted in {@code audit}; wrong guesses count against their guesser's {@code limits}
     * and against the {@code site}'s.
     */
    public Guard(
            Transactions transactions,
            Codes codes,
            GuessLimits limits,
            SiteLimit site,
            Audit audit) {
        this.transactions = transactions;
        this.codes = codes;
        this.limits = limits;
        this.site = site;
        this.audit = audit;
    }

    /**
     * The caller with the whole provider in view. Visitors have no name of their own, so an
     * Idempotency-Key of theirs counts for this code only.
     */
    Caller forProvider(Caller caller, String code) {
        Caller provider = caller.forProvider();
        return caller.writeKey() == null || !caller.actor().equals(Actor.VISITOR)
                ? provider
                : provider.within(codes.fingerprint(code));
    }

    /**
     * Looks at a visitor's code before anything is done with it.
     *
     * @param look what calls {@link #check}
     * @throws CodeRefusedException if the code is bad
     * @throws Refused if the visitor has to wait, or to work a moment first
     */
    <T> T look(Caller provider, Visitor visitor, String code, Function<Tx, T> look) {
        site.admit(provider, visitor, code);
        T seen = transactions.read(provider, look);
        site.count(provider, visitor, false);
        return seen;
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

    /**
     * Notes a refusal, in a transaction of its own since the attempt's is undone. A typing error is
     * no attempt and leaves no trace: anybody can send as many as they like.
     */
    Refused refuse(Caller provider, Visitor visitor, CodeCheck.Bad bad) {
        if (bad.reason() != CodeCheck.Reason.MISTYPED) {
            boolean guessed = bad.reason() == CodeCheck.Reason.UNKNOWN;
            site.count(provider, visitor, guessed);
            transactions.write(
                    provider,
                    tx -> {
                        limits.refused(tx, visitor.guessers(), guessed);
                        note(tx, bad);
                        return bad;
                    });
        }
        return new Refused(ProblemType.CODE_REFUSED, TEXT);
    }

    /**
     * One line an hour for each item and reason: the log is kept for ever, and it must stay
     * readable while somebody sends the same card a thousand times.
     */
    private void note(Tx tx, CodeCheck.Bad bad) {
        String reason = bad.reason().name().toLowerCase(Locale.ROOT);
        boolean first =
                new RefusalRepository(tx)
                        .firstOf(tx.now().truncatedTo(ChronoUnit.HOURS), reason, bad.serial());
        String subject = bad.serial() == null ? "code" : "serial:" + bad.serial();
        audit.recordIf(tx, first, "code.refused", subject, Map.of("reason", reason));
    }
}
