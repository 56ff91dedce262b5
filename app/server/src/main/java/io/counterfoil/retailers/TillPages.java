package io.counterfoil.retailers;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
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
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One till: its limits and its key. */
@Path("/console/terminals/{id}")
@Produces(MediaType.TEXT_HTML)
public final class TillPages {
    private final RetailerCare care;
    private final AgreementBook agreements;

    /** Pages over {@code care}; the money is that of {@code agreements}. */
    public TillPages(RetailerCare care, AgreementBook agreements) {
        this.care = care;
        this.agreements = agreements;
    }

    /** The form as it was typed. */
    record Form(
            @Nullable String name,
            boolean active,
            @Nullable String activationLimit,
            @Nullable String dayLimit) {

        static Form of(TerminalDetails till) {
            return new Form(
                    till.name(),
                    till.active(),
                    till.limits().activations().map(String::valueOf).orElse(null),
                    till.limits().dayValue().map(value -> value.amount()).orElse(null));
        }

        TerminalPatch patch(String currency) {
            TerminalPatch patch = new TerminalPatch();
            patch.setName(name == null ? "" : name);
            patch.setActive(active);
            patch.setActivationLimit(number());
            patch.setDayLimit(
                    blank(dayLimit)
                            ? null
                            : new Amount(TypedNumbers.withPoint(dayLimit), currency));
            return patch;
        }

        private @Nullable Integer number() {
            if (blank(activationLimit)) {
                return null;
            }
            Integer number = TypedNumbers.whole(activationLimit);
            if (number == null) {
                throw Refused.field(
                        "activation_limit",
                        TypedNumbers.problem(activationLimit, "A whole number, or nothing."));
            }
            return number;
        }

        private static boolean blank(@Nullable String typed) {
            return typed == null || typed.isBlank();
        }
    }

    /** What it may sell, and whether it has a key. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page show(@Context Caller caller, @PathParam("id") String id) {
        TerminalDetails till = care.terminal(caller, till(id));
        return page(caller, till, Form.of(till));
    }

    /** Changes it. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Response change(
            @Context Caller caller,
            @PathParam("id") String id,
            @FormParam("name") @Nullable String name,
            @FormParam("active") @Nullable String active,
            @FormParam("activation_limit") @Nullable String activationLimit,
            @FormParam("day_limit") @Nullable String dayLimit) {
        TerminalDetails till = care.terminal(caller, till(id));
        Form form = new Form(name, active != null, activationLimit, dayLimit);
        Currency currency = currency(caller);
        try {
            care.change(caller, till.id(), form.patch(currency.getCurrencyCode()));
            return Flash.seeOther("/console/outlets/" + till.outlet(), "Saved.");
        } catch (Refused refused) {
            return Response.ok(
                            page(caller, till, form)
                                    .refused(
                                            refused,
                                            problem -> TypedNumbers.amount(problem, currency)))
                    .build();
        }
    }

    /** Gives it a new key and shows that, the only time. */
    @POST
    @Path("/key")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Page newKey(@Context Caller caller, @PathParam("id") String id) {
        RetailerCare.TillKey made = care.newKey(caller, till(id));
        TerminalDetails till = care.terminal(caller, made.terminal());
        return page(caller, till, Form.of(till)).with("secret", made.key());
    }

    /** Makes its key invalid. */
    @POST
    @Path("/key/withdraw")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Response withdrawKey(@Context Caller caller, @PathParam("id") String id) {
        TerminalDetails till = care.withdrawKey(caller, till(id));
        return Flash.seeOther(
                "/console/outlets/" + till.outlet(), Text.of(
                        "The key of {till} works no more.",
                        "till",
                        till.name()));
    }

    private Page page(Caller caller, TerminalDetails till, Form form) {
        return Page.of("console/till")
                .about("terminal", till.id())
                .with("till", till)
                .with("outlet", care.outlet(caller, till.outlet()))
                .with("form", form)
                .with("currency", currency(caller).getCurrencyCode())
                .with("hasKey", !care.withKey(caller, List.of(till.id())).isEmpty());
    }

    private Currency currency(Caller caller) {
        return agreements.provider(caller).currency();
    }

    private static UUID till(String id) {
        return Fields.idInPath("terminal", id);
    }
}
