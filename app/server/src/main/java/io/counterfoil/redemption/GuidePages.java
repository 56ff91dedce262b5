package io.counterfoil.redemption;

import io.counterfoil.access.Open;
import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Transactions;
import io.counterfoil.web.Page;
import io.counterfoil.web.QrPicture;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** A sheet of paper for customers: from the card in their hand to their first backup. */
@Path("/redeem/guide")
@Produces(MediaType.TEXT_HTML)
public final class GuidePages {
    private final Transactions transactions;
    private final Providers providers;

    /** The guide to the pages of {@code providers}. */
    public GuidePages(Transactions transactions, Providers providers) {
        this.transactions = transactions;
        this.providers = providers;
    }

    /** The guide, which fits on one page of A4. */
    @GET
    @Open
    public Page guide(@Context Caller caller) {
        Provider provider = transactions.read(caller, providers::of);
        return Page.of("redeem/guide")
                .with("address", provider.webAddress() + "/redeem")
                .with("picture", QrPicture.of(provider.url() + "/redeem"));
    }
}
