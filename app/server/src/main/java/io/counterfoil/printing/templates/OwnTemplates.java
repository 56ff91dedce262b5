package io.counterfoil.printing.templates;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.access.Audit;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Json;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.artwork.Artwork;
import io.counterfoil.printing.layout.TemplateCheck;
import io.counterfoil.printing.layout.TemplateList;
import io.counterfoil.printing.layout.Templates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Layouts and sheets that a provider brings itself; no other provider sees them. */
public final class OwnTemplates {
    private static final int MOST_OF_A_KIND = 200;
    private static final Map<String, Artwork.Kind> MEDIA_TYPES =
            Map.of("image/svg+xml", Artwork.Kind.SVG, "application/pdf", Artwork.Kind.PDF);

    /** How files of a print run are called that are not all of a layout. */
    private static final Pattern FILE_NAMES =
            Pattern.compile("manifest|data|.*-(?:r[0-9]+|0[0-9]{2})");

    private final Transactions transactions;
    private final Audit audit;
    private final Templates house;
    private final Uses uses;

    /**
     * A provider's own beside those of the {@code house}, which keep their names; nothing that has
     * {@code uses} is deleted.
     */
    public OwnTemplates(Transactions transactions, Audit audit, Templates house, Uses uses) {
        this.transactions = transactions;
        this.audit = audit;
        this.house = house;
        this.uses = uses;
    }

    /** What can be brought. */
    public enum Kind {
        LAYOUT,
        SHEET;

        /** The word for it, also in the database. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Knows what is printed with layouts and sheets. */
    @FunctionalInterface
    public interface Uses {
        /** The number of a print run that still needs one; empty if none does. */
        Optional<Integer> openRun(Tx tx, Kind kind, String name);
    }

    /**
     * A layout as it is sent, not yet checked.
     *
     * @param layout its measures and places, as in the shipped files
     * @param artwork what is drawn under them
     */
    public record NewLayout(@Nullable Map<String, Object> layout, @Nullable NewArtwork artwork) {}

    /**
     * A file of artwork.
     *
     * @param mediaType {@code image/svg+xml} or {@code application/pdf}
     * @param content an SVG as text, a PDF in base64
     */
    public record NewArtwork(@Nullable String mediaType, @Nullable String content) {}

    /**
     * What is kept now.
     *
     * @param version counts up with each upload under the same name
     */
    public record Kept(String name, int version) {}

    /** Those that a provider can print with: its own, then those of the house. */
    public Templates of(UUID provider) {
        return Templates.inTurn(new Own(provider), house);
    }

    /** What the caller can print with. */
    public TemplateList list(Caller caller) {
        return new TemplateList(of(caller.provider()));
    }

    /** The names of the caller's own layouts. */
    public SortedSet<String> layouts(Caller caller) {
        return new Own(caller.provider()).names(Kind.LAYOUT);
    }

    /** The names of the caller's own sheets. */
    public SortedSet<String> sheets(Caller caller) {
        return new Own(caller.provider()).names(Kind.SHEET);
    }

