package io.counterfoil.redemption;

import io.counterfoil.accounts.Account;
import io.counterfoil.accounts.Accounts;
import io.counterfoil.accounts.Conversions;
import io.counterfoil.accounts.Passwords;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.catalog.Plan;
import io.counterfoil.catalog.Product;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.RepositoryAccess;
import io.counterfoil.terms.Conversion;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** The one transaction in which a code for another plan is spent, in one of the two ways. */
public final class OtherPlanSpending {
    private final Spending spending;
    private final Accounts accounts;
    private final Conversions conversions;
    private final TimeLeft timeLeft;
    private final Catalog catalog;
    private final Ids ids;

    /** Codes spent by {@code spending} on second accounts and on {@code conversions}. */
    public OtherPlanSpending(
            Spending spending,
            Accounts accounts,
            Conversions conversions,
            Items items,
            Catalog catalog,
            Ids ids) {
        this.spending = spending;
        this.accounts = accounts;
        this.conversions = conversions;
        this.timeLeft = new TimeLeft(conversions, items, catalog);
        this.catalog = catalog;
        this.ids = ids;
    }

    /** What a conversion would do, and how it is shown. */
    private record Deal(Conversions.Outlook outlook, ConversionView view) {}

    /** What the code would do in this way to the account's holder, who asks, or staff for them. */
    Preview preview(Tx tx, Voucher voucher, UUID id, OtherPlan way) {
        return preview(tx, voucher, id, way, true);
    }

    /**
     * What the code would do in this way to the account's holder.
     *
     * @param known whether they ask, or staff for them: nobody else is told what their other accounts
     *     are called, and what they bought when
     * @throws Refused if the account has the plan of the code, or its customer has another account
     *     that has it, or if the two plans' times can't be compared
     */
    Preview preview(Tx tx, Voucher voucher, UUID id, OtherPlan way, boolean known) {
        Account account = parent(tx, id);
        requireFree(tx, account, voucher.plan(), known);
        return switch (way) {
            case SECOND_ACCOUNT -> spending.preview(tx, voucher, null);
            case CONVERT -> {
                requireParent(account, id, known);
                accounts.requireOpen(account);
                Deal deal = deal(tx, voucher, account);
                yield Preview.of(
                        voucher,
                        account.term().end(),
                        spending.end(tx, deal.outlook().extension()),
                        known ? deal.view() : deal.view().withoutParts());
            }
        };
    }

    /** Opens a second account of the same customer, with a name of its own. */
    Redemption second(
            Tx tx, Voucher voucher, UUID holder, String username, Passwords.Hashed password) {
        Account account = parent(tx, holder);
        accounts.holdPlans(tx, account);
        requireFree(tx, account, voucher.plan(), true);
        UUID id = ids.next();
        UUID redemption = spending.redeem(tx, voucher, id);
        RepositoryAccess repository =
                accounts.openAnother(tx, id, account, username, password, voucher.start());
        Instant end = spending.grant(tx, voucher, redemption, id);
        return new Redemption(id, username, end, password.temporary(), repository, null);
    }

    /**
     * Gives the account the plan of the code.
     *
     * @param shown what its holder agreed to
     * @throws Refused if that has changed
     */
    Redemption convert(Tx tx, Voucher voucher, UUID holder, ConversionView.Shown shown) {
        UUID id = parent(tx, holder).id();
        Account account = conversions.lock(tx, id);
        requireParent(account, holder, true);
        requireFree(tx, account, voucher.plan(), true);
        Deal deal = deal(tx, voucher, account);
        requireShown(voucher, deal.view(), shown);
        Instant end = spending.end(tx, deal.outlook().extension());
        UUID redemption = spending.redeem(tx, voucher, id);
        new RedemptionRepository(tx).insert(redemption, voucher.serial(), id);
        conversions.convert(
                tx,
                account,
                voucher.plan(),
                new Conversions.Card(redemption, voucher.product().term(), voucher.paid()),
                deal.outlook());
        accounts.tellRedeemed(tx, id, voucher.product(), voucher.plan());
        return new Redemption(account.id(), account.username(), end, null, null, null);
    }

    /**
     * That a conversion would do what its holder was shown.
     *
     * @throws Refused if that has changed, or if it can't be
     */
    void requireShown(Tx tx, Voucher voucher, UUID holder, ConversionView.Shown shown) {
        Preview preview = preview(tx, voucher, holder, OtherPlan.CONVERT);
        requireShown(voucher, Objects.requireNonNull(preview.conversion()), shown);
    }

