package io.counterfoil.console.home;

import io.counterfoil.access.Providers;
import io.counterfoil.catalog.Plans;
import io.counterfoil.catalog.Products;
import io.counterfoil.inventory.Shipments;
import io.counterfoil.mail.Mail;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Transactions;
import io.counterfoil.printing.PrintRuns;
import io.counterfoil.retailers.Retailers;
import java.util.List;
import java.util.Optional;

/**
 * What leads a new provider to its first card in a shop. What is done is told by what is there, not
 * by a note that somebody did it.
 */
public final class FirstSteps {
    private static final Listing ANY = new Listing(1, null);

    private final Transactions transactions;
    private final Providers providers;
    private final Things things;

    /** Where it can be seen what is there. */
    public record Things(
            Plans plans,
            Products products,
            PrintRuns runs,
            Retailers retailers,
            Shipments shipments,
            Mail mail) {}

    /** Steps as far as {@code things} tell, which one of the {@code providers} may hide. */
    public FirstSteps(Transactions transactions, Providers providers, Things things) {
        this.transactions = transactions;
        this.providers = providers;
        this.things = things;
    }

    /**
     * A step.
     *
     * @param name what the page calls it
     */
    public record Step(String name, boolean done) {}

    /** All steps in their order; none once all are done, or somebody has seen enough of them. */
    List<Step> of(Caller caller, boolean countedIn) {
        if (transactions.read(caller, providers::hidesFirstSteps)) {
            return List.of();
        }
        PrintRuns.Begun begun = things.runs().begun(caller);
        List<Step> steps =
                List.of(
                        new Step(
                                "sender",
                                transactions.read(caller, tx -> things.mail().hasSender(tx))),
                        new Step("plan", any(things.plans().list(caller, ANY))),
                        new Step("product", any(things.products().list(caller, ANY))),
                        new Step("run", begun.ordered()),
                        new Step("proof", begun.proofed()),
                        new Step("print", begun.fetched() || countedIn),
                        new Step("count", countedIn),
                        new Step("retailer", any(things.retailers().retailers(caller, ANY))),
                        new Step(
                                "shipment",
                                any(
                                        things.shipments()
                                                .list(
                                                        caller,
                                                        Optional.empty(),
                                                        Optional.empty(),
                                                        ANY))));
        return steps.stream().allMatch(Step::done) ? List.of() : steps;
    }

    /** Shows them to nobody any more. */
    void hide(Caller caller) {
        transactions.write(
                caller,
                tx -> {
                    providers.hideFirstSteps(tx);
                    return true;
                });
    }

    private static boolean any(Slice<?> some) {
        return !some.items().isEmpty();
    }
}
