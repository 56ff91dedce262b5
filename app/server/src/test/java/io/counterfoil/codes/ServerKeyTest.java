package io.counterfoil.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.counterfoil.codes.ServerKey.Purpose;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerKeyTest {
    private static final HexFormat HEX = HexFormat.of();

    private final SecureRandom random = new SecureRandom();
    private final ServerKey key = ServerKey.generate(random);

    @Test
    void derivationFollowsTheRfcsExamples() {
        // RFC 5869, A.1 and A.3: the first 32 of their 42 bytes.
        byte[] secret = HEX.parseHex("0b".repeat(22));

        assertThat(
                        Hkdf.derive(
                                secret,
                                HEX.parseHex("000102030405060708090a0b0c"),
                                HEX.parseHex("f0f1f2f3f4f5f6f7f8f9")))
                .isEqualTo(
                        HEX.parseHex(
                                "3cb25f25faacd57a90434f64d0362f2a"
                                        + "2d2d0a90cf1a5a4c5db02d56ecc4c5bf"));
        assertThat(Hkdf.derive(secret, new byte[32], new byte[0]))
                .isEqualTo(
                        HEX.parseHex(
                                "8da4e775a563c18f715f802a063c5a31"
                                        + "b8a11f5c5ee1879ec3454e5f3c738d2d"));
    }

    @Test
    void everyPurposeHasAKeyOfItsOwn() {
        List<String> digests =
                Arrays.stream(Purpose.values())
                        .map(purpose -> HEX.formatHex(key.digest(purpose).of("same")))
                        .toList();

        assertThat(digests).doesNotHaveDuplicates().hasSize(Purpose.values().length);
        assertThat(new ServerKey(key.reveal()).digest(Purpose.SESSION).of("same"))
                .isEqualTo(key.digest(Purpose.SESSION).of("same"));
    }

    @Test
    void derivedKeysNeverChange() {
        // Fixed for ever: other values would make every stored digest useless.
        assertThat(
                        HEX.formatHex(
                                new ServerKey(new byte[ServerKey.BYTES])
                                        .digest(Purpose.CODE_DIGEST)
                                        .of("0000000000000012")))
                .isEqualTo("ac21a2f812c8eb43991c23632ebe1390" + "7f4547cbf044af5736e400143c39c812");
    }

    @Test
    void anAnswerOpensOnlyWithItsIdempotencyKey() {
        byte[] idempotencyKey = "a1".getBytes(StandardCharsets.UTF_8);
        byte[] other = "a2".getBytes(StandardCharsets.UTF_8);
        byte[] answer = "secret".getBytes(StandardCharsets.UTF_8);
        byte[] context = "POST /api".getBytes(StandardCharsets.UTF_8);

        byte[] sealed =
                key.seal(Purpose.ANSWER_SEALING, idempotencyKey).seal(answer, context, random);

        assertThat(key.seal(Purpose.ANSWER_SEALING, idempotencyKey).open(sealed, context))
                .isEqualTo(answer);
        assertThatExceptionOfType(BrokenSealException.class)
                .isThrownBy(() -> key.seal(Purpose.ANSWER_SEALING, other).open(sealed, context));
        assertThatExceptionOfType(BrokenSealException.class)
                .isThrownBy(() -> key.seal(Purpose.ANSWER_SEALING).open(sealed, context));
        assertThatExceptionOfType(BrokenSealException.class)
                .isThrownBy(
                        () ->
                                key.seal(Purpose.ANSWER_SEALING, idempotencyKey)
                                        .open(sealed, new byte[0]));
    }

    @Test
    void aKeyOfAnotherLengthIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServerKey(new byte[16]))
                .withMessageContaining("restore its file");
    }

    @Test
    void showsNothingOfItself() {
        assertThat(key.toString()).isEqualTo("ServerKey[hidden]");
    }
}
