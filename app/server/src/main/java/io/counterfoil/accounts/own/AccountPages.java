package io.counterfoil.accounts.own;

import io.counterfoil.access.ActingGuard;
import io.counterfoil.access.Allowed;
import io.counterfoil.access.AlsoActing;
import io.counterfoil.access.FrontDoor;
import io.counterfoil.access.Open;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.access.SessionCookies;
import io.counterfoil.accounts.AccountCare;
import io.counterfoil.accounts.AccountPatch;
import io.counterfoil.accounts.AccountSignIn;
import io.counterfoil.accounts.AccountView;
import io.counterfoil.accounts.KeyEnd;
import io.counterfoil.accounts.SupportVisits;
import io.counterfoil.accounts.WantedKey;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.provisioning.RepositoryAccess;
import io.counterfoil.web.FileSize;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Gigabytes;
import io.counterfoil.web.Page;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a customer sees of their account. A temporary password must be replaced first. */
@Path("/account")
@Produces(MediaType.TEXT_HTML)
public final class AccountPages {
    private final AccountCare care;
    private final AccountSignIn signIn;
    private final FrontDoor door;
    private final SupportVisits visits;
    private final Overviews overviews;
    private final OwnAccount own;

    /**
     * Pages over {@code care} and {@code overviews}, for those whom {@code signIn} lets in through
     * {@code door}; they see the {@code visits} of support.
     */
    public AccountPages(
            AccountCare care,
            AccountSignIn signIn,
            FrontDoor door,
            SupportVisits visits,
            Overviews overviews,
            OwnAccount own) {
        this.care = care;
        this.signIn = signIn;
        this.door = door;
        this.visits = visits;
        this.overviews = overviews;
        this.own = own;
    }

    @GET
    @Path("/sign-in")
    @Open
    public Response signInForm(@Context Principal principal) {
        return principal.role() == Role.ACCOUNT_HOLDER
                ? Flash.seeOther("/account")
                : Response.ok(Page.of("account/sign-in")).build();
    }

    /** Signs in, always into a new session, so that nobody else knows its token. */
    @POST
    @Path("/sign-in")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open
    public Response signIn(
            @FormParam("username") @Nullable String username,
            @FormParam("password") @Nullable String password,
            @Context Caller visitor,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        Page page = Page.of("account/sign-in").with("username", username);
        try {
            Optional<AccountSignIn.SignedIn> signedIn =
                    signIn.signIn(visitor, text(username), text(password), SessionCookies.triedFrom(request));
            if (signedIn.isEmpty()) {
                throw new Refused(
                        ProblemType.INVALID,
                        "This username and password don't go together. Please check both.");
            }
            String token = signedIn.get().token();
            return signedIn.get().waits()
                    ? Response.fromResponse(Flash.seeOther("/account/sign-in/step"))
                            .cookie(SessionCookies.step(token))
                            .build()
                    : door.enter(token, headers, signedIn.get().home());
        } catch (Refused refused) {
            return Response.ok(page.refused(refused)).build();
        }
    }

    @POST
    @Path("/sign-out")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open
    @AlsoActing
    public Response signOut(
            @CookieParam(SessionCookies.SESSION) @Nullable String token,
            @CookieParam(SessionCookies.ACTING) @Nullable String acting,
            @Context Principal principal) {
        if (acting != null && ActingGuard.acting(principal) != null) {
            door.close(acting);
            return Response.fromResponse(
                            Flash.seeOther(
                                    "/console/accounts/" + OwnAccount.of(principal),
                                    "The visit to the customer's account is over."))
                    .cookie(SessionCookies.actingOver())
                    .build();
        }
        if (token != null) {
            door.close(token);
        }
        return Response.fromResponse(Flash.seeOther("/account/sign-in", "You are signed out."))
                .cookie(SessionCookies.signedOut())
                .build();
    }

    @GET
    @Allowed(Role.ACCOUNT_HOLDER)
    public Response home(@Context Caller caller, @Context Principal principal) {
        UUID account = OwnAccount.of(principal);
        return own.mustChangePassword(caller, principal)
                ? Flash.seeOther("/account/password")
                : Response.ok(overview(caller, account)).build();
    }

    @GET
    @Path("/password")
    @Allowed(Role.ACCOUNT_HOLDER)
    public Page passwordForm(@Context Caller caller, @Context Principal principal) {
        return passwordPage(caller, principal);
    }

