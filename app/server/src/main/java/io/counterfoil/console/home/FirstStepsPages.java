package io.counterfoil.console.home;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.web.Flash;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Takes the first steps off the first page, once somebody has seen enough of them. */
@Path("/console/first-steps/hide")
@Produces(MediaType.TEXT_HTML)
public final class FirstStepsPages {
    private final FirstSteps firstSteps;

    /** Pages over {@code firstSteps}. */
    public FirstStepsPages(FirstSteps firstSteps) {
        this.firstSteps = firstSteps;
    }

    /** Hides them from all staff of the provider. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Response hide(@Context Caller caller) {
        firstSteps.hide(caller);
        return Flash.seeOther("/console", "The first steps are off this page.");
    }
}