    /**
     * The file of a sheet of the caller's own.
     *
     * @throws Refused if there is none of this name
     */
    JsonNode ownSheet(Caller caller, String name) {
        byte[] sheet =
                new Own(caller.provider())
                        .read("sheets", name, ".json")
                        .orElseThrow(() -> Refused.notFound("sheet of your own"));
        try {
            return Json.mapper().readTree(sheet);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Keeps a layout under a name, in place of the one that was there. Runs that were ordered with
     * that one are checked again before their files are served.
     *
     * @throws Refused if the name is taken by a shipped one or anything of it can't be printed
     */
    public Kept putLayout(Caller caller, String name, NewLayout wanted) {
        // What was kept stays kept, also when the house has the name since.
        return transactions
                .answered(caller, Kept.class)
                .orElseGet(() -> putLayoutNow(caller, name, wanted));
    }

    private Kept putLayoutNow(Caller caller, String name, NewLayout wanted) {
        Fields fields = new Fields();
        requireName(fields, "layouts", name);
        if (FILE_NAMES.matcher(name).matches()) {
            fields.problem(
                    "name",
                    "Another file of a print run could have this name. Choose one that is neither"
                            + " manifest nor data and does not end in a number such as -r2 or"
                            + " -001.");
        }
        if (wanted.layout() == null) {
            fields.problem("layout", "Send the measures and places of the layout.");
        }
        Optional<Artwork> artwork = artwork(fields, name, wanted.artwork());
        fields.done();
        byte[] json = json("layout", wanted.layout());
        TemplateCheck.layout(name, json).ifPresent(fault -> fields.problem("layout", fault));
        fields.done();
        TemplateCheck.artwork(name, json, artwork.orElseThrow())
                .ifPresent(fault -> fields.problem("artwork", fault));
        fields.done();
        return keep(caller, Kind.LAYOUT, name, json, artwork.orElseThrow());
    }

    /**
     * Keeps a sheet under a name, in place of the one that was there.
     *
     * @param wanted its measures, as in the shipped files
     * @throws Refused if the name is taken by a shipped one or the measures can't be
     */
    public Kept putSheet(Caller caller, String name, Map<String, Object> wanted) {
        return transactions
                .answered(caller, Kept.class)
                .orElseGet(() -> putSheetNow(caller, name, wanted));
    }

    private Kept putSheetNow(Caller caller, String name, Map<String, Object> wanted) {
        Fields fields = new Fields();
        requireName(fields, "sheets", name);
        byte[] json = json("sheet", wanted);
        TemplateCheck.sheet(name, json).ifPresent(fault -> fields.problem("sheet", fault));
        fields.done();
        return keep(caller, Kind.SHEET, name, json, null);
    }

    /**
     * Forgets a layout of one's own.
     *
     * @throws Refused if there is none, or a run that is not counted in needs it
     */
    public void deleteLayout(Caller caller, String name) {
        delete(caller, Kind.LAYOUT, name);
    }

    /**
     * Forgets a sheet of one's own.
     *
     * @throws Refused if there is none, or a run that is not counted in needs it
     */
    public void deleteSheet(Caller caller, String name) {
        delete(caller, Kind.SHEET, name);
    }

    /** A layout or a sheet of one's own that somebody needs. */
    public record Needed(Kind kind, String name) {}

    /** What of these the house does not have, so that the provider could delete it. */
    public List<Needed> needed(Collection<String> layouts, Collection<String> sheets) {
        List<Needed> needed = new ArrayList<>();
        for (String layout : layouts) {
            if (house.read("layouts", layout, ".json").isEmpty()) {
                needed.add(new Needed(Kind.LAYOUT, layout));
            }
        }
        for (String sheet : sheets) {
            if (house.read("sheets", sheet, ".json").isEmpty()) {
                needed.add(new Needed(Kind.SHEET, sheet));
            }
        }
        return needed;
    }

    /**
     * Keeps these from being deleted until the transaction ends, layouts together with their backs.
     *
     * @throws Refused if one is deleted already
     */
    public void hold(Tx tx, List<Needed> needed) {
        for (Needed one : needed) {
            holdOne(tx, one);
            if (one.kind() == Kind.LAYOUT) {
                new OwnTemplateRepository(tx)
                        .back(one.name())
                        .ifPresent(back -> needed(List.of(back), List.of()).forEach(own -> holdOne(tx, own)));
            }
        }
    }

    private static void holdOne(Tx tx, Needed one) {
        if (!new OwnTemplateRepository(tx).hold(one.kind(), one.name())) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "The %s %s was deleted just now. Choose another one."
                            .formatted(one.kind().label(), one.name()));
        }
    }

    private void requireName(Fields fields, String directory, String name) {
        if (!Templates.NAME.matcher(name).matches()) {
            fields.problem(
                    "name",
                    "Up to 64 lower-case letters, digits and hyphens, such as spring-card.");
        } else if (house.read(directory, name, ".json").isPresent()) {
            fields.problem("name", "This name is that of a shipped one. Choose another name.");
        }
    }

    private static Optional<Artwork> artwork(
            Fields fields, String name, @Nullable NewArtwork wanted) {
        if (wanted == null || wanted.content() == null || wanted.mediaType() == null) {
            fields.problem("artwork", "Send the artwork with its media_type and content.");
            return Optional.empty();
        }
        Artwork.Kind kind = MEDIA_TYPES.get(wanted.mediaType().strip().toLowerCase(Locale.ROOT));
        if (kind == null) {
            fields.problem("artwork.media_type", "One of image/svg+xml, application/pdf.");
            return Optional.empty();
        }
        return content(fields, kind, wanted.content())
                .map(bytes -> new Artwork(name + kind.extension(), kind, bytes));
    }