    /** Changes the password and ends every other session. */
    @POST
    @Path("/password")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.ACCOUNT_HOLDER)
    public Response changePassword(
            @FormParam("present") @Nullable String present,
            @FormParam("chosen") @Nullable String chosen,
            @Context Caller caller,
            @Context Principal principal,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        try {
            AccountSignIn.SignedIn changed =
                    signIn.changePassword(
                            caller,
                            OwnAccount.of(principal),
                            text(present),
                            text(chosen),
                            SessionCookies.triedFrom(request));
            return door.enter(
                    changed.token(), headers, changed.home(), "Your password is changed.");
        } catch (Refused refused) {
            return Response.ok(passwordPage(caller, principal).refused(refused)).build();
        }
    }

    /** Sets the user's own limit, in GB; empty lifts it. */
    @POST
    @Path("/quota")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.ACCOUNT_HOLDER)
    @AlsoActing
    public Response changeQuota(
            @FormParam("user_quota_gb") @Nullable String gigabytes,
            @Context Caller caller,
            @Context Principal principal) {
        UUID account = own.ready(caller, principal);
        try {
            AccountPatch patch = new AccountPatch();
            patch.setUserQuotaBytes(Gigabytes.bytes("user_quota_gb", gigabytes));
            AccountView changed = care.change(caller, account, patch, false);
            return Flash.seeOther("/account", meaning(changed));
        } catch (Refused refused) {
            return Response.ok(
                            overview(caller, account)
                                    .with("typedQuota", gigabytes)
                                    .refused(refused))
                    .build();
        }
    }

    /** Makes a new repository key and shows it, this once. */
    @POST
    @Path("/repository-keys")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.ACCOUNT_HOLDER)
    @AlsoActing
    public Page newKey(
            @FormParam("scope") @Nullable String scope,
            @FormParam("keep") @Nullable String keep,
            @Context Caller caller,
            @Context Principal principal) {
        UUID account = own.ready(caller, principal);
        try {
            WantedKey wanted = WantedKey.ofForm(scope, keep);
            RepositoryAccess access = care.newKey(caller, account, wanted);
            return Page.of("account/key")
                    .with("repository", access)
                    .with("may", wanted.scope())
                    .with("ready", care.view(caller, account).node().ready())
                    .with("resticAddress", access.withCredentials());
        } catch (Refused refused) {
            return overview(caller, account)
                    .with("scope", scope)
                    .with("keep", "true".equals(keep))
                    .refused(refused);
        }
    }

    /** Ends a repository key. */
    @POST
    @Path("/repository-keys/{username}/revoke")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.ACCOUNT_HOLDER)
    @AlsoActing
    public Response endKey(
            @PathParam("username") String username,
            @Context Caller caller,
            @Context Principal principal) {
        UUID account = own.ready(caller, principal);
        try {
            return Flash.seeOther(
                    "/account", KeyEnd.words(username, care.endKey(caller, account, username)));
        } catch (Refused refused) {
            return Response.ok(overview(caller, account).refused(refused)).build();
        }
    }

    private Page overview(Caller caller, UUID account) {
        Overviews.Overview overview = overviews.of(caller, account);
        return Page.of("account/home")
                .with("overview", overview)
                .with("visits", visits.of(caller, account))
                .with("hardQuota", size(overview.account().quotas().hardBytes()))
                .with(
                        "typedQuota",
                        Gigabytes.typed(overview.account().quotas().userBytes()));
    }

    private Page passwordPage(Caller caller, Principal principal) {
        return Page.of("account/password")
                .with(
                        "temporary",
                        care.mustChangePassword(caller, OwnAccount.of(principal)));
    }

    /** What a new limit does, where that is not what one would expect. */
    private static Text meaning(AccountView account) {
        Long own = account.quotas().userBytes();
        Long plan = account.quotas().hardBytes();
        long stored = account.usage().bytes();
        if (own == null) {
            return plan == null
                    ? Text.of("Your own limit is gone.")
                    : Text.of(
                            "Your own limit is gone. The {storage} of your plan still hold.",
                            "storage",
                            FileSize.words(plan));
        }
        if (plan != null && own > plan) {
            return Text.of(
                    "Your limit is kept, but the {storage} of your plan still hold: they are less.",
                    "storage",
                    FileSize.words(plan));
        }
        return own < stored
                ? Text.of(
                        "Your limit is changed. You store {stored} already, which is more: nothing is lost and you can restore everything, but new backups are refused until you raise the limit or delete old backups.",
                        "stored",
                        FileSize.words(stored))
                : Text.of("Your limit is changed.");
    }

    private static @Nullable Text size(@Nullable Long bytes) {
        return bytes == null ? null : FileSize.words(bytes);
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed;
    }
}
