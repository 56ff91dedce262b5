package io.counterfoil.console;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.access.SessionCookies;
import io.counterfoil.accounts.AccountCare;
import io.counterfoil.accounts.AccountHistory;
import io.counterfoil.accounts.AccountPatch;
import io.counterfoil.accounts.AccountView;
import io.counterfoil.accounts.GrantCare;
import io.counterfoil.accounts.GrantRequest;
import io.counterfoil.accounts.KeyEnd;
import io.counterfoil.accounts.SupportVisits;
import io.counterfoil.accounts.WantedKey;
import io.counterfoil.accounts.own.ForgottenPasswords;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.provisioning.RepositoryAccess;
import io.counterfoil.web.FileSize;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Gigabytes;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One account, as the provider's staff see it. */
@Path("/console/accounts")
@Produces(MediaType.TEXT_HTML)
public final class CustomerAccountPages {
    private final AccountCare care;
    private final GrantCare grants;
    private final AccountHistory history;
    private final AccountWords words;
    private final SupportVisits visits;
    private final ForgottenPasswords forgotten;

    /**
     * Pages over {@code care}, {@code grants} and the {@code history} of accounts, told in {@code
     * words}; support begins its {@code visits} here, and helps those who have {@code forgotten}
     * their password.
     */
    public CustomerAccountPages(
            AccountCare care,
            GrantCare grants,
            AccountHistory history,
            AccountWords words,
            SupportVisits visits,
            ForgottenPasswords forgotten) {
        this.care = care;
        this.grants = grants;
        this.history = history;
        this.words = words;
        this.visits = visits;
        this.forgotten = forgotten;
    }

    /** The account with its time, limits, keys and history. */
    @GET
    @Path("/{id}")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page show(
            @Context Caller caller, @Context Principal principal, @PathParam("id") String id) {
        return page(caller, principal, account(id));
    }

