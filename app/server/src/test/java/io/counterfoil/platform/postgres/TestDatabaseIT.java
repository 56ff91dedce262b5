package io.counterfoil.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TestDatabaseIT {
    private final AtomicInteger migrations = new AtomicInteger();
    private final TestDatabase.Template template = new TestDatabase.Template(this::migrate);

    @Test
    void copiesOfATemplateAreMigratedOnceAndDoNotSeeEachOther() throws SQLException {
        try (TestDatabase one = template.create();
                TestDatabase other = template.create()) {
            execute(one, "INSERT INTO note VALUES ('only here')");
            assertThat(count(one)).isEqualTo(1);
            assertThat(count(other)).isZero();
        }
        assertThat(migrations).hasValue(1);
    }

    @Test
    void aClosedDatabaseIsGone() {
        TestDatabase database = template.create();
        database.close();
        assertThatThrownBy(() -> count(database)).hasMessageContaining("does not exist");
    }

    @Test
    void sessionsAreInAnotherZoneThanTheJvm() throws SQLException {
        try (TestDatabase database = template.create();
                Connection connection = connect(database, database.app());
                Statement statement = connection.createStatement();
                ResultSet zone = statement.executeQuery("SHOW TimeZone")) {
            assertThat(zone.next()).isTrue();
            assertThat(zone.getString(1)).isEqualTo(TestDatabase.SESSION_ZONE);
        }
    }

    private void migrate(TestDatabase database) {
        migrations.incrementAndGet();
        try {
            execute(database, "CREATE TABLE note (words text)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database, database.owner());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(TestDatabase database) throws SQLException {
        try (Connection connection = connect(database, database.owner());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM note")) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(1);
        }
    }

    private static Connection connect(TestDatabase database, Credentials role) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), role.user(), role.password());
    }
}
