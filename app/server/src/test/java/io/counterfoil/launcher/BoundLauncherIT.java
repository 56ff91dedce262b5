package io.counterfoil.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class BoundLauncherIT {

    @Test
    void theProgramGetsItsArgumentsAndEndsWithItsParentEvenIfThatIsKilled() throws IOException {
        Process parent = new ProcessBuilder(shellThatRuns(boundProgram("pid "))).start();
        try (BufferedReader output = parent.inputReader(StandardCharsets.UTF_8)) {
            String said = output.readLine();
            assertThat(said).startsWith("pid ");
            ProcessHandle program =
                    ProcessHandle.of(Long.parseLong(said.substring("pid ".length()))).orElseThrow();
            assertThat(program.parent()).map(ProcessHandle::pid).contains(parent.pid());
            parent.destroyForcibly();
            Awaitility.await("the program's end").until(() -> !program.isAlive());
        }
    }

    private static List<String> shellThatRuns(List<String> command) {
        String quoted = "'" + String.join("' '", command) + "'";
        return List.of("sh", "-c", quoted + "; exit 0");
    }

    private static List<String> boundProgram(String argument) {
        return List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                BoundLauncher.class.getName(),
                KeepRunning.class.getName(),
                argument);
    }
}
