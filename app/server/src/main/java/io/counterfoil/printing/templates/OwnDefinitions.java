package io.counterfoil.printing.templates;

import io.counterfoil.printing.layout.Templates;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The layouts and sheets of a provider's own as they were at one moment, read at once and without
 * artwork, for lists of them: to ask the database for each shipped name whether the provider has
 * one of its own would cost a hundred transactions.
 */
record OwnDefinitions(SortedMap<String, byte[]> layouts, SortedMap<String, byte[]> sheets)
        implements Templates {
    @Override
    public Optional<byte[]> read(String directory, String name, String extension) {
        return Optional.ofNullable(of(directory, extension).get(name));
    }

    @Override
    public SortedSet<String> names(String directory, String extension) {
        return new TreeSet<>(of(directory, extension).keySet());
    }

    private SortedMap<String, byte[]> of(String directory, String extension) {
        if (!extension.equals(".json")) {
            return Collections.emptySortedMap();
        }
        return directory.equals("layouts") ? layouts : sheets;
    }
}
