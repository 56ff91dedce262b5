package io.counterfoil.trials;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.catalog.Plan;
import io.counterfoil.catalog.Plans;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import io.counterfoil.web.TypedNumbers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the provider offers on the web. */
@Path(TrialOfferPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class TrialOfferPages {
    static final String HERE = "/console/trial";

    private final TrialOffers offers;
    private final Plans plans;

    /** Pages over {@code offers} of {@code plans}. */
    public TrialOfferPages(TrialOffers offers, Plans plans) {
        this.offers = offers;
        this.plans = plans;
    }

    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page show(@Context Caller caller) {
        TrialOffer offer = offers.read(caller);
        return page(caller)
                .with("plan", offer.plan() == null ? null : offer.plan().toString())
                .with("householdDays", Integer.toString(offer.householdDays()));
    }

    /** Changes the offer. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object change(
            @Context Caller caller,
            @FormParam("plan") @Nullable String plan,
            @FormParam("household_days") @Nullable String householdDays) {
        try {
            TrialOffer offer =
                    offers.change(caller, plan, TypedNumbers.whole(householdDays));
            return Flash.seeOther(
                    HERE,
                    offer.plan() == null
                            ? "There are no trials on the web now."
                            : "Everybody can ask for a trial now.");
        } catch (Refused refused) {
            return page(caller)
                    .with("plan", plan)
                    .with("householdDays", householdDays)
                    .refused(
                            refused,
                            problem ->
                                    TypedNumbers.whole(
                                            problem, "household_days", householdDays));
        }
    }

    private Page page(Caller caller) {
        List<Plan> fit =
                Slice.all(part -> plans.list(caller, part)).stream()
                        .filter(TrialOffers::isTrial)
                        .toList();
        return Page.of("console/trial").with("plans", fit);
    }
}
