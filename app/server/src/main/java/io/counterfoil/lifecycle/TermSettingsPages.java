package io.counterfoil.lifecycle;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.terms.TermDays;
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

/** How long a provider lets its customers have what. */
@Path(TermSettingsPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class TermSettingsPages {
    static final String HERE = "/console/settings/terms";

    private final TermSettings settings;

    /** Pages over {@code settings}. */
    public TermSettingsPages(TermSettings settings) {
        this.settings = settings;
    }

    /** What the form sends. */
    record Form(
            @Nullable String grace,
            @Nullable String frozen,
            @Nullable String uninstall,
            @Nullable String longestYears) {

        static Form of(TermDays days) {
            return new Form(
                    Integer.toString(days.grace()),
                    Integer.toString(days.frozen()),
                    Integer.toString(days.uninstall()),
                    Integer.toString(days.longestYears()));
        }

        TermSettings.Change change() {
            Fields fields = new Fields();
            int graceDays = TypedNumbers.number(fields, "grace", grace, 0, TermDays.MOST_GRACE);
            int frozenDays =
                    TypedNumbers.number(
                            fields,
                            "frozen",
                            frozen,
                            TermDays.LEAST_FROZEN,
                            TermDays.MOST_FROZEN);
            int uninstallDays =
                    TypedNumbers.number(
                            fields, "uninstall", uninstall, 1, TermDays.MOST_UNINSTALL);
            int years =
                    TypedNumbers.number(
                            fields,
                            "longest_years",
                            longestYears,
                            TermDays.LEAST_LONGEST_YEARS,
                            TermDays.MOST_LONGEST_YEARS);
            fields.done();
            return new TermSettings.Change(graceDays, frozenDays, uninstallDays, years);
        }
    }

    /** The numbers as they are. */
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
            @FormParam("grace") @Nullable String grace,
            @FormParam("frozen") @Nullable String frozen,
            @FormParam("uninstall") @Nullable String uninstall,
            @FormParam("longest_years") @Nullable String longestYears) {
        Form form = new Form(grace, frozen, uninstall, longestYears);
        try {
            settings.change(caller, form.change());
            return Flash.seeOther(
                    HERE,
                    "This holds from now on. No date of deletion that customers were told comes"
                            + " earlier, whose days of grace have begun keeps them, and no account"
                            + " loses time that it has.");
        } catch (Refused refused) {
            return page(form).refused(refused);
        }
    }

    private static Page page(Form form) {
        return Page.of("console/term-settings").with("form", form);
    }
}
