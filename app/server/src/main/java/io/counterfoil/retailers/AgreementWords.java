package io.counterfoil.retailers;

import io.counterfoil.catalog.SalesModel;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Agreements as people say them. */
final class AgreementWords {
    private AgreementWords() {}

    /** Who reads it. */
    enum Reader {
        PROVIDER,
        SHOP;

        /** Of two sentences that say the same the one for this reader. */
        private String pick(String forProvider, String forShop) {
            return this == PROVIDER ? forProvider : forShop;
        }
    }

    /** What an agreement says, one sentence for each thing. */
    static List<Text> of(AgreementVersion.Terms terms, Reader reader) {
        List<Text> sentences = new ArrayList<>();
        sentences.add(
                terms.salesModel()
                        .map(model -> shared(model, terms, reader))
                        .orElseGet(() -> sharedAsProductsSay(terms, reader)));
        if (terms.salesModel().orElse(SalesModel.CONSIGNMENT) == SalesModel.CONSIGNMENT) {
            sentences.add(
                    Text.of(
                            reader.pick(
                                    "For 24 hours after a sale, and as long as the customer may bring the item back, the shop is not asked for the money.",
                                    "For 24 hours after a sale, and as long as the customer may bring the item back, you are not asked for the money.")));
        }
        if (terms.bounty().minor() > 0) {
            sentences.add(
                    Text.of(
                            reader.pick(
                                    "We pay it {amount} when a customer pays for the first time whose account began with a free item of this shop.",
                                    "We pay you {amount} when a customer pays for the first time whose account began with a free item of yours."),
                            "amount",
                            terms.bounty()));
        }
        if (terms.residualBasisPoints() > 0) {
            sentences.add(
                    Text.of(
                            reader.pick(
                                    "We pay it {percent} % of what customers pay online later whose first item was from this shop.",
                                    "We pay you {percent} % of what customers pay online later whose first item was from you."),
                            "percent",
                            percent(terms.residualBasisPoints())));
        }
        terms.limits().ifPresent(limits -> sentences.addAll(of(limits, reader)));
        return sentences;
    }

    /** What one item comes to. */
    static Example example(
            String what, Money price, SalesModel model, Commission commission, Reader reader) {
        Money kept = model == SalesModel.GIVEAWAY ? price : commission.of(price);
        Money owed = new Money(price.minor() - kept.minor(), price.currency());
        return new Example(
                what,
                price,
                kept,
                owed,
                switch (model) {
                    case CONSIGNMENT -> "once it is sold";
                    case WHOLESALE ->
                            reader.pick("once it is sent to the shop", "once it is sent to you");
                    case GIVEAWAY -> "never";
                });
    }

    /**
     * What one item comes to.
     *
     * @param what the item
     * @param price what the customer pays
     * @param kept what of it the shop keeps
     * @param owed what it owes
     * @param when since when it owes that
     */
    record Example(String what, Money price, Money kept, Money owed, String when) {}

    private static Text shared(
            SalesModel model, AgreementVersion.Terms terms, Reader reader) {
        return switch (model) {
            case CONSIGNMENT ->
                    share(
                            reader.pick(
                                    "The shop keeps {share} and owes the rest {after} the sale.",
                                    "You keep {share} and owe the rest {after} the sale."),
                            terms,
                            after(terms.holdDays()));
            case WHOLESALE ->
                    share(
                            reader.pick(
                                    "The shop buys the items: it keeps {share} and owes the rest {after} they were sent to it, sold or not. What it sends back is credited.",
                                    "You buy the items: you keep {share} and owe the rest {after} they were sent to you, sold or not. What you send back is credited."),
                            terms,
                            after(terms.holdDays()));
            case GIVEAWAY ->
                    Text.of(
                            reader.pick(
                                    "The shop keeps all of the price and owes nothing.",
                                    "You keep all of the price and owe nothing."));
        };
    }

    private static Text sharedAsProductsSay(AgreementVersion.Terms terms, Reader reader) {
        return share(
                reader.pick(
                        "The shop keeps {share} and owes the rest {after}. For products that shops buy (wholesale) this counts from when they are sent to it, for all others from the sale. Of giveaways it keeps all.",
                        "You keep {share} and owe the rest {after}. For products that you buy this counts from when they are sent to you, for all others from the sale. Of giveaways you keep all."),
                terms,
                terms.holdDays() == 0
                        ? Text.of("at once")
                        : Text.of(
                                "after {days, plural, one {# day} other {# days}}",
                                "days",
                                terms.holdDays()));
    }

    private static Text share(String pattern, AgreementVersion.Terms terms, Text after) {
        return Text.of(pattern, "share", kept(terms.commission()), "after", after);
    }

    private static List<Text> of(RetailerLimits limits, Reader reader) {
        List<Text> sentences = new ArrayList<>();
        sentences.add(
                limits.creditLimit()
                        .map(
                                most ->
                                        Text.of(
                                                reader.pick(
                                                        "It may owe us at most {amount}. Then its tills sell no more until it pays.",
                                                        "You may owe us at most {amount}. Then your tills sell no more until you pay."),
                                                "amount",
                                                most))
                        .orElseGet(
                                () ->
                                        Text.of(
                                                reader.pick(
                                                        "What it may owe us is not limited.",
                                                        "What you may owe us is not limited."))));
        sentences.add(
                limits.consignmentLimit()
                        .map(
                                most ->
                                        Text.of(
                                                reader.pick(
                                                        "It may have at most {number, plural, one {# unsold item} other {# unsold items}}.",
                                                        "You may have at most {number, plural, one {# unsold item} other {# unsold items}}."),
                                                "number",
                                                most))
                        .orElseGet(
                                () ->
                                        Text.of(
                                                reader.pick(
                                                        "How many items it may have is not limited.",
                                                        "How many items you may have is not limited."))));
        if (limits.minimumPayout().minor() > 0) {
            sentences.add(
                    Text.of(
                            reader.pick(
                                    "What we owe it is paid out from {amount} on; less than that waits for the next statement.",
                                    "What we owe you is paid out from {amount} on; less than that waits for the next statement."),
                            "amount",
                            limits.minimumPayout()));
        }
        return sentences;
    }

    private static Text kept(Commission commission) {
        return switch (commission) {
            case Commission.Percent share when share.basisPoints() == 0 ->
                    Text.of("nothing of the price");
            case Commission.Percent share ->
                    Text.of("{percent} % of the price", "percent", percent(share.basisPoints()));
            case Commission.Fixed fixed ->
                    Text.of("{amount} of the price of each item", "amount", fixed.amount());
        };
    }

    private static Text after(int days) {
        return days == 0
                ? Text.of("right after")
                : Text.of("{days, plural, one {# day} other {# days}} after", "days", days);
    }

    private static BigDecimal percent(int basisPoints) {
        return BigDecimal.valueOf(basisPoints, 2).stripTrailingZeros();
    }
}
