package io.counterfoil.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderNameTest {
    @ParameterizedTest
    @CsvSource({"'', ''", "laptop/, laptop/", "Laptop/, ^laptop/", "a.B/Data/, a.^b/^data/"})
    void aCapitalLetterIsWrittenWithoutOne(String repository, String folder) {
        assertThat(FolderName.of(repository)).isEqualTo(folder);
        assertThat(FolderName.repository(folder)).isEqualTo(repository);
    }

    @Property(seed = "1", tries = 2000)
    void noTwoRepositoriesShareAFolderWhereCaseSaysNothing(
            @ForAll @From("paths") String one, @ForAll @From("paths") String other) {
        String folder = FolderName.of(one).toLowerCase(Locale.ROOT);
        assertThat(folder.equals(FolderName.of(other).toLowerCase(Locale.ROOT)))
                .isEqualTo(one.equals(other));
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of("a", "A", "b", ".", "/")
                .list()
                .ofMaxSize(4)
                .map(p -> String.join("", p));
    }
}
