package io.counterfoil.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.platform.postgres.TestDatabase;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalDatabaseIT {
    @TempDir private Path folder;
    private final TestDatabase database = TestDatabase.empty();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void anApplicationWithRightsOfItsOwnOnlyIsLetIn() {
        try (Database external = start(database.owner().user())) {
            assertThat(external.app().getUser()).isEqualTo("counterfoil_app");
            assertThat(external.owner().getUser()).isEqualTo("counterfoil_owner");
        }
    }

    @Test
    void anApplicationThatOwnsTheTablesIsRefusedSinceNoPolicyBindsIt() {
        assertThatThrownBy(() -> start("counterfoil_app"))
                .isInstanceOf(InstallationException.class)
                .hasMessageContaining("whom row-level security does not bind");
    }

    @Test
    void anApplicationWithTheOwnersRightsIsRefused() throws SQLException {
        execute("GRANT counterfoil_owner TO counterfoil_app");
        try {
            assertThatThrownBy(() -> start(database.owner().user()))
                    .hasMessageContaining("has the rights of, the owner counterfoil_owner");
        } finally {
            execute("REVOKE counterfoil_owner FROM counterfoil_app");
        }
    }

    @Test
    void anApplicationThatMayBypassThePoliciesIsRefused() throws SQLException {
        execute("ALTER ROLE counterfoil_app BYPASSRLS");
        try {
            assertThatThrownBy(() -> start(database.owner().user()))
                    .hasMessageContaining("may bypass row-level security");
        } finally {
            execute("ALTER ROLE counterfoil_app NOBYPASSRLS");
        }
    }

    @Test
    void aDatabaseThatIsNotInUtf8IsRefusedBeforeAnythingIsInIt() throws SQLException {
        execute(
                """
                CREATE DATABASE latin OWNER counterfoil_owner TEMPLATE template0
                ENCODING 'LATIN1' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'
                """);
        try {
            String latin = database.jdbcUrl().replaceFirst("[^/]+$", "latin");
            assertThatThrownBy(() -> start(latin, database.owner().user()))
                    .hasMessageContaining("is in LATIN1")
                    .hasMessageContaining("ENCODING 'UTF8'");
        } finally {
            execute("DROP DATABASE latin WITH (FORCE)");
        }
    }

    private Database start(String ownerUser) {
        return start(database.jdbcUrl(), ownerUser);
    }

    private Database start(String url, String ownerUser) {
        DatabaseSettings settings =
                DatabaseSettings.of(
                        url,
                        database.app().password(),
                        ownerUser,
                        database.owner().password(),
                        null);
        return Database.start(settings, folder, new SecureRandom());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
