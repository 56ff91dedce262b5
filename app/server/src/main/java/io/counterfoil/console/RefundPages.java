package io.counterfoil.console;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.accounts.AccountCare;
import io.counterfoil.accounts.GrantCare;
import io.counterfoil.accounts.Granted;
import io.counterfoil.accounts.RefundRequest;
import io.counterfoil.accounts.RefundView;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
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

/** Takes back time of an account, after showing what that does to its end. */
@Path("/console/accounts/{id}/grants/{grant}/refund")
@Produces(MediaType.TEXT_HTML)
public final class RefundPages {
    private final AccountCare care;
    private final GrantCare grants;

    /** Pages over what {@code grants} accounts in {@code care} have. */
    public RefundPages(AccountCare care, GrantCare grants) {
        this.care = care;
        this.grants = grants;
    }

    /** How much somebody wants to take back; nothing typed: all that is left. */
    private record Typed(@Nullable String number, @Nullable String unit) {
        @Nullable String asked() {
            return TypedPeriod.of("period", number, unit);
        }
    }

    /** What taking back all that is left, or a period, would do. */
    @GET
    @Allowed({Role.OWNER, Role.SUPPORT, Role.FINANCE})
    public Page show(
            @Context Caller caller,
            @PathParam("id") String id,
            @PathParam("grant") String grant,
            @QueryParam("period") @Nullable String number,
            @QueryParam("period_unit") @Nullable String unit) {
        Typed period = new Typed(number, unit);
        UUID account = account(id);
        Granted granted = granted(caller, account, grant);
        Page page = page(caller, account, granted, period, null);
        try {
            return page.with("refund", foresee(caller, account, granted, period));
        } catch (Refused refused) {
            return page.refused(refused);
        }
    }

    /** Does what the page showed. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.SUPPORT, Role.FINANCE})
    public Response refund(
            @Context Caller caller,
            @PathParam("id") String id,
            @PathParam("grant") String grant,
            @FormParam("period") @Nullable String number,
            @FormParam("period_unit") @Nullable String unit,
            @FormParam("reason") @Nullable String reason,
            @FormParam("old_end") @Nullable String oldEnd) {
        UUID account = account(id);
        Granted granted = granted(caller, account, grant);
        Typed period = new Typed(number, unit);
        try {
            grants.refund(
                    caller,
                    account,
                    new RefundRequest(granted.id().toString(), period.asked(), reason, oldEnd));
            return Flash.seeOther(
                    CustomerAccountPages.address(account),
                    "The time is taken back. The customer is told the new end by mail.");
        } catch (Refused refused) {
            return Response.ok(again(caller, account, granted, period, reason).refused(refused))
                    .build();
        }
    }

    /** The page once more, with what the refund would do by now if it can be done at all. */
    private Page again(
            Caller caller,
            UUID account,
            Granted granted,
            Typed period,
            @Nullable String reason) {
        Page page = page(caller, account, granted, period, reason);
        try {
            return page.with("refund", foresee(caller, account, granted, period));
        } catch (Refused hopeless) {
            return page;
        }
    }

    private Page page(
            Caller caller,
            UUID account,
            Granted granted,
            Typed period,
            @Nullable String reason) {
        return Page.of("console/refund")
                .with("account", care.view(caller, account))
                .with("line", GrantLine.of(granted))
                .with("periodTyped", period.number())
                .with("unitTyped", period.unit())
                .with("reasonTyped", reason);
    }

    private RefundView foresee(
            Caller caller, UUID account, Granted granted, Typed period) {
        return grants.foresee(
                caller,
                account,
                new RefundRequest(granted.id().toString(), period.asked(), null, null));
    }

    private Granted granted(Caller caller, UUID account, String id) {
        UUID grant = Fields.idInPath("grant", id);
        return Slice.all(part -> grants.list(caller, account, part)).stream()
                .filter(each -> each.id().equals(grant) && each.refunds() == null)
                .findAny()
                .orElseThrow(() -> Refused.notFound("grant"));
    }

    private static UUID account(String id) {
        return Fields.idInPath("account", id);
    }
}
