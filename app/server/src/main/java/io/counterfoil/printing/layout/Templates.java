package io.counterfoil.printing.layout;

import io.counterfoil.printing.artwork.Artwork;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.regex.Pattern;

/**
 * Where layouts and sheets come from. A layout is a file NAME.json with its artwork, NAME.svg or
 * NAME.pdf, in {@code layouts}; a sheet is a file NAME.json in {@code sheets}.
 */
public interface Templates {
    /** A template file is read whole, so its size is bounded. */
    int LARGEST_BYTES = 4 << 20;

    /** Names of layouts and sheets: lower-case letters, digits and hyphens. */
    Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    /**
     * The content of a file; empty if there is none, as for any name that can't be one.
     *
     * @param directory {@code layouts} or {@code sheets}
     * @param name without extension
     * @param extension with its dot
     */
    Optional<byte[]> read(String directory, String name, String extension);

    /**
     * The names of the files there are, in their order.
     *
     * @param directory {@code layouts} or {@code sheets}
     */
    SortedSet<String> names(String directory, String extension);

    /** The artwork of a layout. */
    default Optional<Artwork> artwork(String layout) {
        return Arrays.stream(Artwork.Kind.values())
                .flatMap(
                        kind ->
                                read("layouts", layout, kind.extension())
                                        .map(
                                                content ->
                                                        new Artwork(
                                                                layout + kind.extension(),
                                                                kind,
                                                                content))
                                        .stream())
                .findFirst();
    }

    /** Only the shipped ones. */
    static Templates shipped() {
        return ShippedTemplates.INSTANCE;
    }

    /**
     * Those in a folder ({@code layouts/} and {@code sheets/} below it), then the shipped ones. A
     * file in the folder wins over the shipped one of the same name.
     */
    static Templates in(Path folder) {
        return inTurn(new FolderTemplates(folder), shipped());
    }

    /**
     * One layout that lies anywhere.
     *
     * @param file its places, named NAME.json; its artwork lies beside it
     */
    static Templates ofLayout(Path file) {
        return new LoneLayout(file);
    }

    /** Those of each source, where an earlier one wins. */
    static Templates inTurn(Templates... sources) {
        return new TemplatesInTurn(List.of(sources));
    }
}
