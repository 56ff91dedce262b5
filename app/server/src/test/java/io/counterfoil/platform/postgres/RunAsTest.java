package io.counterfoil.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunAsTest {
    private static final Path PROGRAM = Path.of("/programs/postgres");

    @Test
    void anOrdinaryUserRunsTheServerAsItIs() {
        RunAs way = RunAs.choose(1000, PROGRAM, command -> false);
        assertThat(way.command(PROGRAM, List.of("-D", "x")))
                .containsExactly("/programs/postgres", "-D", "x");
    }

    @Test
    void rootPrefersANamespaceInWhichTheFilesStayItsOwn() {
        RunAs way = RunAs.choose(0, PROGRAM, command -> true);
        assertThat(way.prefix()).containsExactly("unshare", "--user");
        assertThat(way.user()).isZero();
    }

    @Test
    void rootFallsBackToNobodyWhereNamespacesAreForbidden() {
        RunAs way = RunAs.choose(0, PROGRAM, command -> !command.contains("unshare"));
        assertThat(way.prefix()).startsWith("setpriv");
        assertThat(way.user()).isEqualTo(65534);
    }

    @Test
    void rootIsToldWhatToDoWhereNothingWorks() {
        assertThatThrownBy(() -> RunAs.choose(0, PROGRAM, command -> false))
                .isInstanceOf(PostgresException.class)
                .hasMessageContaining("refuses to run as root")
                .hasMessageContaining("ordinary user")
                .hasMessageContaining("database.url");
    }
}
