package io.counterfoil;

import io.counterfoil.accounts.AccountPlans;
import io.counterfoil.accounts.Conversions;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.codes.CodeDigester;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Transactions;
import io.counterfoil.provisioning.Provisioning;
import io.counterfoil.redemption.Attempts;
import io.counterfoil.redemption.Challenges;
import io.counterfoil.redemption.Codes;
import io.counterfoil.redemption.Guard;
import io.counterfoil.redemption.GuessLimits;
import io.counterfoil.redemption.GuidePages;
import io.counterfoil.redemption.InactiveAttempts;
import io.counterfoil.redemption.OtherPlanPages;
import io.counterfoil.redemption.OtherPlanSpending;
import io.counterfoil.redemption.OtherPlans;
import io.counterfoil.redemption.Recoveries;
import io.counterfoil.redemption.RecoveryPages;
import io.counterfoil.redemption.RecoveryResource;
import io.counterfoil.redemption.RecoveryTries;
import io.counterfoil.redemption.RedeemPages;
import io.counterfoil.redemption.Redemptions;
import io.counterfoil.redemption.RedemptionsResource;
import io.counterfoil.redemption.RunBlocks;
import io.counterfoil.redemption.SiteLimit;
import io.counterfoil.redemption.Spending;
import java.util.List;

/**
 * Codes: who may try them, and what they are spent on.
 *
 * @param redemptions codes and what they are spent on
 * @param otherPlans codes for another plan than the account has
 * @param recoveries cards with a damaged panel
 * @param guessLimits what keeps out those who guess codes
 * @param siteLimit what keeps guessing from everywhere slow
 * @param inactiveAttempts tells of codes that were tried before their items were sold
 * @param resources pages and addresses of all of them
 */
public record RedemptionWiring(
        Redemptions redemptions,
        OtherPlans otherPlans,
        Recoveries recoveries,
        GuessLimits guessLimits,
        SiteLimit siteLimit,
        InactiveAttempts inactiveAttempts,
        List<Object> resources) {

    /** What a code is looked up in. */
    record Stock(
            Items items, Catalog catalog, RunBlocks blocks, InactiveAttempts.Alarm alarm) {}

    static RedemptionWiring of(
            Ground ground,
            AccessWiring access,
            Stock stock,
            StorageWiring storage,
            LifecycleWiring lifecycle,
            CustomerWiring customers) {
        Transactions transactions = ground.transactions();
        Provisioning provisioning = storage.provisioning();

        Codes codes =
                new Codes(
                        new CodeDigester(ground.serverKey()),
                        stock.items(),
                        stock.catalog(),
                        stock.blocks(),
                        access.providers());
        GuessLimits guessLimits = new GuessLimits(ground.serverKey());
        SiteLimit siteLimit =
                new SiteLimit(
                        new Attempts(transactions, ground.clock()),
                        new Challenges(ground.serverKey(), ground.clock()));
        Guard guard = new Guard(transactions, codes, guessLimits, siteLimit, access.audit());

        Spending spending =
                new Spending(guard, stock.items(), customers.accounts(), ground.ids());
        Redemptions redemptions =
                new Redemptions(
                        transactions,
                        spending,
                        guard,
                        customers.signIn(),
                        customers.passwords(),
                        provisioning);
        OtherPlanSpending otherSpending =
                new OtherPlanSpending(
                        spending,
                        customers.accounts(),
                        new Conversions(
                                lifecycle.terms(),
                                lifecycle.ledger(),
                                stock.catalog(),
                                new AccountPlans(provisioning),
                                ground.events()),
                        stock.items(),
                        stock.catalog(),
                        ground.ids());
        OtherPlans otherPlans =
                new OtherPlans(
                        redemptions,
                        otherSpending,
                        guard,
                        customers.passwords(),
                        provisioning);
        Recoveries recoveries =
                new Recoveries(
                        transactions,
                        codes,
                        new RecoveryTries(ground.serverKey(), access.audit()),
                        new Recoveries.Ways(spending, otherSpending),
                        customers.passwords(),
                        provisioning);

        return new RedemptionWiring(
                redemptions,
                otherPlans,
                recoveries,
                guessLimits,
                siteLimit,
                new InactiveAttempts(transactions, ground.jobs(), stock.alarm()),
                List.of(
                        new RedemptionsResource(redemptions, otherPlans),
                        new RecoveryResource(recoveries),
                        new RecoveryPages(recoveries),
                        new GuidePages(ground.transactions(), access.providers()),
                        new RedeemPages(
                                redemptions,
                                siteLimit,
                                customers.accountCare(),
                                otherPlans,
                                storage.software()),
                        new OtherPlanPages(
                                otherPlans,
                                siteLimit,
                                customers.accountCare(),
                                storage.software())));
    }
}
