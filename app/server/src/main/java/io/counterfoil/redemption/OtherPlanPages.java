package io.counterfoil.redemption;

import io.counterfoil.access.Open;
import io.counterfoil.accounts.AccountCare;
import io.counterfoil.accounts.NewAccount;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.software.Software;
import io.counterfoil.web.Page;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** The two ways to use a code of another plan, for whoever is signed in or gives their password. */
@Path("/redeem/other")
@Produces(MediaType.TEXT_HTML)
public final class OtherPlanPages {
    private final OtherPlans plans;
    private final SiteLimit site;
    private final OtherPlanPage page;
    private final DonePage done;

    /**
     * Pages over {@code plans}, which tell a browser what {@code site} asks of it, and the holders
     * of {@code accounts} which one it is. The last page names where {@code software} is.
     */
    public OtherPlanPages(
            OtherPlans plans, SiteLimit site, AccountCare accounts, Software software) {
        this.plans = plans;
        this.site = site;
        this.page = new OtherPlanPage(plans, accounts);
        this.done = new DonePage(software);
    }

    /** Opens a second account with the code. */
    @POST
    @Path("/second")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open
    public Response second(
            @Context Caller caller,
            @BeanParam RedeemPages.Browser browser,
            @BeanParam RedeemPages.Typed typed,
            @FormParam("second_username") @Nullable String username) {
        Visitor visitor = browser.visitor();
        try {
            Fields fields = new Fields();
            String code = RedeemPages.code(fields, typed);
            String second = NewAccount.checkedUsername(fields, "second_username", username);
            fields.done();
            return done(
                    caller,
                    plans.second(caller, visitor, code, typed.holder(visitor), second));
        } catch (Refused refused) {
            return again(caller, visitor, typed, username, refused);
        }
    }

    /** Changes the account's plan with the code, as it was shown. */
    @POST
    @Path("/convert")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open
    public Response convert(
            @Context Caller caller,
            @BeanParam RedeemPages.Browser browser,
            @BeanParam RedeemPages.Typed typed,
            @FormParam("old_plan") @Nullable String oldPlan,
            @FormParam("remaining_days") @Nullable String remainingDays,
            @FormParam("converted_days") @Nullable String convertedDays) {
        Visitor visitor = browser.visitor();
        try {
            Fields fields = new Fields();
            String code = RedeemPages.code(fields, typed);
            ConversionView.Shown shown =
                    ConversionView.Shown.read(fields, oldPlan, remainingDays, convertedDays);
            fields.done();
            return done(
                    caller,
                    plans.convert(caller, visitor, code, typed.holder(visitor), shown));
        } catch (Refused refused) {
            return again(caller, visitor, typed, null, refused);
        }
    }

    /**
     * The choice once more for whoever is signed in. Others say who they are again: whether their
     * password was right is not known here.
     */
    private Response again(
            Caller caller,
            Visitor visitor,
            RedeemPages.Typed typed,
            @Nullable String username,
            Refused refused) {
        Object challenge = site.challenge(caller).orElse(null);
        try {
            Page again =
                    visitor.account() == null
                            ? typed.on(Page.of("redeem/mine-again"))
                            : page.show(
                                    caller, visitor, RedeemPages.code(typed), visitor.account());
            return RedeemPages.answer(
                    again.with("secondUsername", username).with("challenge", challenge), refused);
        } catch (Refused codeRefused) {
            Page first = typed.on(Page.of("redeem/code")).with("challenge", challenge);
            return RedeemPages.answer(first, codeRefused);
        }
    }

    private Response done(Caller caller, Redemption redemption) {
        return Response.ok(done.show(caller, redemption)).build();
    }
}
