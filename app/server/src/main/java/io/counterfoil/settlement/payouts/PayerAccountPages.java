package io.counterfoil.settlement.payouts;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.retailers.NewBankDetails;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** From which account retailers are paid. */
@Path(PayerAccountPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class PayerAccountPages {
    static final String HERE = "/console/settlement/account";

    private final PayerAccounts accounts;

    /** Pages over {@code accounts}. */
    public PayerAccountPages(PayerAccounts accounts) {
        this.accounts = accounts;
    }

    /** What is known of it. */
    @GET
    @Allowed({Role.OWNER, Role.FINANCE, Role.READ_ONLY})
    public Page show(@Context Caller caller) {
        return Page.of("console/payer-account").with("known", accounts.known(caller));
    }

    /** Changes it, or asks somebody else to agree. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.FINANCE})
    public Object change(
            @Context Caller caller,
            @FormParam("account_holder") @Nullable String holder,
            @FormParam("iban") @Nullable String iban,
            @FormParam("bic") @Nullable String bic) {
        try {
            PayerAccounts.Outcome outcome =
                    accounts.tell(caller, new NewBankDetails(holder, iban, bic));
            return Flash.seeOther(
                    HERE,
                    outcome.approval() == null
                            ? "Saved. The next order is paid from this account."
                            : "Somebody else has to agree first: an owner or somebody of finance.");
        } catch (Refused refused) {
            return show(caller).with("holder", holder).with("bic", bic).refused(refused);
        }
    }
}
