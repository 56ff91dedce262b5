package io.counterfoil.printing.bureau;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The real gpg with a key ring of its own, as a bureau has it. */
public final class Gpg implements AutoCloseable {
    /** Somewhat before the tests' clock begins. */
    private static final String YESTERDAY = "20260130T000000";

    private final Path home;

    /** An empty key ring. */
    public Gpg() {
        try {
            // A short path: the agent's socket has to fit.
            home =
                    Files.createTempDirectory(
                            "gpg",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes a key.
     *
     * @param algorithm {@code future-default} for a pair of keys on elliptic curves
     * @param usage {@code default}, or {@code sign} for one that can't encrypt
     * @param expiry such as {@code never} or {@code 1d}
     * @return the public key, armoured
     */
    public String key(String owner, String algorithm, String usage, String expiry) {
        run(
                "--faked-system-time",
                YESTERDAY,
                "--passphrase",
                "",
                "--quick-generate-key",
                owner,
                algorithm,
                usage,
                expiry);
        return publicKey(owner);
    }

    /** Makes an RSA key that signs, with a subkey that encrypts. */
    public String rsaKey(String owner, int bits) {
        key(owner, "rsa" + bits, "sign", "never");
        run(
                "--faked-system-time",
                YESTERDAY,
                "--passphrase",
                "",
                "--quick-add-key",
                fingerprint(owner),
                "rsa" + bits,
                "encr",
                "never");
        return publicKey(owner);
    }

    /** The public key, armoured. */
    public String publicKey(String owner) {
        return text(run("--armor", "--export", owner));
    }

    /** Revokes a key by the certificate that gpg made with it, and returns the public key. */
    public String revoked(String owner) {
        try {
            Path stored = home.resolve("openpgp-revocs.d/" + fingerprint(owner) + ".rev");
            // A colon keeps it from being used by accident.
            String usable =
                    Files.readString(stored, StandardCharsets.US_ASCII)
                            .replace(":-----BEGIN", "-----BEGIN");
            Path certificate = home.resolve("revoke.asc");
            Files.writeString(certificate, usable);
            run("--import", certificate.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return publicKey(owner);
    }

    /** What a message says; fails if it is not whole. */
    public byte[] decrypt(Path message) {
        return run("--decrypt", message.toString());
    }

    private String fingerprint(String owner) {
        return text(run("--with-colons", "--list-keys", owner))
                .lines()
                .filter(line -> line.startsWith("fpr:"))
                .map(line -> line.split(":", -1)[9])
                .findFirst()
                .orElseThrow();
    }

    private byte[] run(String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "gpg",
                                "--homedir",
                                home.toString(),
                                "--batch",
                                "--no-tty",
                                "--quiet",
                                "--pinentry-mode",
                                "loopback"));
        command.addAll(List.of(arguments));
        try {
            Path errors = home.resolve("errors");
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            process.getOutputStream().close();
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            process.getInputStream().transferTo(output);
            if (process.waitFor() != 0) {
                throw new AssertionError(
                        String.join(" ", command) + ": " + Files.readString(errors));
            }
            return output.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        try {
            new ProcessBuilder("gpgconf", "--homedir", home.toString(), "--kill", "all")
                    .start()
                    .waitFor();
            await("the agent's end, when it takes its sockets away").until(this::hasNoSocket);
            try (Stream<Path> tree = Files.walk(home)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean hasNoSocket() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.noneMatch(file -> file.getFileName().toString().startsWith("S."));
        }
    }
}
