package io.counterfoil.printing.templates;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.access.Audit;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Json;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.artwork.Artwork;
import io.counterfoil.printing.layout.TemplateList;
import io.counterfoil.printing.layout.Templates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Layouts and sheets that a provider brings itself; no other provider sees them. */
public final class OwnTemplates {
    private static final int MOST_OF_A_KIND = 200;

    private final Transactions transactions;
    private final Audit audit;
    private final Templates house;
    private final Uses uses;
    private final TemplateInput input;

    /**
     * A provider's own beside those of the {@code house}, which keep their names; nothing that has
     * {@code uses} is deleted.
     */
    public OwnTemplates(Transactions transactions, Audit audit, Templates house, Uses uses) {
        this.transactions = transactions;
        this.audit = audit;
        this.house = house;
        this.uses = uses;
        this.input = new TemplateInput(house);
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
        Caller reader = reader(caller.provider());
        Templates own =
                transactions.read(
                        reader,
                        tx -> {
                            OwnTemplateRepository kept = new OwnTemplateRepository(tx);
                            return new OwnDefinitions(
                                    kept.contents(Kind.LAYOUT), kept.contents(Kind.SHEET));
                        });
        return new TemplateList(Templates.inTurn(own, house));
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
                .orElseGet(
                        () -> {
                            TemplateInput.Layout layout = input.layout(name, wanted);
                            return keep(
                                    caller, Kind.LAYOUT, name, layout.json(), layout.artwork());
                        });
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
                .orElseGet(
                        () -> keep(caller, Kind.SHEET, name, input.sheet(name, wanted), null));
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
                    Text.of(
                            "The {kind} {name} was deleted just now. Choose another one.",
                            "kind",
                            Text.of(one.kind().label()),
                            "name",
                            one.name()));
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
                                                Text.of(
                                                        "The print run {run} still needs it."
                                                                + " Count that run in first.",
                                                        "run",
                                                        String.valueOf(number)));
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

    private static Caller reader(UUID provider) {
        return new Caller(new Scope.Provider(provider), Actor.job("print"));
    }

    /** What one provider brought. Each look is a transaction of its own. */
    private final class Own implements Templates {
        private final Caller reader;

        Own(UUID provider) {
            reader = reader(provider);
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
