package io.counterfoil.activation;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Transactions;
import io.counterfoil.web.Page;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** A sheet of paper beside the till: how the people of a shop sell, and take back. */
@Path("/retail/guide")
@Produces(MediaType.TEXT_HTML)
public final class ShopGuidePages {
    private final Transactions transactions;
    private final Providers providers;

    /** The guide to the pages of {@code providers}. */
    public ShopGuidePages(Transactions transactions, Providers providers) {
        this.transactions = transactions;
        this.providers = providers;
    }

    /** The guide, which fits on one page of A4. */
    @GET
    @Allowed({Role.MANAGER, Role.CLERK})
    public Page guide(@Context Caller caller) {
        Provider provider = transactions.read(caller, providers::of);
        return Page.of("retail/guide").with("address", provider.webAddress());
    }
}
