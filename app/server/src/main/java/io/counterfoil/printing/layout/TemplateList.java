package io.counterfoil.printing.layout;

import io.counterfoil.platform.Text;
import io.counterfoil.printing.artwork.TemplateException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The layouts and sheets there are, and which go together. */
public final class TemplateList {
    private static final Logger LOG = LoggerFactory.getLogger(TemplateList.class);

    private final Templates templates;

    /** Lists {@code templates}. */
    public TemplateList(Templates templates) {
        this.templates = templates;
    }

    /**
     * A layout.
     *
     * @param name for orders
     * @param title for people
     * @param forCartons whether it is a label of cartons, and not of the items of a run
     * @param size its shape and size in words
     * @param values what items show, on their back too: {@code serial}, {@code price} and so on, in
     *     the order of the places
     */
    public record LayoutEntry(
            String name, Text title, boolean forCartons, String size, List<String> values) {}

    /**
     * A sheet.
     *
     * @param name for orders
     * @param title for people
     * @param perPage how many items a page holds
     * @param verified whether its measures were compared with the maker's
     * @param forBureau whether its pages are as large as the item, for a bureau
     * @param layouts the names of the layouts that fit on it
     */
    public record SheetEntry(
            String name,
            Text title,
            int perPage,
            boolean verified,
            boolean forBureau,
            List<String> layouts) {}

    /** All layouts by name. */
    public List<LayoutEntry> layouts() {
        Map<String, Titled> layouts = readLayouts();
        return layouts.entrySet().stream()
                .map(found -> entry(found.getKey(), found.getValue(), layouts))
                .toList();
    }

    private static LayoutEntry entry(String name, Titled found, Map<String, Titled> layouts) {
        Layout layout = found.layout();
        Stream<String> front = layout.values().stream();
        Stream<String> back =
                layout.reverse().map(layouts::get).stream()
                        .flatMap(reverse -> reverse.layout().values().stream());
        return new LayoutEntry(
                name,
                found.title(),
                layout.isForCartons(),
                layout.trim().describe(),
                Stream.concat(front, back).distinct().toList());
    }

    /** What people call a layout; its name once it is gone. */
    public Text layoutTitle(String name) {
        return title("layouts", name, file -> LayoutReader.read(name, file).title());
    }

    /** What people call a sheet; its name once it is gone. */
    public Text sheetTitle(String name) {
        return title("sheets", name, file -> SheetReader.read(name, file).title());
    }

    private Text title(String directory, String name, Function<byte[], String> reader) {
        try {
            return templates
                    .read(directory, name, ".json")
                    .map(file -> Titles.of(directory, name, file, reader.apply(file)))
                    .orElseGet(() -> Titles.asWritten(name));
        } catch (TemplateException e) {
            return Titles.asWritten(name);
        }
    }

    /** How many labels a sheet has; empty if there is no such sheet, or it can't be read. */
    public OptionalInt perPage(String name) {
        try {
            return templates
                    .read("sheets", name, ".json")
                    .map(file -> OptionalInt.of(SheetReader.read(name, file).perPage()))
                    .orElseGet(OptionalInt::empty);
        } catch (TemplateException e) {
            return OptionalInt.empty();
        }
    }

    /** Whether there is a sheet with this name. */
    public boolean hasSheet(String name) {
        return templates.names("sheets", ".json").contains(name);
    }

    /** All sheets by name. */
    public List<SheetEntry> sheets() {
        Map<String, Titled> layouts = readLayouts();
        return List.copyOf(
                readAll("sheets", (name, file) -> entry(name, file, layouts)).values());
    }

    private static SheetEntry entry(String name, byte[] file, Map<String, Titled> layouts) {
        Sheet sheet = SheetReader.read(name, file);
        List<String> fitting =
                layouts.entrySet().stream()
                        .filter(layout -> sheet.fits(layout.getValue().layout()))
                        .map(Map.Entry::getKey)
                        .toList();
        return new SheetEntry(
                name,
                Titles.of("sheets", name, file, sheet.title()),
                sheet.perPage(),
                sheet.verified(),
                sheet instanceof Sheet.TrimSize,
                fitting);
    }

    /** A layout with what people call it. */
    private record Titled(Layout layout, Text title) {}

    private Map<String, Titled> readLayouts() {
        return readAll(
                "layouts",
                (name, file) -> {
                    Layout layout = LayoutReader.read(name, file);
                    return new Titled(layout, Titles.of("layouts", name, file, layout.title()));
                });
    }

    /** Leaves out what can't be read, so that one bad file of a provider's hides no other. */
    private <T> Map<String, T> readAll(String directory, BiFunction<String, byte[], T> reader) {
        Map<String, T> all = new TreeMap<>();
        for (String name : templates.names(directory, ".json")) {
            try {
                templates
                        .read(directory, name, ".json")
                        .ifPresent(file -> all.put(name, reader.apply(name, file)));
            } catch (TemplateException e) {
                LOG.warn("left out: {}", e.getMessage());
            }
        }
        return all;
    }
}
