package io.counterfoil.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppCodesTest {
    private static final byte[] SECRET =
            "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /** The last six of the eight digits of RFC 6238, appendix B. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void codesAreThoseOfTheStandard(long second, String code) {
        assertThat(AppCodes.code(SECRET, second / 30)).isEqualTo(code);
        assertThat(AppCodes.step(SECRET, code, Instant.ofEpochSecond(second)))
                .hasValue(second / 30);
    }

    @Test
    void theCodesBeforeAndAfterCountTooAndNoOthers() {
        Instant now = Instant.ofEpochSecond(30L * 1000 + 7);
        assertThat(AppCodes.step(SECRET, AppCodes.code(SECRET, 999), now)).hasValue(999);
        assertThat(AppCodes.step(SECRET, AppCodes.code(SECRET, 1001), now)).hasValue(1001);
        assertThat(AppCodes.step(SECRET, AppCodes.code(SECRET, 998), now)).isEmpty();
        assertThat(AppCodes.step(SECRET, AppCodes.code(SECRET, 1002), now)).isEmpty();
        assertThat(AppCodes.step(SECRET, "", now)).isEmpty();
    }

    @Test
    void theAddressOfAnAppNamesWhoseItIs() {
        assertThat(AppCodes.address(SECRET, "Harbour & Co", "ann@harbour.example"))
                .isEqualTo(
                        "otpauth://totp/Harbour%20%26%20Co:ann%40harbour.example"
                                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Harbour%20%26%20Co"
                                + "&algorithm=SHA1&digits=6&period=30");
    }
}
