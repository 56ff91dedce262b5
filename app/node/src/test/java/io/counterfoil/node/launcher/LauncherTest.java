package io.counterfoil.node.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LauncherTest {
    private static final int CLASS_FILE_MAGIC = 0xCAFEBABE;
    private static final int JAVA_8 = 52;

    @ParameterizedTest
    @CsvSource({"1.8, 8", "9, 9", "17, 17", "21, 21", "25, 25"})
    void readsTheVersionsOfAllTimes(String version, int major) {
        assertThat(Launcher.major(version)).isEqualTo(major);
    }

    @Test
    void isReadableForAJvmThatIsTooOldForTheRest() throws IOException {
        try (var in =
                new DataInputStream(
                        Objects.requireNonNull(
                                Launcher.class.getResourceAsStream("Launcher.class")))) {
            assertThat(in.readInt()).isEqualTo(CLASS_FILE_MAGIC);
            in.readUnsignedShort();
            assertThat(in.readUnsignedShort()).isEqualTo(JAVA_8);
        }
    }
}
