package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.node.NodeSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LocalNodeTest {
    private static final Path FOLDER = Path.of("node");

    @Test
    void isAdministeredOverLoopbackThoughCustomersReachItFromEverywhere() {
        NodeSettings node = LocalNode.of(true, "0.0.0.0", null, null, null, null).in(FOLDER);
        assertThat(node.data().getHostString()).isEqualTo("0.0.0.0");
        assertThat(node.admin().getHostString()).isEqualTo("127.0.0.1");
    }

    @Test
    void isAdministeredFromElsewhereWhereThatIsSaid() {
        NodeSettings node = LocalNode.of(true, null, null, "10.0.0.7", 9000, null).in(FOLDER);
        assertThat(node.data().getHostString()).isEqualTo("127.0.0.1");
        assertThat(node.admin().getHostString()).isEqualTo("10.0.0.7");
        assertThat(node.admin().getPort()).isEqualTo(9000);
    }
}
