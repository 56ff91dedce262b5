package io.counterfoil.printing.layout;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** One layout that lies anywhere; its artwork, and the layout of its reverse, lie beside it. */
record LoneLayout(Path file) implements Templates {
    private static final String DIRECTORY = "layouts";
    private static final String EXTENSION = ".json";

    @Override
    public Optional<byte[]> read(String directory, String name, String extension) {
        Path beside = file.resolveSibling(name + extension);
        if (!directory.equals(DIRECTORY)
                || !NAME.matcher(name).matches()
                || !Files.isRegularFile(beside)) {
            return Optional.empty();
        }
        try (InputStream content = Files.newInputStream(beside)) {
            return Optional.of(FolderTemplates.bounded(content, beside.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException("The template " + beside + " can't be read.", e);
        }
    }

    @Override
    public SortedSet<String> names(String directory, String extension) {
        SortedSet<String> names = new TreeSet<>();
        String name = file.getFileName().toString();
        if (directory.equals(DIRECTORY) && extension.equals(EXTENSION)) {
            names.add(name.substring(0, name.length() - EXTENSION.length()));
        }
        return names;
    }
}