    private static Optional<byte[]> content(Fields fields, Artwork.Kind kind, String content) {
        return switch (kind) {
            case SVG -> Optional.of(content.getBytes(StandardCharsets.UTF_8));
            case PDF ->
                    fields.parsed(
                            "artwork.content",
                            content,
                            text -> Base64.getMimeDecoder().decode(text),
                            "A PDF is sent in base64.");
        };
    }

    private static byte[] json(String field, @Nullable Map<String, Object> content) {
        try {
            return Json.mapper().writeValueAsBytes(content);
        } catch (JsonProcessingException e) {
            // Half a character can be escaped in JSON, but not written.
            throw Refused.field(field, "Please remove characters that are none.");
        }
    }

    private Kept keep(
            Caller caller, Kind kind, String name, byte[] json, @Nullable Artwork artwork) {
        return transactions.once(
                caller,
                Kept.class,
                tx -> {
                    OwnTemplateRepository templates = new OwnTemplateRepository(tx);
                    int version = templates.put(kind, name, json, artwork);
                    if (templates.names(kind).size() > MOST_OF_A_KIND) {
                        throw new Refused(
                                ProblemType.CONFLICT,
                                "There is room for 200 of these. Delete one that you no longer"
                                        + " need.");
                    }
                    audit(tx, kind, name, "kept", version);
                    return new Kept(name, version);
                });
    }

    private void delete(Caller caller, Kind kind, String name) {
        if (!Templates.NAME.matcher(name).matches()) {
            throw Refused.notFound(kind.label() + " of your own");
        }
        transactions.once(
                caller,
                String.class,
                tx -> {
                    // An order that needs it is seen, or sees that it is gone.
                    new OwnTemplateRepository(tx).lock(kind, name);
                    openRun(tx, kind, name)
                            .ifPresent(
                                    number -> {
                                        throw new Refused(
                                                ProblemType.CONFLICT,
                                                "The print run %d still needs it. Count that run in first."
                                                        .formatted(number));
                                    });
                    if (!new OwnTemplateRepository(tx).delete(kind, name)) {
                        throw Refused.notFound(kind.label() + " of your own");
                    }
                    audit(tx, kind, name, "deleted", 0);
                    return name;
                });
    }

    /** A run needs the layouts of its parts, and those on their backs. */
    private Optional<Integer> openRun(Tx tx, Kind kind, String name) {
        List<String> fronts =
                kind == Kind.LAYOUT ? new OwnTemplateRepository(tx).fronts(name) : List.of();
        return Stream.concat(Stream.of(name), fronts.stream())
                .flatMap(each -> uses.openRun(tx, kind, each).stream())
                .findFirst();
    }

    private void audit(Tx tx, Kind kind, String name, String what, int version) {
        audit.record(
                tx,
                kind.label() + "." + what,
                kind.label() + ":" + name,
                Map.of("version", version));
    }

    /** What one provider brought. Each look is a transaction of its own. */
    private final class Own implements Templates {
        private final Caller reader;

        Own(UUID provider) {
            reader = new Caller(new Scope.Provider(provider), Actor.job("print"));
        }

        @Override
        public Optional<byte[]> read(String directory, String name, String extension) {
            if (!NAME.matcher(name).matches()) {
                return Optional.empty();
            }
            return extension.equals(".json")
                    ? transactions.read(
                            reader,
                            tx -> new OwnTemplateRepository(tx).content(kind(directory), name))
                    : artwork(name)
                            .filter(artwork -> artwork.kind().extension().equals(extension))
                            .map(Artwork::content);
        }

        @Override
        public Optional<Artwork> artwork(String layout) {
            return NAME.matcher(layout).matches()
                    ? transactions.read(reader, tx -> new OwnTemplateRepository(tx).artwork(layout))
                    : Optional.empty();
        }

        @Override
        public SortedSet<String> names(String directory, String extension) {
            return extension.equals(".json") ? names(kind(directory)) : new TreeSet<>();
        }

        private SortedSet<String> names(Kind kind) {
            return transactions.read(
                    reader, tx -> new TreeSet<>(new OwnTemplateRepository(tx).names(kind)));
        }

        private static Kind kind(String directory) {
            return directory.equals("layouts") ? Kind.LAYOUT : Kind.SHEET;
        }
    }
}
