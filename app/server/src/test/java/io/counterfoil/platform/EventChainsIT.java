package io.counterfoil.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.TestWorld;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventChainsIT {
    private static final Subject ITEM = Subject.item(10000000000008L);

    private TestWorld world;

    @BeforeEach
    void threeEventsOfOneItemAndOneOfEachProvider() {
        world = new TestWorld();
        EventLog log = new EventLog();
        for (String type : List.of("shipped", "received", "activated")) {
            append(log, world.caller(), ITEM, type);
        }
        append(log, world.caller(), Subject.item(10000000000016L), "shipped");
        append(log, world.decoy(), ITEM, "shipped");
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void whatTheServiceWroteIsInOrder() {
        assertThat(faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE event SET body = replace(body, 'received', 'returned') WHERE type ="
                        + " 'received'",
                "UPDATE event SET body = replace(body, '\"data\":{}', '\"data\":{\"a\":1}') WHERE"
                        + " type = 'received'",
                "UPDATE event SET type = 'returned' WHERE type = 'received'",
                "UPDATE event SET from_serial = 1, to_serial = 2 WHERE type = 'received'",
                "UPDATE event SET hash = sha256('') WHERE type = 'received'",
                "DELETE FROM event WHERE type = 'received'"
            })
    void whatTheOwnerOfTheDatabaseMeddlesWithIsFound(String meddling) throws SQLException {
        var owner = world.database().owner();
        try (Connection connection =
                        DriverManager.getConnection(
                                world.database().jdbcUrl(), owner.user(), owner.password());
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(meddling)).isEqualTo(1);
        }
        assertThat(faults())
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault).contains("of item 10000000000008"));
    }

    private List<String> faults() {
        return world.wiring()
                .transactions()
                .read(
                        new Caller(Scope.system(), Actor.job("test")),
                        tx -> new EventChains().faults(tx));
    }

    private void append(EventLog log, Caller caller, Subject subject, String type) {
        world.wiring()
                .transactions()
                .write(
                        caller,
                        tx -> {
                            log.append(tx, subject, type, Map.of());
                            return true;
                        });
    }
}
