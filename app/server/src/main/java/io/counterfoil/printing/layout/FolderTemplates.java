package io.counterfoil.printing.layout;

import io.counterfoil.platform.Text;
import io.counterfoil.printing.artwork.TemplateException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The files in a folder that the operator of the installation fills. */
record FolderTemplates(Path folder) implements Templates {
    @Override
    public Optional<byte[]> read(String directory, String name, String extension) {
        // What is no name may be no path either.
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        Path file = folder.resolve(directory).resolve(name + extension);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream content = Files.newInputStream(file)) {
            return Optional.of(bounded(content, file.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException("The template " + file + " can't be read.", e);
        }
    }

    /** All of a file, unless it is too large for a template. */
    static byte[] bounded(InputStream content, String file) throws IOException {
        byte[] bytes = content.readNBytes(LARGEST_BYTES + 1);
        if (bytes.length > LARGEST_BYTES) {
            throw new TemplateException(
                    Text.of("The template {text} is larger than 4 MiB.", "text", file));
        }
        return bytes;
    }

    @Override
    public SortedSet<String> names(String directory, String extension) {
        SortedSet<String> names = new TreeSet<>();
        if (Files.isDirectory(folder.resolve(directory))) {
            try (Stream<Path> files = Files.list(folder.resolve(directory))) {
                files.map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith(extension))
                        .map(file -> file.substring(0, file.length() - extension.length()))
                        .forEach(names::add);
            } catch (IOException e) {
                throw new UncheckedIOException("The templates can't be listed.", e);
            }
        }
        return names;
    }
}
