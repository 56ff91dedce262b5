package io.counterfoil.activation;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
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
import org.jspecify.annotations.Nullable;

/** How many days a provider gives customers and shops, and how many sales they may enter later. */
@Path(TillSettingsPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class TillSettingsPages {
    static final String HERE = "/console/settings/tills";

    private final TillSettings settings;

    /** Pages over {@code settings}. */
    public TillSettingsPages(TillSettings settings) {
        this.settings = settings;
    }

    /** What the form sends. */
    record Form(
            @Nullable String returnDays,
            @Nullable String lateSaleDays,
            @Nullable String enteredSales) {

        static Form of(TillRules rules) {
            return new Form(
                    Integer.toString(rules.returnDays()),
                    Integer.toString(rules.lateSaleDays()),
                    Integer.toString(rules.enteredSales()));
        }

        TillSettings.Change change() {
            Fields fields = new Fields();
            int returns =
                    TypedNumbers.number(fields, "return_days", returnDays, 0, TillRules.MOST);
            int late =
                    TypedNumbers.number(fields, "late_sale_days", lateSaleDays, 0, TillRules.MOST);
            int entered =
                    TypedNumbers.number(
                            fields, "entered_sales", enteredSales, 0, TillRules.MOST_SALES);
            fields.done();
            return new TillSettings.Change(returns, late, entered);
        }
    }

    /** The days as they are. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY})
    public Page show(@Context Caller caller) {
        return page(Form.of(settings.read(caller)));
    }

    /** Changes them. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Object change(
            @Context Caller caller,
            @FormParam("return_days") @Nullable String returnDays,
            @FormParam("late_sale_days") @Nullable String lateSaleDays,
            @FormParam("entered_sales") @Nullable String enteredSales) {
        Form form = new Form(returnDays, lateSaleDays, enteredSales);
        try {
            settings.change(caller, form.change());
            return Flash.seeOther(HERE, "This counts for customers and shops from now on.");
        } catch (Refused refused) {
            return page(form).refused(refused);
        }
    }

    private static Page page(Form form) {
        return Page.of("console/till-settings").with("form", form);
    }
}
