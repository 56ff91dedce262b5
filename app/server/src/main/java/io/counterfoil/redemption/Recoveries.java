package io.counterfoil.redemption;

import io.counterfoil.accounts.Account;
import io.counterfoil.accounts.NewAccount;
import io.counterfoil.accounts.Passwords;
import io.counterfoil.codes.CodeDigest;
import io.counterfoil.codes.DamagedCode;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.Provisioning;
import java.util.UUID;
import java.util.function.Function;

/**
 * Redeems cards whose panel is damaged, for a customer who shows what is left of it.
 *
 * <p>Staff give the serial number and the symbols that can be read; the code is found by its digest
 * and spent at once, and nobody ever sees it. Only what is sold and not redeemed can be tried, so
 * that nobody reads codes off a shelf; what was read is compared with that one item alone. A try is
 * counted before it is compared: see {@link DamagedCode} for what five of them are worth.
 */
public final class Recoveries {
    private final Transactions transactions;
    private final Codes codes;
    private final RecoveryTries tries;
    private final Ways ways;
    private final Passwords passwords;
    private final Provisioning provisioning;

    /**
     * How a code is spent.
     *
     * @param usual on an account of its plan, or on a new customer's
     * @param other on a second account of a customer who has another plan, or on a change of that plan
     */
    public record Ways(Spending usual, OtherPlanSpending other) {}

    /**
     * Codes found through {@code codes} within their {@code tries}, and spent in these {@code ways} on
     * accounts with {@code passwords} and space from {@code provisioning}.
     */
    public Recoveries(
            Transactions transactions,
            Codes codes,
            RecoveryTries tries,
            Ways ways,
            Passwords passwords,
            Provisioning provisioning) {
        this.transactions = transactions;
        this.codes = codes;
        this.tries = tries;
        this.ways = ways;
        this.passwords = passwords;
        this.provisioning = provisioning;
    }

    /**
     * What can still be done about an item.
     *
     * @throws Refused if there is none
     */
    DamagedPanel panel(Caller caller, SerialNumber serial) {
        return transactions.read(
                caller,
                tx -> {
                    digest(tx, serial);
                    return new DamagedPanel(
                            serial.toString(),
                            tries.left(tx, serial),
                            DamagedCode.MOST_UNREADABLE);
                });
    }

    /**
     * What the item would do for the account of this username; nothing is tried or spent.
     *
     * @throws Refused if it can't be redeemed now, or if nobody has this username
     */
    RecoveryOutlook look(Caller caller, SerialNumber serial, String username) {
        return transactions.read(
                caller,
                tx -> {
                    CodeDigest wanted = digest(tx, serial);
                    Account account = ways.usual().account(tx, username);
                    try {
                        return outlook(tx, good(tx, wanted), account);
                    } catch (CodeRefusedException refused) {
                        throw new Refused(
                                ProblemType.CONFLICT, unusable(refused.bad().reason()));
                    }
                });
    }

    private RecoveryOutlook outlook(Tx tx, Voucher voucher, Account account) {
        UUID id = account.id();
        String plan = voucher.plan().name();
        return account.plan().equals(voucher.plan().id())
                ? RecoveryOutlook.ofItsPlan(
                        account.username(), plan, ways.usual().preview(tx, voucher, id))
                : RecoveryOutlook.ofAnotherPlan(
                        account.username(),
                        plan,
                        () -> ways.other().preview(tx, voucher, id, OtherPlan.SECOND_ACCOUNT),
                        () -> ways.other().preview(tx, voucher, id, OtherPlan.CONVERT));
    }

    /**
     * Redeems an item by what can be read of its code.
     *
     * @throws Refused if it can't be redeemed now, if its tries are used up, if the symbols are not
     *     its, or if the account can't have it
     */
    Redemption recover(
            Caller caller, SerialNumber serial, DamagedCode code, Beneficiary beneficiary) {
        try {
            return transactions
                    .answered(caller, Redemption.class)
                    .orElseGet(() -> spend(caller, serial, code, beneficiary));
        } catch (CodeRefusedException refused) {
            throw new Refused(ProblemType.CONFLICT, unusable(refused.bad().reason()));
        }
    }

    private Redemption spend(
            Caller caller, SerialNumber serial, DamagedCode code, Beneficiary beneficiary) {
        CodeDigest digest =
                transactions.read(
                        caller,
                        tx -> {
                            CodeDigest wanted = digest(tx, serial);
                            requireFit(tx, good(tx, wanted), beneficiary);
                            return wanted;
                        });
        int left = transactions.write(caller, tx -> tries.count(tx, serial, code));
        if (!codes.fits(code, digest)) {
            throw new Refused(ProblemType.CODE_REFUSED, doesNotFit(left));
        }
        Redemption redemption =
                noted(caller, serial, spending(digest, beneficiary));
        return redemption.repository() == null
                ? redemption
                : redemption.withStorageReady(provisioning.deliverNow(redemption.account()));
    }

