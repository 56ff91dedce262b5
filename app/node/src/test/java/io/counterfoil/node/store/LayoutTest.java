package io.counterfoil.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {
    private static final UUID ACCOUNT = new UUID(1, 2);
    private static final String NAME = "ab".repeat(32);

    @ParameterizedTest
    @CsvSource({
        "'', CONFIG, config",
        "'', DATA, data/ab/NAME",
        "laptop/, INDEX, laptop/index/NAME",
        "Office/pc/, KEYS, ^office/pc/keys/NAME",
        "a/, LOCKS, a/locks/NAME",
        "a/b/c/, SNAPSHOTS, a/b/c/snapshots/NAME",
    })
    void aPlaceIsFoundAgain(String repository, Kind kind, String path) {
        ObjectName name = kind == Kind.CONFIG ? null : ObjectName.of(NAME);
        Location location = new Location(ACCOUNT, repository, kind, name);
        String where = path.replace("NAME", NAME);
        assertThat(Layout.path(location)).isEqualTo(where);
        assertThat(Layout.location(ACCOUNT, where)).isEqualTo(location);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "data",
                "data/",
                "data/NAME",
                "data/ac/NAME",
                "keys/ab/NAME",
                "config/",
                "Laptop/config",
                "/config",
                "a//config",
                "locks/NAME.tmp",
                "laptop/config2",
            })
    void nothingElseIsAPlace(String path) {
        assertThat(Layout.location(ACCOUNT, path.replace("NAME", NAME))).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "data/, ''",
                "^laptop/data/, Laptop/",
                "data, none",
                "data/ab/, none",
                "mydata/, none",
                "index/, none"
            })
    void aRepositoryIsFoundByItsPacks(String folder, @Nullable String repository) {
        assertThat(Layout.repositoryOf(folder)).isEqualTo(repository);
    }
}
