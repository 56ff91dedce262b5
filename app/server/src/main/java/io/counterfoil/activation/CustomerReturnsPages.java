package io.counterfoil.activation;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.retailers.ShopChoice;
import io.counterfoil.retailers.ShopChoices;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** Taking an item back from a customer, at the counter. */
@Path(CustomerReturnsPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class CustomerReturnsPages {
    static final String HERE = "/retail/take-back";

    private final CustomerReturns returns;
    private final TillSettings settings;
    private final ShopChoices shops;

    /**
     * Pages over {@code returns}, which tell the days of {@code settings}; to which of {@code shops} an
     * item comes back is asked where there are several.
     */
    public CustomerReturnsPages(
            CustomerReturns returns, TillSettings settings, ShopChoices shops) {
        this.returns = returns;
        this.settings = settings;
        this.shops = shops;
    }

    /** What the clerk typed. */
    record Form(@Nullable String serial, @Nullable String receipt, @Nullable String reason) {}

    /** The form into which a scanner types. */
    @GET
    @Allowed({Role.MANAGER, Role.CLERK})
    public Page form(@Context Caller caller) {
        return page(caller, here(caller, null));
    }

    /** Takes an item back. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.MANAGER, Role.CLERK})
    public Object takeBack(
            @Context Caller caller,
            @FormParam("outlet") @Nullable String outlet,
            @FormParam("serial") @Nullable String serial,
            @FormParam("receipt") @Nullable String receipt,
            @FormParam("reason") @Nullable String reason) {
        Form form = new Form(serial, receipt, reason);
        ShopChoice here = here(caller, outlet);
        try {
            return switch (returns.ofItem(
                    caller,
                    serial,
                    new CustomerReturns.Grounds(
                            receipt, reason, isAsked(here) ? here.asked() : null))) {
                case ReturnOutcome.TakenBack back when back.repeated() ->
                        page(caller, here)
                                .with("again", back)
                                .refused(
                                        new Refused(
                                                ProblemType.CONFLICT,
                                                "You have this item back already. Don't give the"
                                                        + " money again."));
                case ReturnOutcome.TakenBack back ->
                        Flash.seeOther(
                                HERE,
                                Text.of(
                                        "You have {serial} back, and its code is worthless. Give the customer the money, and put the item aside for your provider.",
                                        "serial",
                                        back.serial()));
                case ReturnOutcome.Stands stands ->
                        page(caller, here)
                                .with("form", form)
                                .refused(new Refused(ProblemType.CONFLICT, stands.text()));
            };
        } catch (Refused refused) {
            return page(caller, here).with("form", form).refused(refused, here::ofForm);
        }
    }

    private ShopChoice here(Caller caller, @Nullable String typed) {
        return shops.outlet(caller, "outlet", typed);
    }

    /** Who has one shop is in that. */
    private static boolean isAsked(ShopChoice here) {
        return here.many() || here.options().size() > 1;
    }

    private Page page(Caller caller, ShopChoice here) {
        return Page.of("retail/take-back")
                .with("days", settings.read(caller).returnDays())
                .with("choice", here)
                .with("several", isAsked(here));
    }
}
