package io.counterfoil.retailers;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a retailer is paid, for its own managers. */
@Path(ShopBankDetailsPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class ShopBankDetailsPages {
    static final String HERE = "/retail/bank";

    private final BankDetailsPages pages;

    /** The same as {@code pages}, at another place. */
    public ShopBankDetailsPages(BankDetailsPages pages) {
        this.pages = pages;
    }

    /** What is known of it. */
    @GET
    @Allowed(Role.MANAGER)
    public Page show(@Context Caller caller) {
        return pages.page(caller, caller.retailer(), HERE);
    }

    /** Asks the provider to agree to another account. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.MANAGER)
    public Response change(
            @Context Caller caller,
            @FormParam("account_holder") @Nullable String holder,
            @FormParam("iban") @Nullable String iban,
            @FormParam("bic") @Nullable String bic) {
        return pages.change(caller, caller.retailer(), HERE, new NewBankDetails(holder, iban, bic));
    }
}
