package io.counterfoil.node;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate authority for tests, by the JDK's keytool. */
final class Authority {
    private static final String PASSWORD = "of the key store";

    private final Path folder;
    private int issued;

    Authority(Path folder) throws Exception {
        this.folder = Files.createDirectories(folder);
        keytool(
                "-genkeypair -alias ca -keyalg EC -groupname secp256r1 -dname CN=Test-CA -ext bc:c"
                        + " -validity 3650 -keystore",
                store("ca").toString());
        Files.writeString(
                certificates(),
                pem("CERTIFICATE", read("ca").getCertificate("ca").getEncoded()));
    }

    /** What clients have to trust. */
    Path certificates() {
        return folder.resolve("ca.pem");
    }

    String password() {
        return PASSWORD;
    }

    private Path store(String name) {
        return folder.resolve(name + ".p12");
    }

    private KeyStore read(String name) throws Exception {
        return KeyStore.getInstance(store(name).toFile(), PASSWORD.toCharArray());
    }

    /** A certificate for this machine, for so many days; the key store has it and its key. */
    Path issue(int days) throws Exception {
        Path store = store("server-" + ++issued);
        Files.copy(store("ca"), store);
        keytool(
                "-genkeypair -alias server -keyalg EC -groupname secp256r1 -dname CN=localhost"
                        + " -signer ca -ext san=dns:localhost,ip:127.0.0.1 -validity "
                        + days
                        + " -keystore",
                store.toString());
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        keys.deleteEntry("ca");
        try (OutputStream file = Files.newOutputStream(store)) {
            keys.store(file, PASSWORD.toCharArray());
        }
        return store;
    }

    /** Puts what a key store has into two files in PEM, each replaced at once. */
    static void write(Path keyStore, Path certificates, Path key) throws Exception {
        KeyStore store = KeyStore.getInstance(keyStore.toFile(), PASSWORD.toCharArray());
        StringBuilder chain = new StringBuilder();
        for (Certificate certificate : store.getCertificateChain("server")) {
            chain.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        replace(certificates, chain.toString().getBytes(US_ASCII));
        byte[] encoded = store.getKey("server", PASSWORD.toCharArray()).getEncoded();
        replace(key, pem("PRIVATE KEY", encoded).getBytes(US_ASCII));
    }

    static void replace(Path file, byte[] content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, content);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    static String pem(String what, byte[] content) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(what, Base64.getMimeEncoder().encodeToString(content), what);
    }

    private static void keytool(String words, String... more) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        command.addAll(List.of(words.split(" ")));
        command.addAll(List.of(more));
        command.addAll(List.of("-storepass", PASSWORD, "-storetype", "PKCS12"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), US_ASCII);
        assertThat(process.waitFor()).as("%s: %s", words, output).isZero();
    }
}
