package io.counterfoil.printing.bureau;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BureauPackageIT {
    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();

    private Gpg gpg;

    @BeforeAll
    void open() {
        gpg = new Gpg();
    }

    @AfterAll
    void close() {
        gpg.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gpgReadsWhatWasPacked(boolean rsa, @TempDir Path folder) throws IOException {
        BureauKey key =
                valid(
                        rsa
                                ? gpg.rsaKey("rsa@press.example", 2_048)
                                : gpg.key("ec@press.example", "future-default", "default", "never"));
        byte[] large = random(1 << 20);
        Path sent = folder.resolve("run.zip.gpg");
        try (OutputStream out = Files.newOutputStream(sent)) {
            packed(large).write(out, key, RANDOM);
        }

        Map<String, byte[]> files = PressKey.unzipped(gpg.decrypt(sent));

        assertThat(files).containsOnlyKeys("data.csv", "card.pdf");
        assertThat(files.get("data.csv")).isEqualTo("\"1\"\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(files.get("card.pdf")).isEqualTo(large);
        assertThat(new String(Files.readAllBytes(sent), StandardCharsets.ISO_8859_1))
                .doesNotContain("data.csv", "card.pdf");
    }

    @Test
    void anotherReaderReadsTheSame() throws IOException {
        PressKey secret = new PressKey();
        BureauKey key = valid(secret.publicKey());
        byte[] large = random(300_000);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        packed(large).write(sent, key, RANDOM);

        Map<String, byte[]> files = PressKey.unzipped(secret.decrypt(sent.toByteArray()));
        assertThat(files.get("card.pdf")).isEqualTo(large);
    }

    @Test
    void aPackageThatBrokeOffIsNotTakenForAWholeOne(@TempDir Path folder) throws IOException {
        BureauKey key = valid(gpg.key("cut@press.example", "future-default", "default", "never"));
        BureauPackage broken =
                new BureauPackage(
                        "run",
                        NOW,
                        List.of(
                                new BureauPackage.Part(
                                        "data.csv", null, out -> out.write(random(500))),
                                new BureauPackage.Part(
                                        "card.pdf",
                                        null,
                                        out -> {
                                            throw new IOException("the disk is gone");
                                        })));
        Path sent = folder.resolve("run.zip.gpg");
        try (OutputStream out = Files.newOutputStream(sent)) {
            assertThatThrownBy(() -> broken.write(out, key, RANDOM))
                    .hasMessage("the disk is gone");
        }
        assertThatThrownBy(() -> gpg.decrypt(sent)).isInstanceOf(AssertionError.class);
    }

    @Test
    void aGoodKeyTellsWhoseItIs() {
        String armoured =
                gpg.key("Print Shop <p@press.example>", "future-default", "default", "1y");
        BureauKey key = valid(armoured);

        assertThat(key.owner()).isEqualTo("Print Shop <p@press.example>");
        assertThat(key.fingerprint()).matches("([0-9A-F]{4} ){9}[0-9A-F]{4}");
        assertThat(key.expiresAt()).hasValueSatisfying(end -> assertThat(end).isAfter(NOW));
    }

    @Test
    void keysThatNobodyShouldEncryptToAreRefusedInWords() {
        String signing = gpg.key("sign@press.example", "ed25519", "sign", "never");
        String weak = gpg.rsaKey("weak@press.example", 1_024);
        String shortLived = gpg.key("short@press.example", "future-default", "default", "2d");
        gpg.key("revoked@press.example", "future-default", "default", "never");
        String revoked = gpg.revoked("revoked@press.example");

        assertThat(refusal(signing, NOW)).contains("can sign", "encryption subkey");
        assertThat(refusal(weak, NOW)).contains("too weak", "2,048 bits");
        assertThat(valid(shortLived)).isNotNull();
        assertThat(refusal(shortLived, NOW.plus(Duration.ofDays(2)))).contains("expired on", "2026");
        // Revoked by today's clock, which is long after the tests'.
        assertThat(refusal(revoked, Instant.now())).contains("revoked");
        assertThat(refusal(signing + "\n" + weak, NOW)).contains("several keys");
        assertThat(refusal(shortLived, NOW.minus(Duration.ofDays(9)))).contains("future");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "-----BEGIN PGP PUBLIC KEY BLOCK-----",
                "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n=AAAA\n-----END PGP PUBLIC KEY"
                        + " BLOCK-----",
                "-----BEGIN PGP MESSAGE-----\n\nhF4D\n-----END PGP MESSAGE-----"
            })
    void whatIsNoKeyIsRefused(String text) {
        assertThat(refusal(text, NOW)).contains("no OpenPGP public key");
    }

    @Test
    void aSecretKeyIsRefusedAndAKeyThatWasTamperedWithToo() {
        String good = gpg.key("good@press.example", "future-default", "default", "never");

        assertThat(refusal(good.replace("PUBLIC KEY BLOCK", "PRIVATE KEY BLOCK"), NOW))
                .contains("secret key");
        assertThat(refusal("x".repeat(200_000), NOW)).contains("longer than any key");
        char[] changed = good.toCharArray();
        for (int at = good.indexOf("\n\n") + 2; at < good.indexOf("\n="); at += 7) {
            if (changed[at] != '\n') {
                char before = changed[at];
                changed[at] = before == 'A' ? 'B' : 'A';
                assertThat(BureauKey.parse(new String(changed), NOW))
                        .as("changed at %d", at)
                        .isInstanceOf(BureauKey.Parsed.Invalid.class);
                changed[at] = before;
            }
        }
    }

    private static BureauPackage packed(byte[] large) {
        return new BureauPackage(
                "run",
                NOW,
                List.of(
                        new BureauPackage.Part(
                                "data.csv",
                                null,
                                out -> out.write("\"1\"\r\n".getBytes(StandardCharsets.UTF_8))),
                        new BureauPackage.Part(
                                "card.pdf", null, out -> out.write(large))));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static BureauKey valid(String armoured) {
        return switch (BureauKey.parse(armoured, NOW)) {
            case BureauKey.Parsed.Valid valid -> valid.key();
            case BureauKey.Parsed.Invalid invalid -> throw new AssertionError(invalid.reason());
        };
    }

    private static String refusal(String armoured, Instant at) {
        return switch (BureauKey.parse(armoured, at)) {
            case BureauKey.Parsed.Valid valid -> throw new AssertionError("valid: " + valid.key());
            case BureauKey.Parsed.Invalid invalid -> invalid.reason().toString();
        };
    }
}
