package io.counterfoil.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TermGraphIT {
    private static final Path README =
            Path.of(System.getProperty("top"), "README.md");

    @Test
    void theReadmeShowsTheGraphThatTheMachineWalks() throws IOException {
        assertThat(Files.readString(README))
                .as("put this into README.md, since the machine has changed")
                .contains("```mermaid\n" + TermGraph.mermaid() + "```");
    }
}
