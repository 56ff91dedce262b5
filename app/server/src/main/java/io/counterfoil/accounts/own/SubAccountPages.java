package io.counterfoil.accounts.own;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.accounts.OpenedAccount;
import io.counterfoil.accounts.Uninstalls;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Gigabytes;
import io.counterfoil.web.Page;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A customer's sub-accounts: one for each computer or colleague, in the space of the parent. */
@Path(SubAccountPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class SubAccountPages {
    static final String HERE = "/account/sub-accounts";

    private static final String QUOTA = "user_quota_gb";

    private final SubAccounts accounts;
    private final Overviews overviews;
    private final OwnAccount own;

    /** Pages over {@code accounts}, under the one that {@code own} says it is. */
    public SubAccountPages(SubAccounts accounts, Overviews overviews, OwnAccount own) {
        this.accounts = accounts;
        this.overviews = overviews;
        this.own = own;
    }

    /** What somebody typed. */
    public static final class Typed {
        @FormParam("username")
        private @Nullable String username;

        @FormParam("contact_name")
        private @Nullable String name;

        @FormParam("email")
        private @Nullable String email;

        @FormParam(QUOTA)
        private @Nullable String quota;

        SubAccounts.Wish wish() {
            return new SubAccounts.Wish(
                    username, filled(name), filled(email), Gigabytes.bytes(QUOTA, quota));
        }

        Page on(Page page) {
            return page.with("username", username)
                    .with("contactName", name)
                    .with("email", email)
                    .with("typedQuota", quota);
        }

        private static @Nullable String filled(@Nullable String typed) {
            return typed == null || typed.isBlank() ? null : typed;
        }
    }

    /** All of them, and the form for one more. */
    @GET
    @Allowed(Role.ACCOUNT_HOLDER)
    public Page list(
            @Context Caller caller,
            @Context Principal principal,
            @QueryParam("after") @Nullable String after) {
        return page(caller, OwnAccount.of(principal), after);
    }

    /** Opens one and shows its secrets, this once. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.ACCOUNT_HOLDER)
    public Page open(
            @Context Caller caller, @Context Principal principal, @BeanParam Typed typed) {
        UUID parent = own.ready(caller, principal);
        try {
            OpenedAccount opened = accounts.open(caller, parent, typed.wish());
            return Page.of("account/sub-account-opened")
                    .with("opened", opened)
                    .with("repository", opened.repository())
                    .with("resticAddress", opened.repository().withCredentials());
        } catch (Refused refused) {
            return typed.on(page(caller, parent, null))
                    .refused(refused, SubAccountPages::ofForm);
        }
    }

    /** One of them. */
    @GET
    @Path("/{id}")
    @Allowed(Role.ACCOUNT_HOLDER)
    public Page show(
            @Context Caller caller, @Context Principal principal, @PathParam("id") String id) {
        return one(caller, OwnAccount.of(principal), account(id));
    }

    /** Sets its limit, in GB; empty lifts it. */
    @POST
    @Path("/{id}/quota")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.ACCOUNT_HOLDER)
    public Response limit(
            @Context Caller caller,
            @Context Principal principal,
            @PathParam("id") String id,
            @FormParam(QUOTA) @Nullable String typed) {
        UUID parent = own.ready(caller, principal);
        UUID account = account(id);
        try {
            accounts.limit(caller, parent, account, Gigabytes.bytes(QUOTA, typed));
            return Flash.seeOther(address(account), "The limit is changed.");
        } catch (Refused refused) {
            return again(one(caller, parent, account).with("typedQuota", typed), refused);
        }
    }

    /** Plans its deletion, or asks its contact first. */
    @POST
    @Path("/{id}/uninstall")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.ACCOUNT_HOLDER)
    public Response uninstall(
            @Context Caller caller, @Context Principal principal, @PathParam("id") String id) {
        UUID parent = own.ready(caller, principal);
        UUID account = account(id);
        try {
            Uninstalls.Outcome outcome = accounts.uninstall(caller, parent, account);
            return Flash.seeOther(
                    address(account),
                    outcome.confirmationSent()
                            ? "There is time left, so we have sent a mail to its contact. Nothing"
                                    + " is deleted unless that is confirmed."
                            : "It will be deleted; the date is below.");
        } catch (Refused refused) {
            return again(one(caller, parent, account), refused);
        }
    }

    /** Keeps it after all. */
    @POST
    @Path("/{id}/taken-back")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.ACCOUNT_HOLDER)
    public Response takeBack(
            @Context Caller caller, @Context Principal principal, @PathParam("id") String id) {
        UUID parent = own.ready(caller, principal);
        UUID account = account(id);
        try {
            return Flash.seeOther(
                    address(account),
                    accounts.takeBack(caller, parent, account).kept("sub"));
        } catch (Refused refused) {
            return again(one(caller, parent, account), refused);
        }
    }

    private Page page(Caller caller, UUID parent, @Nullable String after) {
        return Page.of("account/sub-accounts")
                .with("overview", overviews.of(caller, parent))
                .with("accounts", accounts.of(caller, parent, Listing.of(null, after)));
    }

    private Page one(Caller caller, UUID parent, UUID id) {
        accounts.find(caller, parent, id);
        Overviews.Overview overview = overviews.of(caller, id);
        return Page.of("account/sub-account")
                .with("overview", overview)
                .with(
                        "typedQuota",
                        Gigabytes.typed(overview.account().quotas().userBytes()));
    }

    private static Response again(Page page, Refused refused) {
        if (refused.type() == ProblemType.NOT_FOUND) {
            throw refused;
        }
        return Response.ok(page.refused(refused)).build();
    }

    private static Refused.FieldProblem ofForm(Refused.FieldProblem problem) {
        return problem.of(problem.field().replace("_quota_bytes", "_quota_gb"));
    }

    private static UUID account(String id) {
        return Fields.idInPath("sub-account", id);
    }

    private static String address(UUID account) {
        return HERE + "/" + account;
    }
}
