package io.counterfoil.retailers;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a retailer is paid, for the provider. */
@Path("/console/retailers/{id}/bank")
@Produces(MediaType.TEXT_HTML)
public final class BankDetailsPages {
    private final BankDetails details;
    private final Retailers retailers;

    /** Pages over {@code details} of {@code retailers}. */
    public BankDetailsPages(BankDetails details, Retailers retailers) {
        this.details = details;
        this.retailers = retailers;
    }

    /** What is known of it. */
    @GET
    @Allowed({Role.OWNER, Role.FINANCE, Role.READ_ONLY})
    public Page show(@Context Caller caller, @PathParam("id") String id) {
        UUID retailer = Fields.idInPath("retailer", id);
        return page(caller, retailer, ofProvider(retailer));
    }

    /** Changes it, or asks somebody else to agree. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.FINANCE})
    public Response change(
            @Context Caller caller,
            @PathParam("id") String id,
            @FormParam("account_holder") @Nullable String holder,
            @FormParam("iban") @Nullable String iban,
            @FormParam("bic") @Nullable String bic) {
        UUID retailer = Fields.idInPath("retailer", id);
        return change(
                caller, retailer, ofProvider(retailer), new NewBankDetails(holder, iban, bic));
    }

    /** Changes it, or asks somebody else to agree; on the page at {@code here}. */
    Response change(Caller caller, UUID retailer, String here, NewBankDetails wanted) {
        try {
            BankDetails.Outcome outcome = details.change(caller, retailer, wanted);
            return Flash.seeOther(
                    here,
                    outcome.approval() == null
                            ? "Saved. Nothing is paid to the new account for seven days."
                            : "Somebody else has to agree first: an owner or somebody of finance"
                                    + " of the provider.");
        } catch (Refused refused) {
            if (refused.type() == ProblemType.NOT_FOUND) {
                throw refused;
            }
            return Response.ok(
                            page(caller, retailer, here)
                                    .with("holder", wanted.accountHolder())
                                    .with("bic", wanted.bic())
                                    .refused(refused))
                    .build();
        }
    }

    /** The page at {@code here}. */
    Page page(Caller caller, UUID retailer, String here) {
        return Page.of("bank-details")
                .with("here", here)
                .with("known", details.known(caller, retailer))
                .with("retailer", retailers.retailer(caller, retailer));
    }

    private static String ofProvider(UUID retailer) {
        return "/console/retailers/" + retailer + "/bank";
    }
}
