package io.counterfoil.lifecycle;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.terms.ReminderDays;
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
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** On which days a provider reminds its customers. */
@Path(ReminderSettingsPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class ReminderSettingsPages {
    static final String HERE = "/console/settings/reminders";

    private final ReminderSettings settings;

    /** Pages over {@code settings}. */
    public ReminderSettingsPages(ReminderSettings settings) {
        this.settings = settings;
    }

    /** What the form sends: days between commas. */
    record Form(
            @Nullable String beforeEnd,
            @Nullable String whileFrozen,
            @Nullable String beforeDeletion,
            @Nullable String withoutBackup) {

        static Form of(ReminderDays days) {
            return new Form(
                    listed(days.beforeEnd()),
                    Integer.toString(days.whileFrozen()),
                    listed(days.beforeDeletion()),
                    Integer.toString(days.withoutBackup()));
        }

        ReminderSettings.Change change() {
            Fields fields = new Fields();
            List<Integer> ends = days(fields, "before_end", beforeEnd);
            Integer frozen = TypedNumbers.whole(fields, "while_frozen", whileFrozen);
            List<Integer> deletions = days(fields, "before_deletion", beforeDeletion);
            Integer backup = TypedNumbers.whole(fields, "without_backup", withoutBackup);
            fields.done();
            return new ReminderSettings.Change(ends, frozen, deletions, backup);
        }

        private static String listed(List<Integer> days) {
            return days.stream().map(Object::toString).collect(Collectors.joining(", "));
        }

        private static List<Integer> days(Fields fields, String field, @Nullable String typed) {
            return fields.parsed(
                            field,
                            typed == null ? "" : typed.strip(),
                            Form::numbers,
                            "Please write whole numbers with commas between them, such as 7, 3, 1.")
                    .orElse(List.of());
        }

        private static List<Integer> numbers(String typed) {
            return typed.isEmpty()
                    ? List.of()
                    : Arrays.stream(typed.split("[,\\s]+", -1)).map(Integer::valueOf).toList();
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
            @FormParam("before_end") @Nullable String beforeEnd,
            @FormParam("while_frozen") @Nullable String whileFrozen,
            @FormParam("before_deletion") @Nullable String beforeDeletion,
            @FormParam("without_backup") @Nullable String withoutBackup) {
        Form form = new Form(beforeEnd, whileFrozen, beforeDeletion, withoutBackup);
        try {
            settings.change(caller, form.change());
            return Flash.seeOther(HERE, "Customers are reminded on these days from now on.");
        } catch (Refused refused) {
            return page(form).refused(refused);
        }
    }

    private static Page page(Form form) {
        return Page.of("console/reminders").with("form", form);
    }
}
