package io.counterfoil.access;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.web.Page;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who did what, for the provider's staff. */
@Path(AuditPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class AuditPages {
    static final String HERE = "/console/audit";

    private final Audit audit;
    private final StaffMembers staff;
    private final ApiKeys keys;
    private final AuditLines lines;

    /** Pages over {@code audit}; who and what it names is known by the others. */
    public AuditPages(Audit audit, StaffMembers staff, ApiKeys keys, SubjectNames names) {
        this.audit = audit;
        this.staff = staff;
        this.keys = keys;
        this.lines = new AuditLines(audit, names);
    }

    /**
     * An entry as the page tells it.
     *
     * @param id of the thing; null if there is only one of its kind
     * @param kind what kind of thing, such as {@code run}
     * @param kindWords the same in words
     * @param thing its name; null if it has none
     * @param sentence what the thing is, in a sentence kept in English, in place of its name
     * @param facts what the log says beside
     */
    public record Line(
            Audit.Entry entry,
            String kind,
            String kindWords,
            @Nullable String id,
            @Nullable String thing,
            @Nullable String sentence,
            List<AuditFact> facts) {

        /** About the only thing of its kind. */
        static Line ofAKind(Audit.Entry entry, String kind, List<AuditFact> facts) {
            return new Line(entry, kind, AuditWords.kind(kind), null, null, null, facts);
        }

        /**
         * About one thing of many. What it is called now comes first, then what the entry calls it:
         * by a name, in a sentence, or by where a visitor was.
         */
        static Line of(
                Audit.Entry entry,
                String kind,
                String id,
                Optional<String> nameNow,
                List<AuditFact> facts) {
            Optional<String> name =
                    nameNow.or(() -> told(entry, "name", "label", "email", "number"));
            Optional<String> sentence =
                    name.isPresent() ? Optional.empty() : told(entry, "summary");
            Optional<String> thing =
                    sentence.isPresent() ? Optional.empty() : name.or(() -> told(entry, "address"));
            return new Line(
                    entry,
                    kind,
                    AuditWords.kind(kind),
                    id,
                    thing.orElse(null),
                    sentence.orElse(null),
                    facts);
        }

        /** The first of these facts that an entry has. */
        private static Optional<String> told(Audit.Entry entry, String... facts) {
            return Arrays.stream(facts)
                    .map(fact -> entry.detail().path(fact).asText(""))
                    .filter(text -> !text.isEmpty())
                    .findFirst();
        }
    }

    /** One that can be chosen. */
    public record Choice(String value, Text text) {
        Choice(String value, String text) {
            this(value, Text.of(text));
        }
    }

    /** The newest entries that are asked for, or those before one. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.FINANCE, Role.READ_ONLY})
    public Page list(
            @Context Caller caller,
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("area") @Nullable String area,
            @QueryParam("action") @Nullable String action,
            @QueryParam("subject") @Nullable String subject,
            @QueryParam("from") @Nullable String from,
            @QueryParam("until") @Nullable String until,
            @QueryParam("after") @Nullable String after) {
        AuditFilter filter = new AuditFilter(actor, area, action, subject, from, until);
        Page page =
                Page.of("console/audit")
                        .with("filter", filter)
                        .with("asked", filter.given())
                        .with("actors", actors(caller, actor))
                        .with("areas", areas())
                        .with("kinds", kinds(subject));
        try {
            Slice<Audit.Entry> part = audit.list(caller, filter, Listing.of(null, after));
            return page.with("entries", lines.of(caller, part));
        } catch (Refused refused) {
            return page.refused(refused);
        }
    }

    private List<Choice> actors(Caller caller, @Nullable String chosen) {
        List<Choice> usual =
                Stream.of(
                                Stream.of(new Choice("", "Anybody")),
                                staff.list(caller, null).stream()
                                        .map(one -> new Choice("staff:" + one.id(), one.name())),
                                Stream.of(new Choice("staff", "Any member of staff")),
                                keys.list(caller).stream()
                                        .map(
                                                key ->
                                                        new Choice(
                                                                "key:" + key.id(),
                                                                Text.of(
                                                                        "Key: {name}",
                                                                        "name",
                                                                        key.label()))),
                                Stream.of(
                                        new Choice("key", "Any program with a key"),
                                        new Choice("account", "Any customer"),
                                        new Choice("visitor", "Somebody not signed in"),
                                        new Choice("job", "The service itself")))
                        .flatMap(choices -> choices)
                        .toList();
        return with(usual, chosen, "Whom you chose");
    }

    private static List<Choice> kinds(@Nullable String chosen) {
        List<Choice> usual =
                Stream.concat(
                                Stream.of(new Choice("", "Anything")),
                                AuditWords.kinds().entrySet().stream()
                                        .map(kind -> new Choice(kind.getKey(), kind.getValue()))
                                        .sorted(Comparator.comparing(choice -> choice.text().english())))
                        .toList();
        return with(usual, chosen, "What you chose");
    }

    /** Links choose people and things that are in no list, such as people of a shop. */
    private static List<Choice> with(List<Choice> usual, @Nullable String chosen, String label) {
        return chosen == null || usual.stream().anyMatch(choice -> choice.value().equals(chosen))
                ? usual
                : Stream.concat(usual.stream(), Stream.of(new Choice(chosen, label))).toList();
    }

    private static List<Choice> areas() {
        return Stream.concat(
                        Stream.of(new Choice("", "Everything")),
                        Arrays.stream(AuditWords.Area.values())
                                .map(area -> new Choice(lower(area), area.words())))
                .toList();
    }

    private static String lower(AuditWords.Area area) {
        return area.name().toLowerCase(Locale.ROOT);
    }
}
