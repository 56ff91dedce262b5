package io.counterfoil.retailers;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One shop: when it is open, whom to ask, and its tills. */
@Path("/console/outlets/{id}")
@Produces(MediaType.TEXT_HTML)
public final class OutletPages {
    private final RetailerCare care;
    private final Retailers retailers;

    /** Pages over {@code care} and the tills of {@code retailers}. */
    public OutletPages(RetailerCare care, Retailers retailers) {
        this.care = care;
        this.retailers = retailers;
    }

    /**
     * The form as it was typed.
     *
     * @param hours the spans of each day, by the name of its field
     */
    record Form(
            String name,
            boolean active,
            String address,
            boolean always,
            Map<String, String> hours,
            String contactName,
            String contactEmail) {

        static Form of(OutletDetails outlet) {
            return new Form(
                    outlet.name(),
                    outlet.active(),
                    text(outlet.address()),
                    outlet.hours().isEmpty(),
                    days(day -> outlet.hours().map(hours -> hours.of(day)).orElse("")),
                    text(outlet.contactName()),
                    text(outlet.contactEmail()));
        }

        static Form of(MultivaluedMap<String, String> typed) {
            return new Form(
                    text(typed.getFirst("name")),
                    typed.containsKey("active"),
                    text(typed.getFirst("address")),
                    typed.containsKey("always"),
                    days(day -> text(typed.getFirst(field(day)))),
                    text(typed.getFirst("contact_name")),
                    text(typed.getFirst("contact_email")));
        }

        /** Every day's field is checked by itself, so that the wrong one is named. */
        OutletChange change() {
            Fields fields = new Fields();
            List<String> rules = new ArrayList<>();
            for (DayOfWeek day : DayOfWeek.values()) {
                String spans = hours.getOrDefault(field(day), "");
                if (!always && !spans.isBlank()) {
                    String rule = day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH).substring(0, 2);
                    fields.parsed(
                            field(day),
                            rule + " " + spans,
                            OpeningHours::parse,
                            "Hours such as 09:00-12:30, 14:00-18:00.");
                    rules.add(rule + " " + spans);
                }
            }
            if (!always && rules.isEmpty()) {
                fields.problem(
                        "always",
                        "Tick this, or say when it is open. A shop that is closed for good is"
                                + " switched off below.");
            }
            fields.done();
            return new OutletChange(
                    name,
                    active,
                    address,
                    always ? OutletChange.ALWAYS : String.join("; ", rules),
                    contactName,
                    contactEmail);
        }

        private static Map<String, String> days(
                Function<DayOfWeek, String> spans) {
            return Arrays.stream(DayOfWeek.values())
                    .collect(Collectors.toMap(Form::field, spans));
        }

        private static String field(DayOfWeek day) {
            return "hours_" + day.name().toLowerCase(Locale.ROOT);
        }

        private static String text(@Nullable String typed) {
            return typed == null ? "" : typed;
        }
    }

    /**
     * A till as the page lists it.
     *
     * @param pace how many sales in ten minutes
     * @param day what its sales of one day may come to
     * @param key whether it has one
     */
    record Till(UUID id, String name, boolean active, Text pace, Text day, boolean key) {
        static Till of(TerminalDetails till, Set<UUID> withKey) {
            return new Till(
                    till.id(),
                    till.name(),
                    till.active(),
                    till.limits()
                            .activations()
                            .map(most -> most == 0 ? Text.of("no limit") : Text.counted(most, "sale"))
                            .orElse(Text.of("as all tills")),
                    till.limits()
                            .dayValue()
                            .map(most -> Text.of("{amount}", "amount", most))
                            .orElse(Text.of("no limit")),
                    withKey.contains(till.id()));
        }
    }

    /** What is known of it. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page show(@Context Caller caller, @PathParam("id") String id) {
        OutletDetails outlet = care.outlet(caller, outlet(id));
        return page(caller, outlet, Form.of(outlet));
    }

    /** Changes it. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Response change(
            @Context Caller caller,
            @PathParam("id") String id,
            MultivaluedMap<String, String> typed) {
        OutletDetails outlet = care.outlet(caller, outlet(id));
        Form form = Form.of(typed);
        try {
            OutletDetails after = care.change(caller, outlet.id(), form.change());
            return Flash.seeOther(
                    "/console/outlets/" + after.id(),
                    outlet.active() && !after.active()
                            ? Text.of(
                                    "{outlet} is closed: it is sent nothing and sells nothing.",
                                    "outlet",
                                    after.name())
                            : Text.of("Saved."));
        } catch (Refused refused) {
            return Response.ok(page(caller, outlet, form).refused(refused)).build();
        }
    }

    private Page page(Caller caller, OutletDetails outlet, Form form) {
        List<TerminalDetails> tills =
                Slice.all(part -> retailers.terminals(caller, outlet.id(), part)).stream()
                        .map(till -> care.terminal(caller, till.id()))
                        .toList();
        Set<UUID> withKey =
                care.withKey(caller, tills.stream().map(TerminalDetails::id).toList());
        return Page.of("console/outlet")
                .about("outlet", outlet.id())
                .with("outlet", outlet)
                .with("retailer", retailers.retailer(caller, outlet.retailer()))
                .with("form", form)
                .with("tills", tills.stream().map(till -> Till.of(till, withKey)).toList());
    }

    private static UUID outlet(String id) {
        return Fields.idInPath("outlet", id);
    }
}
