package io.counterfoil.lifecycle;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.terms.ReminderDays;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** On which days a provider reminds its customers, over the API. */
@Path("/api/v1/reminders")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Mail")
public final class ReminderSettingsResource {
    private final ReminderSettings settings;

    /** Calls of {@code settings}. */
    public ReminderSettingsResource(ReminderSettings settings) {
        this.settings = settings;
    }

    record RemindersAnswer(
            List<Integer> beforeEnd,
            int whileFrozen,
            List<Integer> beforeDeletion,
            int withoutBackup) {
        static RemindersAnswer of(ReminderDays days) {
            return new RemindersAnswer(
                    days.beforeEnd(),
                    days.whileFrozen(),
                    days.beforeDeletion(),
                    days.withoutBackup());
        }
    }

    record RemindersChange(
            @Nullable List<Integer> beforeEnd,
            @Nullable Integer whileFrozen,
            @Nullable List<Integer> beforeDeletion,
            @Nullable Integer withoutBackup) {}

    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(summary = "On which days customers are reminded")
    public RemindersAnswer read(@Context Caller caller) {
        return RemindersAnswer.of(settings.read(caller));
    }

    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.PROVIDER_KEY})
    @Operation(
            summary = "Change on which days customers are reminded",
            description =
                    "What is left out stays as it is. Nobody is reminded more than once a day. New"
                            + " days of a term that are past by now are not made up for.")
    public RemindersAnswer change(@Context Caller caller, @Nullable RemindersChange body) {
        RemindersChange wanted = RequestBody.required(body);
        return RemindersAnswer.of(
                settings.change(
                        caller,
                        new ReminderSettings.Change(
                                wanted.beforeEnd(),
                                wanted.whileFrozen(),
                                wanted.beforeDeletion(),
                                wanted.withoutBackup())));
    }
}
