package io.counterfoil.console;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.inventory.VoidOutcome;
import io.counterfoil.inventory.VoidRequest;
import io.counterfoil.inventory.Voiding;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Items that end for good: made worthless, or spoiled in stock. */
@Path("/console/voiding")
@Produces(MediaType.TEXT_HTML)
public final class VoidingPages {
    private final Voiding voiding;

    /** Pages over {@code voiding}. */
    public VoidingPages(Voiding voiding) {
        this.voiding = voiding;
    }

    /**
     * The form.
     *
     * @param serial of a single item, to fill in
     */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Page form(@QueryParam("serial") @Nullable String serial) {
        return page(new VoidRequest(serial, serial, null));
    }

    /** Makes a range worthless. */
    @POST
    @Path("/void")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Response makeVoid(
            @Context Caller caller,
            @FormParam("from") @Nullable String from,
            @FormParam("to") @Nullable String to,
            @FormParam("reason") @Nullable String reason) {
        return end(
                new VoidRequest(from, to, reason),
                asked -> voiding.request(caller, asked),
                "Items made worthless: {items}.",
                "Items made worthless: {items}. Others ({others}) stay as they are: they are redeemed, were worthless before or are on their way back from a shop.");
    }

    /** Takes what is spoiled of a range out of stock. */
    @POST
    @Path("/spoil")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Response spoil(
            @Context Caller caller,
            @FormParam("from") @Nullable String from,
            @FormParam("to") @Nullable String to,
            @FormParam("reason") @Nullable String reason) {
        return end(
                new VoidRequest(from, to, reason),
                asked -> voiding.spoil(caller, asked),
                "Items taken out of your stock as spoiled: {items}.",
                "Items taken out of your stock as spoiled: {items}. Others ({others}) are not in it, and stay as they are.");
    }

    private static Response end(
            VoidRequest asked,
            Function<VoidRequest, VoidOutcome> end,
            String all,
            String some) {
        try {
            return switch (end.apply(asked)) {
                case VoidOutcome.Voided done ->
                        Flash.seeOther(
                                "/console/serials/" + SerialNumber.of(String.valueOf(asked.from())),
                                done.skipped() == 0
                                        ? Text.of(all, "items", done.voided())
                                        : Text.of(
                                                some,
                                                "items",
                                                done.voided(),
                                                "others",
                                                done.skipped()));
                case VoidOutcome.Waiting waiting ->
                        Flash.seeOther(
                                "/console/approvals?state=waiting#" + waiting.approval(),
                                Text.of(
                                        "These are so many that a second person has to agree first."
                                                + " Until then nothing changes."));
            };
        } catch (Refused refused) {
            return Response.ok(page(asked).refused(refused)).build();
        }
    }

    private static Page page(VoidRequest asked) {
        return Page.of("console/voiding").with("asked", asked);
    }
}
