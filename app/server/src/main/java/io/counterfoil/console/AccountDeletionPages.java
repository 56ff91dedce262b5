package io.counterfoil.console;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.accounts.AccountCare;
import io.counterfoil.accounts.StaffDeletions;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.ProblemType;
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
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where staff have an account deleted for its customer, or keep it after all. */
@Path("/console/accounts/{id}/deletion")
@Produces(MediaType.TEXT_HTML)
public final class AccountDeletionPages {
    private final AccountCare care;
    private final StaffDeletions deletions;

    /** Pages over {@code deletions}; {@code care} shows what would be deleted. */
    public AccountDeletionPages(AccountCare care, StaffDeletions deletions) {
        this.care = care;
        this.deletions = deletions;
    }

    /** Says what it means, and asks why. */
    @GET
    @Allowed({Role.OWNER, Role.SUPPORT})
    public Page ask(@Context Caller caller, @PathParam("id") String id) {
        return page(caller, account(id));
    }

    /** Plans the deletion, or has the customer asked where paid time is left. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.SUPPORT})
    public Response begin(
            @Context Caller caller,
            @PathParam("id") String id,
            @FormParam("deletion_reason") @Nullable String reason) {
        UUID account = account(id);
        return done(
                caller,
                account,
                reason,
                () ->
                        Text.of(
                                deletions.begin(caller, account, reason).confirmationSent()
                                        ? "There is paid time left, so the customer was asked by"
                                                + " mail. Nothing is deleted unless they confirm it"
                                                + " there."
                                        : "The account will be deleted; its customer is told the day"
                                                + " by mail."));
    }

    /** Keeps it after all. */
    @POST
    @Path("/taken-back")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.SUPPORT})
    public Response takeBack(
            @Context Caller caller,
            @PathParam("id") String id,
            @FormParam("deletion_reason") @Nullable String reason) {
        UUID account = account(id);
        return done(
                caller,
                account,
                reason,
                () -> deletions.takeBack(caller, account, reason).kept("other"));
    }

    private Response done(
            Caller caller, UUID account, @Nullable String reason, Supplier<Text> work) {
        try {
            return Flash.seeOther(CustomerAccountPages.address(account), work.get());
        } catch (Refused refused) {
            if (refused.type() == ProblemType.NOT_FOUND) {
                throw refused;
            }
            return Response.ok(page(caller, account).with("reason", reason).refused(refused))
                    .build();
        }
    }

    private Page page(Caller caller, UUID account) {
        return Page.of("console/account-deletion").with("account", care.view(caller, account));
    }

    private static UUID account(String id) {
        return Fields.idInPath("account", id);
    }
}