    private Redemption noted(
            Caller caller, SerialNumber serial, Function<Tx, Redemption> spending) {
        return transactions.once(
                caller,
                Redemption.class,
                tx -> {
                    Redemption redemption = spending.apply(tx);
                    tries.succeeded(tx, serial, redemption.account());
                    return redemption;
                });
    }

    /** What is slow about it now, and the rest in the transaction. */
    private Function<Tx, Redemption> spending(CodeDigest digest, Beneficiary beneficiary) {
        return switch (beneficiary) {
            case Beneficiary.Existing(String username) ->
                    tx ->
                            ways.usual()
                                    .extend(
                                            tx,
                                            good(tx, digest),
                                            ways.usual().account(tx, username));
            case Beneficiary.Second(String first, String username) -> {
                Passwords.Hashed password = passwords.hash(null);
                yield tx ->
                        ways.other()
                                .second(
                                        tx,
                                        good(tx, digest),
                                        ways.usual().account(tx, first).id(),
                                        username,
                                        password);
            }
            case Beneficiary.Converted(String username, ConversionView.Shown shown) ->
                    tx ->
                            ways.other()
                                    .convert(
                                            tx,
                                            good(tx, digest),
                                            ways.usual().account(tx, username).id(),
                                            shown);
            case Beneficiary.Opened(NewAccount account) -> {
                Passwords.Hashed password = passwords.hash(account.password());
                yield tx -> ways.usual().open(tx, good(tx, digest), account, password);
            }
        };
    }

    private CodeDigest digest(Tx tx, SerialNumber serial) {
        return codes.of(tx, serial).orElseThrow(() -> Refused.notFound("serial number"));
    }

    private Voucher good(Tx tx, CodeDigest digest) {
        return switch (codes.check(tx, digest)) {
            case CodeCheck.Good(Voucher voucher) -> voucher;
            case CodeCheck.Bad bad -> throw new CodeRefusedException(bad);
        };
    }

    /** A name that nobody has should cost no try. */
    private void requireFit(Tx tx, Voucher voucher, Beneficiary beneficiary) {
        switch (beneficiary) {
            case Beneficiary.Existing(String username) -> {
                if (!hasPlan(tx, username, voucher)) {
                    throw Refused.field(
                            "username",
                            Text.of(
                                    "This item is for the plan {plan}, and that account has"
                                            + " another one. Open a second account for its"
                                            + " customer with it.",
                                    "plan",
                                    voucher.plan().name()));
                }
            }
            case Beneficiary.Second(String first, String username) -> {
                if (hasPlan(tx, first, voucher)) {
                    throw Refused.field(
                            "username",
                            Text.of(
                                    "That account has the plan {plan}, for which this item is:"
                                            + " redeem it for this account.",
                                    "plan",
                                    voucher.plan().name()));
                }
                ways.other()
                        .preview(
                                tx,
                                voucher,
                                ways.usual().account(tx, first).id(),
                                OtherPlan.SECOND_ACCOUNT);
            }
            case Beneficiary.Converted(String username, ConversionView.Shown shown) ->
                    ways.other()
                            .requireShown(
                                    tx, voucher, ways.usual().account(tx, username).id(), shown);
            case Beneficiary.Opened opened -> {
                // Whatever its customer has.
            }
        }
    }

    private boolean hasPlan(Tx tx, String username, Voucher voucher) {
        return ways.usual().account(tx, username).plan().equals(voucher.plan().id());
    }

    private static Text doesNotFit(int left) {
        return left == 0
                ? Text.of(
                        "These symbols do not belong to this item. That was the last try: void it"
                                + " and give the customer another one.")
                : Text.of(
                        "These symbols do not belong to this item. Compare them with the item, and write ? for each one that is not certain: {left, plural, one {one try is} other {# tries are}} left.",
                        "left",
                        left);
    }

    private static String unusable(CodeCheck.Reason reason) {
        return switch (reason) {
            case REDEEMED ->
                    "This item is redeemed already. Its page says when and for which account.";
            case NOT_ACTIVATED ->
                    "No till has sold this item, so its code is worth nothing yet. If the customer"
                            + " paid for it, ask the shop to report it as paid but not active.";
            case HELD -> "This item is on hold. Release it first, if nothing is wrong with it.";
            case BLOCKED -> "The print run of this item is blocked. Unblock it first, or wait.";
            case TAKEN_BACK, WORTHLESS, UNKNOWN, MISTYPED ->
                    "The code of this item can't be redeemed any more. Its page says why.";
        };
    }
}
