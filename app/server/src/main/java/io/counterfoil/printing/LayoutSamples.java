package io.counterfoil.printing;

import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;

/** Shows what a layout looks like before anything is ordered in it. */
public final class LayoutSamples {
    private final Transactions transactions;
    private final Providers providers;
    private final OwnTemplates templates;
    private final Press press;

    /**
     * Samples of {@code templates}, drawn by {@code press} with the name and address of the
     * caller's provider.
     */
    public LayoutSamples(
            Transactions transactions, Providers providers, OwnTemplates templates, Press press) {
        this.transactions = transactions;
        this.providers = providers;
        this.templates = templates;
        this.press = press;
    }

    /**
     * Void items with made-up values in a layout on a sheet.
     *
     * @throws Refused if there is no such layout or sheet, or they don't go together
     */
    public RunFiles.Download of(Caller caller, PrintPart part) {
        if (templates.of(caller.provider()).read("layouts", part.layout(), ".json").isEmpty()) {
            throw Refused.notFound("layout");
        }
        Provider provider = transactions.read(caller, providers::of);
        return press.sample(provider, part);
    }
}
