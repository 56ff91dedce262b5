package io.counterfoil.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramsTest {

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64",
        "Linux, aarch64, linux-arm_64",
        "Mac OS X, x86_64, darwin-x86_64",
        "Mac OS X, aarch64, darwin-arm_64"
    })
    void anArchiveShipsForEachOfThesePlatforms(String system, String processor, String archive) {
        assertThat(Programs.archive(system, processor)).isEqualTo(archive);
        assertThat(Programs.class.getResource("/postgres-" + archive + ".txz")).isNotNull();
    }

    @Test
    void elsewhereThePersonIsSentToAServerOfTheirOwn() {
        assertThatThrownBy(() -> Programs.archive("Windows 11", "amd64"))
                .isInstanceOf(PostgresException.class)
                .hasMessageContaining("Windows 11 on amd64")
                .hasMessageContaining("database.url");
    }
}
