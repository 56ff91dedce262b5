package io.counterfoil.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Style sheets, scripts and pictures of the pages: the resources under {@code /assets} of the class
 * path, and scripts of WebJars.
 *
 * <p>Their addresses hold a hash of their content, so browsers may keep them for ever.
 */
public final class Assets extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** Where they are served. */
    public static final String PATH = "/assets";

    private static final Pattern NAME =
            Pattern.compile("[a-z0-9][a-z0-9-]{0,60}\\.(css|js|svg|png|wasm|woff2)");
    private static final Map<String, String> MEDIA_TYPES =
            Map.of(
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "svg", "image/svg+xml",
                    "png", "image/png",
                    "wasm", "application/wasm",
                    "woff2", "font/woff2");
    private static final int HASH_BYTES = 8;

    /** Where scripts of others stand in their WebJars; the build writes the versions. */
    private static final Properties LIBRARIES = libraries();

    private final transient Map<String, Asset> found = new ConcurrentHashMap<>();

    private record Asset(String mediaType, String hash, byte[] content) {}

    /**
     * The address of an asset.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public String address(String name) {
        Asset asset =
                find(name)
                        .orElseThrow(
                                () -> new IllegalArgumentException("no asset is called " + name));
        return PATH + "/" + asset.hash() + "/" + name;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        @Nullable String path = request.getPathInfo();
        String[] parts = path == null ? new String[0] : path.split("/", -1);
        Optional<Asset> asset = parts.length == 3 ? find(parts[2]) : Optional.empty();
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        if (asset.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        // A page from before an upgrade asks for the old hash: it gets the new content, unkept.
        boolean current = asset.get().hash().equals(parts[1]);
        response.setHeader(
                "Cache-Control", current ? "public, max-age=31536000, immutable" : "no-store");
        response.setContentType(asset.get().mediaType());
        response.setContentLength(asset.get().content().length);
        response.getOutputStream().write(asset.get().content());
    }

    private Optional<Asset> find(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        Asset known = found.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Asset> read = read(name);
        read.ifPresent(asset -> found.put(name, asset));
        return read;
    }

    private static Properties libraries() {
        Properties libraries = new Properties();
        try (InputStream stream =
                Objects.requireNonNull(Assets.class.getResourceAsStream("libraries.properties"))) {
            libraries.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return libraries;
    }

    private static @Nullable InputStream open(String name) {
        String library = LIBRARIES.getProperty(name);
        return Assets.class.getResourceAsStream(
                library == null ? PATH + "/" + name : "/META-INF/resources/webjars/" + library);
    }

    private static Optional<Asset> read(String name) {
        try (InputStream stream = open(name)) {
            if (stream == null) {
                return Optional.empty();
            }
            byte[] content = stream.readAllBytes();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            String mediaType = MEDIA_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
            return mediaType == null
                    ? Optional.empty()
                    : Optional.of(
                            new Asset(
                                    mediaType,
                                    HexFormat.of().formatHex(hash, 0, HASH_BYTES),
                                    content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
