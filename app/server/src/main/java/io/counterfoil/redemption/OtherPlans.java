package io.counterfoil.redemption;

import io.counterfoil.accounts.Passwords;
import io.counterfoil.platform.Caller;
import io.counterfoil.provisioning.Provisioning;
import java.util.UUID;

/** Previews codes for another plan than the account has, and redeems them in one of two ways. */
public final class OtherPlans {
    private final Redemptions redemptions;
    private final OtherPlanSpending spending;
    private final Guard guard;
    private final Passwords passwords;
    private final Provisioning provisioning;

    /** Redeems through {@code spending} what {@code guard} lets pass. */
    public OtherPlans(
            Redemptions redemptions,
            OtherPlanSpending spending,
            Guard guard,
            Passwords passwords,
            Provisioning provisioning) {
        this.redemptions = redemptions;
        this.spending = spending;
        this.guard = guard;
        this.passwords = passwords;
        this.provisioning = provisioning;
    }

    /**
     * What the code would do in this way to the holder of an account. Whoever asks need not be that,
     * unless they are trusted.
     */
    Preview preview(Caller caller, Visitor visitor, String code, UUID account, OtherPlan way) {
        return redemptions.look(
                caller,
                visitor,
                code,
                (tx, voucher) -> spending.preview(tx, voucher, account, way, visitor.trusted()));
    }

    /** The same for the holder, who has proved to be that. */
    Preview previewOwn(Caller caller, Visitor visitor, String code, UUID account, OtherPlan way) {
        return redemptions.look(
                caller,
                visitor,
                code,
                (tx, voucher) -> spending.preview(tx, voucher, account, way));
    }

    /** Spends the code on a second account of the holder's customer. */
    Redemption second(
            Caller caller, Visitor visitor, String code, Holder holder, String username) {
        Redemption redemption =
                redemptions.forHolder(
                        caller,
                        visitor,
                        code,
                        holder,
                        (account, guessers) -> {
                            Passwords.Hashed password = passwords.hash(null);
                            return tx ->
                                    spending.second(
                                            tx,
                                            guard.check(tx, code, guessers),
                                            account,
                                            username,
                                            password);
                        });
        return redemption.withStorageReady(provisioning.deliverNow(redemption.account()));
    }

    /** Spends the code on another plan for the holder's account. */
    Redemption convert(
            Caller caller,
            Visitor visitor,
            String code,
            Holder holder,
            ConversionView.Shown shown) {
        return redemptions.forHolder(
                caller,
                visitor,
                code,
                holder,
                (account, guessers) ->
                        tx ->
                                spending.convert(
                                        tx, guard.check(tx, code, guessers), account, shown));
    }
}
