package io.counterfoil.printing.layout;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.jar.JarEntry;
import java.util.stream.Stream;

/** The files on the class path. */
final class ShippedTemplates implements Templates {
    static final ShippedTemplates INSTANCE = new ShippedTemplates();

    private final ConcurrentMap<String, List<String>> files = new ConcurrentHashMap<>();

    private ShippedTemplates() {}

    @Override
    public Optional<byte[]> read(String directory, String name, String extension) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        String file = directory + "/" + name + extension;
        try (InputStream content =
                ShippedTemplates.class.getResourceAsStream("/templates/" + file)) {
            return content == null
                    ? Optional.empty()
                    : Optional.of(FolderTemplates.bounded(content, file));
        } catch (IOException e) {
            throw new UncheckedIOException("The template " + file + " can't be read.", e);
        }
    }

    @Override
    public SortedSet<String> names(String directory, String extension) {
        SortedSet<String> names = new TreeSet<>();
        files.computeIfAbsent(directory, ShippedTemplates::list).stream()
                .filter(file -> file.endsWith(extension))
                .map(file -> file.substring(0, file.length() - extension.length()))
                .forEach(names::add);
        return names;
    }

    private static List<String> list(String directory) {
        String path = "templates/" + directory + "/";
        URL url =
                Objects.requireNonNull(
                        ShippedTemplates.class.getResource("/" + path), "no shipped " + directory);
        try {
            if (url.openConnection() instanceof JarURLConnection jar) {
                return jar.getJarFile().stream()
                        .map(JarEntry::getName)
                        .filter(name -> name.startsWith(path))
                        .map(name -> name.substring(path.length()))
                        .toList();
            }
            try (Stream<Path> files = Files.list(Path.of(url.toURI()))) {
                return files.map(file -> file.getFileName().toString()).toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The shipped templates can't be listed.", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path that is no address", e);
        }
    }
}