    private static void requireShown(
            Voucher voucher, ConversionView view, ConversionView.Shown shown) {
        if (!view.is(shown)) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    new Text(
                            "What you were shown has changed: {old, plural, one {# day that remains becomes} other {# days that remain become}} {new, plural, one {# day} other {# days}} of the plan {plan} now. Nothing was changed and the code is still good: please look at it again.",
                            Map.of(
                                    "old", view.remainingDays(),
                                    "new", view.convertedDays(),
                                    "plan", voucher.plan().name())));
        }
    }

    private Deal deal(Tx tx, Voucher voucher, Account account) {
        Product card = voucher.product();
        Optional<Product> newest = timeLeft.newestPaid(tx, account);
        if (newest.isEmpty()) {
            requireUnpaid(tx, voucher, account);
        }
        List<TimeLeft.Stretch> stretches = timeLeft.stretches(tx, account, newest);
        Conversions.Outlook outlook =
                conversions
                        .foresee(
                                tx,
                                account,
                                stretches.stream().map(TimeLeft.Stretch::old).toList(),
                                new Conversions.Offer(voucher.plan(), TimeLeft.rate(card), card.term()))
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                ProblemType.CONFLICT,
                                                Text.of(
                                                        "This card has no price, so the time that was paid for can't be changed into time of the plan {plan}. Open a second account with it: both keep their time.",
                                                        "plan",
                                                        voucher.plan().name())));
        Plan before = catalog.plan(tx, account.plan()).orElseThrow();
        Currency currency = card.price().currency();
        List<Long> worth =
                Conversion.worth(stretches.stream().map(TimeLeft.Stretch::part).toList());
        long together = worth.stream().mapToLong(Long::longValue).sum();
        Optional<Product> last =
                stretches.isEmpty() ? newest : Optional.ofNullable(stretches.getLast().product());
        ConversionView view =
                new ConversionView(
                        before.id(),
                        before.name(),
                        account.hardQuotaBytes(),
                        outlook.remainingDays(),
                        last.map(product -> Amount.of(product.price())).orElse(null),
                        last.map(Product::term).orElse(null),
                        IntStream.range(0, stretches.size())
                                .mapToObj(i -> stretches.get(i).worth(worth.get(i), currency))
                                .toList(),
                        Amount.of(new Money(together, currency)),
                        Amount.of(card.price()),
                        card.term(),
                        outlook.convertedDays(),
                        outlook.hardQuotaBytes());
        return new Deal(outlook, view);
    }

    /** Time that was invoiced has a price, but no card tells it: it is not taken for nothing. */
    private void requireUnpaid(Tx tx, Voucher voucher, Account account) {
        if (conversions.hasTimePaidOtherwise(tx, account.id())) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    Text.of(
                            "The time of this account was paid for without a card, so it can't be changed into time of the plan {plan} here. Open a second account with this card, or ask us: until then the code stays good.",
                            "plan",
                            voucher.plan().name()));
        }
    }

    // The plan of a sub-account is its parent's.
    private Account parent(Tx tx, UUID id) {
        return accounts.find(tx, id)
                .flatMap(
                        account ->
                                account.parent() == null
                                        ? Optional.of(account)
                                        : accounts.find(tx, account.parent()))
                .orElseThrow(() -> Refused.notFound("account"));
    }

    private static void requireParent(Account parent, UUID holder, boolean known) {
        if (!parent.id().equals(holder)) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    known
                            ? Text.of(
                                    "The plan of this account is that of {parent}, under which it is, and is changed for that one.",
                                    "parent",
                                    parent.username())
                            : Text.of(
                                    "The plan of this account is that of the one under which it is, and is changed for that one."));
        }
    }

    private void requireFree(Tx tx, Account account, Plan plan, boolean known) {
        String present =
                conversions.parentOf(tx, account.customer(), plan.id()).orElse(null);
        if (present != null) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    known
                            ? Text.of(
                                    "The account {account} has the plan {plan} already, and there is one account for each plan. Nothing was changed and the code is still good: extend that account with it.",
                                    "account",
                                    present,
                                    "plan",
                                    plan.name())
                            : Text.of(
                                    "Another account of this customer has the plan {plan} already, and there is one account for each plan. Nothing was changed and the code is still good: extend that account with it.",
                                    "plan",
                                    plan.name()));
        }
    }
}
