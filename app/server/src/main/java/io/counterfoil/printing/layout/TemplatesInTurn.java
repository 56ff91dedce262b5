package io.counterfoil.printing.layout;

import io.counterfoil.printing.artwork.Artwork;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The files of several sources; of two with the same name, that of the earlier source. */
record TemplatesInTurn(List<Templates> sources) implements Templates {
    @Override
    public Optional<byte[]> read(String directory, String name, String extension) {
        return sources.stream()
                .flatMap(source -> source.read(directory, name, extension).stream())
                .findFirst();
    }

    @Override
    public Optional<Artwork> artwork(String layout) {
        return sources.stream().flatMap(source -> source.artwork(layout).stream()).findFirst();
    }

    @Override
    public SortedSet<String> names(String directory, String extension) {
        SortedSet<String> names = new TreeSet<>();
        sources.forEach(source -> names.addAll(source.names(directory, extension)));
        return names;
    }
}
