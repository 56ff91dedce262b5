package io.counterfoil.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LauncherTest {
    private static final int CLASS_FILE_MAGIC = 0xCAFEBABE;
    private static final int JAVA_8 = 52;

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
