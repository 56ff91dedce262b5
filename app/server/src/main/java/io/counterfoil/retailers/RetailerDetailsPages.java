package io.counterfoil.retailers;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
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
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What statements and the tax office need to know of a retailer, and whether it sells. */
@Path("/console/retailers/{id}/details")
@Produces(MediaType.TEXT_HTML)
public final class RetailerDetailsPages {
    private final RetailerCare care;

    /** Pages over {@code care}. */
    public RetailerDetailsPages(RetailerCare care) {
        this.care = care;
    }

    /** What is known. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page show(@Context Caller caller, @PathParam("id") String id) {
        RetailerDetails retailer = care.retailer(caller, retailer(id));
        return page(retailer).with("form", retailer);
    }

    /** Changes it; an empty field is no more known. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.FINANCE})
    public Response change(
            @Context Caller caller,
            @PathParam("id") String id,
            @FormParam("name") @Nullable String name,
            @FormParam("active") @Nullable String active,
            @FormParam("legal_name") @Nullable String legalName,
            @FormParam("address") @Nullable String address,
            @FormParam("country") @Nullable String country,
            @FormParam("statement_email") @Nullable String statementEmail,
            @FormParam("vat_id") @Nullable String vatId) {
        RetailerDetails before = care.retailer(caller, retailer(id));
        RetailerChange wanted =
                new RetailerChange(
                        Objects.requireNonNullElse(name, ""),
                        active != null,
                        Objects.requireNonNullElse(legalName, ""),
                        Objects.requireNonNullElse(address, ""),
                        Objects.requireNonNullElse(country, ""),
                        Objects.requireNonNullElse(statementEmail, ""),
                        Objects.requireNonNullElse(vatId, ""));
        try {
            RetailerDetails after = care.change(caller, before.id(), wanted);
            return Flash.seeOther(
                    "/console/retailers/" + after.id(),
                    before.active() && !after.active()
                            ? Text.of(
                                    "{outlet} is closed: it is sent nothing and sells nothing.",
                                    "outlet",
                                    after.name())
                            : Text.of("Saved."));
        } catch (Refused refused) {
            return Response.ok(page(before).with("form", wanted).refused(refused)).build();
        }
    }

    private static Page page(RetailerDetails retailer) {
        return Page.of("console/retailer-details")
                .about("retailer", retailer.id())
                .with("retailer", retailer);
    }

    private static UUID retailer(String id) {
        return Fields.idInPath("retailer", id);
    }
}
