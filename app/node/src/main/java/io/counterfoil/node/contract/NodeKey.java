package io.counterfoil.node.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The secret that the control service shows to a node's admin port, as {@code Authorization:
 * Bearer}.
 */
public final class NodeKey {
    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{32,256}");
    private static final Pattern LOOPBACK =
            Pattern.compile(
                    "localhost|127(\\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}"
                            + "|(::|(0:){7})1|\\[(::|(0:){7})1]",
                    Pattern.CASE_INSENSITIVE);
    private static final String BEARER = "Bearer ";

    private final String value;

    private NodeKey(String value) {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a node key has 32 to 256 visible ASCII characters");
        }
        this.value = value;
    }

    /**
     * The key in a file.
     *
     * @throws IOException when the file can't be read or has no key in it; the message never has
     *     the content
     */
    public static NodeKey read(Path file) throws IOException {
        try {
            return new NodeKey(Files.readString(file, US_ASCII).strip());
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " holds no node key: " + e.getMessage(), e);
        }
    }

    /** The key in a file, which is made with 256 random bits and mode 0600 when it is missing. */
    public static NodeKey readOrCreate(Path file, SecureRandom random) throws IOException {
        if (!Files.exists(file)) {
            byte[] bits = new byte[32];
            random.nextBytes(bits);
            create(file, HexFormat.of().formatHex(bits));
        }
        return read(file);
    }

    private static void create(Path file, String value) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + " can't hold a node key: it is no file");
        }
        Files.createDirectories(folder);
        Path temp = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(temp);
        try (FileChannel channel =
                (FileChannel)
                        Files.newByteChannel(
                                temp,
                                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                                PosixFilePermissions.asFileAttribute(
                                        PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap((value + "\n").getBytes(US_ASCII)));
            channel.force(true);
        }
        try {
            Files.move(temp, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            Files.delete(temp);
        }
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    /**
     * Whether nobody on the way can read a key that is shown at that address: it goes there over
     * TLS, or stays on this machine.
     */
    public static boolean isPrivateTo(URI url) {
        return "https".equalsIgnoreCase(url.getScheme()) || isLoopback(url.getHost());
    }

    /**
     * Whether only this machine reaches a host of that name: {@code localhost}, an address that
     * begins with 127, or {@code ::1}.
     *
     * @param host null for every interface
     */
    public static boolean isLoopback(@Nullable String host) {
        return host != null && LOOPBACK.matcher(host).matches();
    }

    /** The header that a client sends; keep it out of logs. */
    public String authorization() {
        return BEARER + value;
    }

    /**
     * Whether a request's Authorization header shows this key; takes the same time for every wrong
     * one.
     */
    public boolean opens(@Nullable String authorization) {
        String shown = authorization == null ? "" : authorization;
        return MessageDigest.isEqual(authorization().getBytes(US_ASCII), shown.getBytes(US_ASCII));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "NodeKey[…]";
    }
}
