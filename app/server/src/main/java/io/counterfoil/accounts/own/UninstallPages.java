package io.counterfoil.accounts.own;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Open;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.accounts.AccountCare;
import io.counterfoil.accounts.Uninstalls;
import io.counterfoil.accounts.directory.AccountRow;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a customer leaves, and where they confirm it. The token of the mail stands in the query,
 * which the request log leaves out; opening the page changes nothing, since mail scanners do that
 * too.
 */
@Path("/account/uninstall")
@Produces(MediaType.TEXT_HTML)
public final class UninstallPages {
    private static final String WITH_SUB_ACCOUNTS = "with_sub_accounts";
    private static final int NAMED = 5;

    private final Uninstalls uninstalls;
    private final AccountCare care;
    private final SubAccounts subAccounts;

    /**
     * Pages over {@code uninstalls}; {@code care} shows what would be deleted, and {@code
     * subAccounts} what goes with it.
     */
    public UninstallPages(
            Uninstalls uninstalls, AccountCare care, SubAccounts subAccounts) {
        this.uninstalls = uninstalls;
        this.care = care;
        this.subAccounts = subAccounts;
    }

    /** Says what leaving means. */
    @GET
    @Allowed(Role.ACCOUNT_HOLDER)
    public Page ask(@Context Caller caller, @Context Principal principal) {
        return page(caller, principal);
    }

    /** Plans the deletion, or asks by mail first. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.ACCOUNT_HOLDER)
    public Response uninstall(
            @Context Caller caller,
            @Context Principal principal,
            @FormParam(WITH_SUB_ACCOUNTS) @Nullable String withSubAccounts) {
        try {
            if (withSubAccounts == null && !under(caller, principal).isEmpty()) {
                throw Uninstalls.withoutSubAccounts();
            }
            Uninstalls.Outcome outcome = uninstalls.leave(caller, OwnAccount.of(principal));
            return Flash.seeOther(
                    "/account",
                    outcome.confirmationSent()
                            ? "There is paid time left, so we have sent you a mail. Nothing is"
                                    + " deleted unless you confirm it there."
                            : "Your account will be deleted; the date is below.");
        } catch (Refused refused) {
            return Response.ok(page(caller, principal).refused(refused)).build();
        }
    }

    /** Keeps everything after all. */
    @POST
    @Path("/taken-back")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.ACCOUNT_HOLDER)
    public Response takeBack(@Context Caller caller, @Context Principal principal) {
        try {
            return Flash.seeOther(
                    "/account",
                    uninstalls.takeBack(caller, OwnAccount.of(principal)).kept("own"));
        } catch (Refused refused) {
            return Response.ok(page(caller, principal).refused(refused)).build();
        }
    }

    /** Asks whoever follows the link of the mail. */
    @GET
    @Path("/confirm")
    @Open
    public Page confirm(@Context Caller caller, @QueryParam("token") @Nullable String token) {
        return confirmation(caller, token);
    }

    /** Plans the deletion that the link stands for. */
    @POST
    @Path("/confirm")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open
    public Page confirmed(
            @Context Caller caller,
            @FormParam("token") @Nullable String token,
            @FormParam(WITH_SUB_ACCOUNTS) @Nullable String withSubAccounts) {
        try {
            Uninstalls.Outcome outcome =
                    uninstalls.confirm(caller, token, withSubAccounts != null);
            return Page.of("account/uninstall-confirm").with("deletesAt", outcome.deletesAt());
        } catch (Refused refused) {
            return confirmation(caller, token).refused(refused);
        }
    }

    private List<String> under(Caller caller, Principal principal) {
        return subAccounts.of(caller, OwnAccount.of(principal), Listing.first()).items().stream()
                .map(AccountRow::username)
                .toList();
    }

    private Page confirmation(Caller caller, @Nullable String token) {
        Page page = Page.of("account/uninstall-confirm").with("token", token);
        return uninstalls.awaited(caller, token)
                .map(
                        leaving ->
                                named(page, leaving.subAccounts())
                                        .with("username", leaving.username()))
                .orElse(page);
    }

    /** A page with the first of the sub-accounts that go too. */
    private static Page named(Page page, List<String> subAccounts) {
        return page.with("subAccounts", subAccounts.stream().limit(NAMED).toList())
                .with("moreSubAccounts", subAccounts.size() > NAMED);
    }

    private Page page(Caller caller, Principal principal) {
        return named(Page.of("account/uninstall"), under(caller, principal))
                .with("account", care.view(caller, OwnAccount.of(principal)))
                .with("days", uninstalls.days(caller));
    }
}
