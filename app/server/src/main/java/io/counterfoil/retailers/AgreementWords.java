package io.counterfoil.retailers;

import io.counterfoil.catalog.SalesModel;
import io.counterfoil.platform.Counted;
import io.counterfoil.platform.Money;
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
    static List<String> of(AgreementVersion.Terms terms, Reader reader) {
        List<String> sentences = new ArrayList<>();
        sentences.add(
                terms.salesModel()
                        .map(model -> shared(model, terms, reader))
                        .orElseGet(() -> sharedAsProductsSay(terms, reader)));
        if (terms.bounty().minor() > 0) {
            sentences.add(
                    reader.pick(
                                    "We pay it %s when a customer pays for the first time whose account began with a free item of this shop.",
                                    "We pay you %s when a customer pays for the first time whose account began with a free item of yours.")
                            .formatted(terms.bounty()));
        }
        if (terms.residualBasisPoints() > 0) {
            sentences.add(
                    reader.pick(
                                    "We pay it %s of what customers pay online later whose first item was from this shop.",
                                    "We pay you %s of what customers pay online later whose first item was from you.")
                            .formatted(percent(terms.residualBasisPoints())));
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
                price.toString(),
                kept.toString(),
                owed.toString(),
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
    record Example(String what, String price, String kept, String owed, String when) {}

    private static String shared(
            SalesModel model, AgreementVersion.Terms terms, Reader reader) {
        return switch (model) {
            case CONSIGNMENT ->
                    reader.pick(
                                    "The shop keeps %s and owes the rest %s the sale.",
                                    "You keep %s and owe the rest %s the sale.")
                            .formatted(kept(terms.commission()), after(terms.holdDays()));
            case WHOLESALE ->
                    reader.pick(
                                    "The shop buys the items: it keeps %s and owes the rest %s they were sent to it, sold or not. What it sends back is credited.",
                                    "You buy the items: you keep %s and owe the rest %s they were sent to you, sold or not. What you send back is credited.")
                            .formatted(kept(terms.commission()), after(terms.holdDays()));
            case GIVEAWAY ->
                    reader.pick(
                            "The shop keeps all of the price and owes nothing.",
                            "You keep all of the price and owe nothing.");
        };
    }

    private static String sharedAsProductsSay(AgreementVersion.Terms terms, Reader reader) {
        return reader.pick(
                        "The shop keeps %s and owes the rest %s. For products that shops buy (wholesale) this counts from when they are sent to it, for all others from the sale. Of giveaways it keeps all.",
                        "You keep %s and owe the rest %s. For products that you buy this counts from when they are sent to you, for all others from the sale. Of giveaways you keep all.")
                .formatted(
                        kept(terms.commission()),
                        terms.holdDays() == 0 ? "at once" : "after " + Counted.of(terms.holdDays(), "day"));
    }

    private static List<String> of(RetailerLimits limits, Reader reader) {
        List<String> sentences = new ArrayList<>();
        sentences.add(
                limits.creditLimit()
                        .map(
                                reader.pick(
                                                "It may owe us at most %s. Then its tills sell no more until it pays.",
                                                "You may owe us at most %s. Then your tills sell no more until you pay.")
                                        ::formatted)
                        .orElse(
                                reader.pick(
                                        "What it may owe us is not limited.",
                                        "What you may owe us is not limited.")));
        sentences.add(
                limits.consignmentLimit()
                        .map(
                                reader.pick(
                                                "It may have at most %d unsold items.",
                                                "You may have at most %d unsold items.")
                                        ::formatted)
                        .orElse(
                                reader.pick(
                                        "How many items it may have is not limited.",
                                        "How many items you may have is not limited.")));
        if (limits.minimumPayout().minor() > 0) {
            sentences.add(
                    reader.pick(
                                    "What we owe it is paid out from %s on; less than that waits for the next statement.",
                                    "What we owe you is paid out from %s on; less than that waits for the next statement.")
                            .formatted(limits.minimumPayout()));
        }
        return sentences;
    }

    private static String kept(Commission commission) {
        return switch (commission) {
            case Commission.Percent share when share.basisPoints() == 0 -> "nothing of the price";
            case Commission.Percent share -> percent(share.basisPoints()) + " of the price";
            case Commission.Fixed fixed -> fixed.amount() + " of the price of each item";
        };
    }

    private static String after(int days) {
        return days == 0 ? "right after" : Counted.of(days, "day") + " after";
    }

    private static String percent(int basisPoints) {
        return TermsAnswer.percent(basisPoints) + " %";
    }
}
