package io.counterfoil.activation;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.web.RequestBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** How many days customers and shops have, and how many sales they may enter later, over the API. */
@Path("/api/v1/till-settings")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Activation")
public final class TillSettingsResource {
    private final TillSettings settings;

    /** Calls of {@code settings}. */
    public TillSettingsResource(TillSettings settings) {
        this.settings = settings;
    }

    record TillSettingsAnswer(int returnDays, int lateSaleDays, int enteredSales) {
        static TillSettingsAnswer of(TillRules rules) {
            return new TillSettingsAnswer(
                    rules.returnDays(), rules.lateSaleDays(), rules.enteredSales());
        }
    }

    record TillSettingsChange(
            @Nullable Integer returnDays,
            @Nullable Integer lateSaleDays,
            @Nullable Integer enteredSales) {}

    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(summary = "How many days customers have to bring items back, and shops to tell")
    public TillSettingsAnswer read(@Context Caller caller) {
        return TillSettingsAnswer.of(settings.read(caller));
    }

    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.PROVIDER_KEY})
    @Operation(
            summary = "Change how many days customers have to bring items back, and shops to tell",
            description = "What is left out stays as it is. It counts for what was sold before too, but"
                            + " when that is payable stays.")
    public TillSettingsAnswer change(
            @Context Caller caller, @Nullable TillSettingsChange body) {
        TillSettingsChange wanted = RequestBody.required(body);
        return TillSettingsAnswer.of(
                settings.change(
                        caller,
                        new TillSettings.Change(
                                wanted.returnDays(),
                                wanted.lateSaleDays(),
                                wanted.enteredSales())));
    }
}
