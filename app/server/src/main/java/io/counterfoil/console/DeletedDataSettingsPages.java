package io.counterfoil.console;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.accounts.DeletedData;
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

/** For how long what customers delete from their backups is kept. */
@Path(DeletedDataSettingsPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class DeletedDataSettingsPages {
    static final String HERE = "/console/settings/deleted-data";

    private final DeletedData data;

    /** Pages over {@code data}. */
    public DeletedDataSettingsPages(DeletedData data) {
        this.data = data;
    }

    /** The days as they are. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY})
    public Page show(@Context Caller caller) {
        return page(Integer.toString(data.days(caller)));
    }

    /** Changes them. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Object choose(
            @Context Caller caller, @FormParam("keep_days") @Nullable String days) {
        try {
            Fields fields = new Fields();
            Integer wanted = TypedNumbers.whole(fields, "keep_days", days);
            fields.done();
            data.choose(caller, wanted);
            return Flash.seeOther(HERE, "Saved. Storage nodes learn of it soon, of a thousand accounts every five"
                            + " minutes.");
        } catch (Refused refused) {
            return page(days).refused(refused);
        }
    }

    private static Page page(@Nullable String days) {
        return Page.of("console/deleted-data-settings").with("daysTyped", days);
    }
}
