package io.counterfoil.printing.layout;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where layouts and sheets come from: a folder that a provider may fill, then the shipped ones on
 * the class path. A file in the folder wins over the shipped one of the same name.
 */
public final class Templates {
    /** A template file is read whole, so its size is bounded. */
    private static final int LARGEST_BYTES = 4 << 20;

    private final Optional<Path> folder;

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
