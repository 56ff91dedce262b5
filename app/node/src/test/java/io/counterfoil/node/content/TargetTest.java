package io.counterfoil.node.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.node.store.Kind;
import io.counterfoil.node.store.ObjectName;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    private static final String NAME = "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({"/, ''", "/laptop/, laptop/", "/a/b.c/d_e-F9/, a/b.c/d_e-F9/"})
    void aPathThatEndsBeforeAWordIsARepository(String path, String repository) {
        assertThat(Target.parse(path)).isEqualTo(new Target.Whole(repository));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "laptop/", "a/b/c/d/e/f/g/h/"})
    void everyWordOfTheProtocolIsUnderstoodBelowEachRepository(String repository) {
        assertThat(Target.parse("/" + repository + "config"))
                .isEqualTo(new Target.One(repository, Kind.CONFIG, null));
        for (Kind kind :
                new Kind[] {Kind.DATA, Kind.INDEX, Kind.KEYS, Kind.LOCKS, Kind.SNAPSHOTS}) {
            String word = kind.name().toLowerCase(Locale.ROOT);
            assertThat(Target.parse("/" + repository + word + "/"))
                    .isEqualTo(new Target.Listing(repository, kind));
            assertThat(Target.parse("/" + repository + word + "/" + NAME))
                    .isEqualTo(new Target.One(repository, kind, ObjectName.of(NAME)));
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "*",
                "config",
                "/data",
                "/config/",
                "/data/0123",
                "/data/0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef",
                "/data/../config",
                "/./config",
                "/a/../b/config",
                "//config",
                "/a//config",
                "/a%2fb/config",
                "/%2e%2e/config",
                "/data/data/",
                "/keys/x/config",
                "/config/data/",
                "/a/b/c/d/e/f/g/h/i/config",
                "/a;b/config",
                "/a b/config",
                "/a\u0000b/config",
                "/config\n",
            })
    void anythingElseIsNothing(@Nullable String path) {
        assertThat(Target.parse(path)).isNull();
    }

    @Test
    void aPartOfSixtyFiveCharactersIsTooLong() {
        assertThat(Target.parse("/" + "x".repeat(64) + "/config")).isNotNull();
        assertThat(Target.parse("/" + "x".repeat(65) + "/config")).isNull();
    }

    @Property(seed = "1", tries = 3000)
    void whatIsUnderstoodStaysBelowTheAccount(@ForAll @From("paths") String path) {
        Target target = Target.parse(path);
        if (target != null) {
            assertThat(target.repository())
                    .matches("([A-Za-z0-9._-]+/)*")
                    .doesNotStartWith("/")
                    .doesNotContain("//");
            assertThat(("/" + target.repository()).contains("/../")).isFalse();
            assertThat(("/" + target.repository()).contains("/./")).isFalse();
        }
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of("/", "..", ".", "a", "data", "config", "%2f", NAME, "B-1", "\\")
                .list()
                .ofMaxSize(12)
                .map(parts -> "/" + String.join("", parts));
    }
}
