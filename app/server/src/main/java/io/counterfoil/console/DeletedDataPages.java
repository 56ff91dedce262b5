package io.counterfoil.console;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.accounts.AccountCare;
import io.counterfoil.accounts.DeletedData;
import io.counterfoil.accounts.DeletedDataView;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.FileSize;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import io.counterfoil.web.TypedNumbers;
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
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was deleted from an account's backups, for staff to bring back. */
@Path("/console/accounts/{id}/deleted-data")
@Produces(MediaType.TEXT_HTML)
public final class DeletedDataPages {
    private static final int MOST_HOURS = 24 * 365;

    private final AccountCare care;
    private final DeletedData data;
    private final InstantSource clock;

    /** Pages over {@code data}; {@code care} shows whose it is, {@code clock} counts hours back. */
    public DeletedDataPages(AccountCare care, DeletedData data, InstantSource clock) {
        this.care = care;
        this.data = data;
        this.clock = clock;
    }

    /** How much there is, and what was asked back. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY})
    public Page show(
            @Context Caller caller, @Context Principal principal, @PathParam("id") String id) {
        return page(caller, principal, account(id));
    }

    /** Brings back what was deleted in the last hours. */
    @POST
    @Path("/restorations")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.SUPPORT})
    public Response bringBack(
            @Context Caller caller,
            @Context Principal principal,
            @PathParam("id") String id,
            @FormParam("hours") @Nullable String hours,
            @FormParam("reason") @Nullable String reason) {
        UUID account = account(id);
        try {
            Fields fields = new Fields();
            int back = TypedNumbers.number(fields, "hours", hours, 1, MOST_HOURS);
            fields.done();
            data.bringBack(
                    caller, account, clock.instant().minus(Duration.ofHours(back)), reason);
            return Flash.seeOther(
                    address(account), "What was deleted is being brought back; look again soon.");
        } catch (Refused refused) {
            return again(caller, principal, account, refused, hours, reason);
        }
    }

    /** Chooses the account's own days; empty: as for all accounts. */
    @POST
    @Path("/days")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.SUPPORT})
    public Response choose(
            @Context Caller caller,
            @Context Principal principal,
            @PathParam("id") String id,
            @FormParam("keep_days") @Nullable String days) {
        UUID account = account(id);
        try {
            Fields fields = new Fields();
            boolean empty = days == null || days.isBlank();
            Integer wanted = empty ? null : TypedNumbers.whole(fields, "keep_days", days);
            fields.done();
            data.choose(caller, account, wanted);
            return Flash.seeOther(address(account), "The days are changed.");
        } catch (Refused refused) {
            return again(caller, principal, account, refused, null, null);
        }
    }

    private Response again(
            Caller caller,
            Principal principal,
            UUID account,
            Refused refused,
            @Nullable String hours,
            @Nullable String reason) {
        if (refused.type() == ProblemType.NOT_FOUND) {
            throw refused;
        }
        return Response.ok(
                        page(caller, principal, account)
                                .with("hoursTyped", hours)
                                .with("reasonTyped", reason)
                                .refused(refused))
                .build();
    }

    private Page page(Caller caller, Principal principal, UUID account) {
        DeletedDataView view = data.view(caller, account);
        DeletedDataView.Restoration last = view.restoration();
        Long back = last == null ? null : last.bytes();
        return Page.of("console/deleted-data")
                .with("account", care.view(caller, account))
                .with("data", view)
                .with("kept", FileSize.words(view.bytes()))
                .with("back", back == null ? null : FileSize.words(back))
                .with("days", data.days(caller))
                .with(
                        "mayChange",
                        principal.role() == Role.OWNER || principal.role() == Role.SUPPORT);
    }

    private static String address(UUID account) {
        return CustomerAccountPages.address(account) + "/deleted-data";
    }

    private static UUID account(String id) {
        return Fields.idInPath("account", id);
    }
}