    /**
     * Changes the limits, in GB; empty lifts one. One that is as the page had it stays as it is: its
     * customer may have changed it meanwhile.
     */
    @POST
    @Path("/{id}/quotas")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.SUPPORT})
    public Response changeQuotas(
            @Context Caller caller,
            @Context Principal principal,
            @PathParam("id") String id,
            @FormParam("hard_quota_gb") @Nullable String hard,
            @FormParam("hard_before") @Nullable String hardBefore,
            @FormParam("user_quota_gb") @Nullable String user,
            @FormParam("user_before") @Nullable String userBefore) {
        UUID account = account(id);
        try {
            AccountPatch patch = new AccountPatch();
            if (!Objects.equals(hard, hardBefore)) {
                patch.setHardQuotaBytes(Gigabytes.bytes("hard_quota_gb", hard));
            }
            if (!Objects.equals(user, userBefore)) {
                patch.setUserQuotaBytes(Gigabytes.bytes("user_quota_gb", user));
            }
            care.change(caller, account, patch, true);
            return Flash.seeOther(address(account), "The limits are changed.");
        } catch (Refused refused) {
            return Response.ok(
                            page(caller, principal, account)
                                    .with("hardTyped", hard)
                                    .with("userTyped", user)
                                    .with("hardBefore", hardBefore)
                                    .with("userBefore", userBefore)
                                    .refused(refused, CustomerAccountPages::ofForm))
                    .build();
        }
    }

    /** Gives the account time. */
    @POST
    @Path("/{id}/grants")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.SUPPORT})
    public Response grant(
            @Context Caller caller,
            @Context Principal principal,
            @PathParam("id") String id,
            @FormParam("period") @Nullable String period,
            @FormParam("period_unit") @Nullable String unit,
            @FormParam("paid") @Nullable String paid,
            @FormParam("reason") @Nullable String reason) {
        UUID account = account(id);
        try {
            grants.grant(
                    caller,
                    account,
                    new GrantRequest(
                            TypedPeriod.of("period", period, unit), "true".equals(paid), reason));
            return Flash.seeOther(
                    address(account), "The time is given. The customer is told by mail.");
        } catch (Refused refused) {
            return Response.ok(
                            page(caller, principal, account)
                                    .with("periodTyped", period)
                                    .with("unitTyped", unit)
                                    .with("reasonTyped", reason)
                                    .refused(refused))
                    .build();
        }
    }

    /** Makes a new repository key and shows it, this once. */
    @POST
    @Path("/{id}/repository-keys")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.SUPPORT})
    public Page newKey(
            @Context Caller caller,
            @Context Principal principal,
            @PathParam("id") String id,
            @FormParam("scope") @Nullable String scope,
            @FormParam("keep") @Nullable String keep) {
        UUID account = account(id);
        try {
            WantedKey wanted = WantedKey.ofForm(scope, keep);
            RepositoryAccess access = care.newKey(caller, account, wanted);
            return page(caller, principal, account)
                    .with("repository", access)
                    .with("may", wanted.scope());
        } catch (Refused refused) {
            return page(caller, principal, account)
                    .with("scope", scope)
                    .with("keep", "true".equals(keep))
                    .refused(refused);
        }
    }

    /** Ends a repository key. */
    @POST
    @Path("/{id}/repository-keys/{username}/revoke")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.SUPPORT})
    public Response endKey(
            @Context Caller caller,
            @Context Principal principal,
            @PathParam("id") String id,
            @PathParam("username") String username) {
        UUID account = account(id);
        try {
            return Flash.seeOther(
                    address(account),
                    KeyEnd.words(username, care.endKey(caller, account, username)));
        } catch (Refused refused) {
            return refused(caller, principal, account, refused);
        }
    }

    /** Mails its holder a link with which they set a new password; nothing of it is shown. */
    @POST
    @Path("/{id}/password-link")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.SUPPORT})
    public Response mailPasswordLink(
            @Context Caller caller, @Context Principal principal, @PathParam("id") String id) {
        UUID account = account(id);
        try {
            forgotten.mailTo(caller, account);
            return Flash.seeOther(
                    address(account), "A mail with a link to a new password is on its way.");
        } catch (Refused refused) {
            return refused(caller, principal, account, refused);
        }
    }

    /** Shows the account as its customer sees it, for half an hour at most. */
    @POST
    @Path("/{id}/visit")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.SUPPORT})
    public Response visit(
            @Context Caller caller,
            @Context Principal principal,
            @PathParam("id") String id,
            @FormParam("visit_reason") @Nullable String reason,
            @CookieParam(SessionCookies.SESSION) @Nullable String session) {
        UUID account = account(id);
        if (!(principal instanceof Principal.Staff staff) || session == null) {
            throw new IllegalStateException("only staff get here");
        }
        try {
            SupportVisits.Begun begun = visits.begin(caller, staff, session, account, reason);
            return Response.fromResponse(Flash.seeOther("/account"))
                    .cookie(SessionCookies.acting(begun.token()))
                    .build();
        } catch (Refused refused) {
            return refused(caller, principal, account, refused);
        }
    }

    private Response refused(
            Caller caller, Principal principal, UUID account, Refused refused) {
        return Response.ok(page(caller, principal, account).refused(refused)).build();
    }

    private Page page(Caller caller, Principal principal, UUID id) {
        AccountView view = care.view(caller, id);
        AccountHistory.History past = history.of(caller, id);
        AccountView.Quotas quotas = view.quotas();
        boolean mayChange =
                principal.role() == Role.OWNER || principal.role() == Role.SUPPORT;
        return Page.of("console/account")
                .about("account", id)
                .with("account", view)
                .with("grants", past.grants().stream().map(GrantLine::of).toList())
                .with("keys", past.keys())
                .with("storageProblem", past.storageProblem())
                .with("damaged", past.damaged())
                .with("move", past.move())
                .with("mayMove", past.mayMove())
                .with("lines", words.of(caller, past.events()))
                .with("silentDays", silentDays(view.usage()))
                .with("used", FileSize.words(view.usage().bytes()))
                .with("effective", size(quotas.effectiveBytes()))
                .with("shared", quotas.shared() == null ? null : size(quotas.shared().bytes()))
                .with(
                        "sharedUsed",
                        quotas.shared() == null ? null : size(quotas.shared().usedBytes()))
                .with("hardTyped", Gigabytes.typed(quotas.hardBytes()))
                .with("userTyped", Gigabytes.typed(quotas.userBytes()))
                .with("hardBefore", Gigabytes.typed(quotas.hardBytes()))
                .with("userBefore", Gigabytes.typed(quotas.userBytes()))
                .with("mayChange", mayChange)
                .with("mayRefund", mayChange || principal.role() == Role.FINANCE);
    }

    /** How many whole days before the last report its last backup was finished. */
    private static long silentDays(AccountView.UsageView usage) {
        Instant last = usage.lastSnapshotAt();
        Instant reported = usage.reportedAt();
        return last == null || reported == null ? 0 : Duration.between(last, reported).toDays();
    }

    private static Refused.FieldProblem ofForm(Refused.FieldProblem problem) {
        return problem.of(problem.field().replace("_bytes", "_gb"));
    }

    private static @Nullable Text size(@Nullable Long bytes) {
        return bytes == null ? null : FileSize.words(bytes);
    }

    private static UUID account(String id) {
        return Fields.idInPath("account", id);
    }

    static String address(UUID account) {
        return "/console/accounts/" + account;
    }
}
