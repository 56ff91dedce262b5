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
import org.jspecify.annotations.Nullable;

/**
 * Where layouts and sheets come from: a folder that a provider may fill, then the shipped ones on
 * the class path. A file in the folder wins over the shipped one of the same name.
 */
public final class Templates {
    /** A template file is read whole, so its size is bounded. */
    private static final int LARGEST_BYTES = 4 << 20;

    private final Optional<Path> folder;
    private final ConcurrentMap<String, List<String>> shipped = new ConcurrentHashMap<>();

    private Templates(Optional<Path> folder) {
        this.folder = folder;
    }

    /** Only the shipped ones. */
    public static Templates shipped() {
        return new Templates(Optional.empty());
    }

    /** Those in a folder ({@code layouts/} and {@code sheets/} below it), then the shipped ones. */
    public static Templates in(Path folder) {
        return new Templates(Optional.of(folder));
    }

    /**
     * The content of a file.
     *
     * @param directory {@code layouts} or {@code sheets}
     * @param name without extension; anything but lower-case letters, digits and hyphens is unknown
     */
    Optional<byte[]> read(String directory, String name, String extension) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            return Optional.empty();
        }
        String file = directory + "/" + name + extension;
        try (InputStream content = open(file)) {
            if (content == null) {
                return Optional.empty();
            }
            byte[] bytes = content.readNBytes(LARGEST_BYTES + 1);
            if (bytes.length > LARGEST_BYTES) {
                throw new TemplateException("The template " + file + " is larger than 4 MiB.");
            }
            return Optional.of(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("The template " + file + " can't be read.", e);
        }
    }

    /**
     * The names of the files there are, in their order.
     *
     * @param directory {@code layouts} or {@code sheets}
     */
    SortedSet<String> names(String directory, String extension) {
        SortedSet<String> names = new TreeSet<>();
        shipped.computeIfAbsent(directory, Templates::shippedFiles)
                .forEach(file -> addName(names, file, extension));
        if (folder.isPresent() && Files.isDirectory(folder.get().resolve(directory))) {
            try (Stream<Path> files = Files.list(folder.get().resolve(directory))) {
                files.forEach(file -> addName(names, file.getFileName().toString(), extension));
            } catch (IOException e) {
                throw new UncheckedIOException("The templates can't be listed.", e);
            }
        }
        return names;
    }

    private static void addName(SortedSet<String> names, String file, String extension) {
        if (file.endsWith(extension)) {
            names.add(file.substring(0, file.length() - extension.length()));
        }
    }

    private static List<String> shippedFiles(String directory) {
        String path = "templates/" + directory + "/";
        URL url =
                Objects.requireNonNull(
                        Templates.class.getResource("/" + path), "no shipped " + directory);
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

    private @Nullable InputStream open(String file) throws IOException {
        if (folder.isPresent()) {
            Path path = folder.get().resolve(file);
            if (Files.isRegularFile(path)) {
                return Files.newInputStream(path);
            }
        }
        return Templates.class.getResourceAsStream("/templates/" + file);
    }
}
