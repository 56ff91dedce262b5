package io.counterfoil.retailers;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.web.Page;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** What a retailer and its provider agreed on, for whoever runs the retailer. */
@Path("/retail/agreement")
@Produces(MediaType.TEXT_HTML)
public final class ShopAgreementPages {
    private final AgreementPages pages;

    /** Says what {@code pages} say, to the shop. */
    public ShopAgreementPages(AgreementPages pages) {
        this.pages = pages;
    }

    /** What counts now. */
    @GET
    @Allowed(Role.MANAGER)
    public Page show(@Context Caller caller) {
        return pages.counting(
                "retail/agreement", caller, caller.retailer(), AgreementWords.Reader.SHOP);
    }
}
