package io.counterfoil.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.platform.Refused;
import io.counterfoil.web.Gigabytes;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanFormsTest {

    @Test
    void featuresAreLinesThereAndBack() {
        Map<String, Object> features = Map.of("devices", 3L, "note", "by day", "open_files", true);
        String lines = FeatureLines.of(features);
        assertThat(lines).isEqualTo("devices: 3\nnote: by day\nopen_files");
        assertThat(FeatureLines.read("\r\n" + lines + "\r\nopen:false").toString())
                .isEqualTo(
                        "{\"devices\":3,\"note\":\"by day\",\"open_files\":true,\"open\":false}");
    }

    @Test
    void gigabytesAreTypedWithPointOrCommaAndExactToTheByte() {
        assertThat(Gigabytes.bytes("gigabytes", "0.512")).isEqualTo(512_000_000L);
        assertThat(Gigabytes.bytes("gigabytes", " 1,5 ")).isEqualTo(1_500_000_000L);
        assertThat(Gigabytes.bytes("gigabytes", " ")).isNull();
        assertThat(Gigabytes.typed(512_000_001L)).isEqualTo("0.512000001");
        assertThat(Gigabytes.typed(50_000_000_000L)).isEqualTo("50");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1e3", "many", "0.0000000001", "99999999999999999999"})
    void whatIsNoNumberOfBytesIsRefused(String typed) {
        assertThatThrownBy(() -> Gigabytes.bytes("gigabytes", typed)).isInstanceOf(Refused.class);
    }
}
