package io.counterfoil.lifecycle;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.terms.TermDays;
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

/** How long a provider lets its customers have what, over the API. */
@Path("/api/v1/term-settings")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Accounts")
public final class TermSettingsResource {
    private final TermSettings settings;

    /** Calls of {@code settings}. */
    public TermSettingsResource(TermSettings settings) {
        this.settings = settings;
    }

    record TermSettingsAnswer(int grace, int frozen, int uninstall, int longestYears) {
        static TermSettingsAnswer of(TermDays days) {
            return new TermSettingsAnswer(days.grace(), days.frozen(), days.uninstall(), days.longestYears());
        }
    }

    record TermSettingsChange(
            @Nullable Integer grace,
            @Nullable Integer frozen,
            @Nullable Integer uninstall,
            @Nullable Integer longestYears) {}

    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(summary = "How many days customers have after the end of their time, and how far ahead it is added up")
    public TermSettingsAnswer read(@Context Caller caller) {
        return TermSettingsAnswer.of(settings.read(caller));
    }

    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.PROVIDER_KEY})
    @Operation(
            summary = "Change how many days customers have after the end of their time, and how far ahead it is added up",
            description =
                    "What is left out stays as it is. It counts for terms that end, freeze or are"
                            + " uninstalled from now on; a date of deletion that was announced to"
                            + " somebody never moves to an earlier one, and days of grace that have"
                            + " begun stay as they are. Years count at once for every code; fewer"
                            + " take nothing from accounts that have more.")
    public TermSettingsAnswer change(
            @Context Caller caller, @Nullable TermSettingsChange body) {
        TermSettingsChange wanted = RequestBody.required(body);
        return TermSettingsAnswer.of(
                settings.change(
                        caller,
                        new TermSettings.Change(
                                wanted.grace(),
                                wanted.frozen(),
                                wanted.uninstall(),
                                wanted.longestYears())));
    }
}
