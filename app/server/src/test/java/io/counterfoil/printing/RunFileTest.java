package io.counterfoil.printing;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.codes.SerialRange;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunFileTest {
    private static final PrintPart LABEL = new PrintPart("cd-label", "avery-l6043");
    private static final PrintPart STICKER = new PrintPart("cd-sticker", "avery-l7651");

    @Test
    void aRunHasAFilePerPartAndAManifest() {
        assertThat(RunFile.of(run(RunFile.MOST_ITEMS, LABEL, STICKER)))
                .extracting(RunFile::name)
                .containsExactly("cd-label.pdf", "cd-sticker.pdf", "manifest.json", "manifest.pdf");
    }

    @Test
    void aRunForABureauHasItsItemsAsDataToo() {
        assertThat(RunFile.of(run(5, new PrintPart("gift-card", "bureau"))))
                .extracting(RunFile::name)
                .containsExactly(
                        "gift-card.pdf", "data.csv", "data.txt", "manifest.json", "manifest.pdf");
    }

    @Test
    void aLargeRunIsCutIntoNumberedVolumesThatHoldItAll() {
        int quantity = 2 * RunFile.MOST_ITEMS + 1;
        List<RunFile> files = RunFile.of(run(quantity, LABEL));
        assertThat(files)
                .extracting(RunFile::name)
                .containsExactly(
                        "cd-label-001.pdf",
                        "cd-label-002.pdf",
                        "cd-label-003.pdf",
                        "manifest.json",
                        "manifest.pdf");
        assertThat(files)
                .filteredOn(file -> file.content() instanceof RunFile.Content.Volume)
                .extracting(file -> ((RunFile.Content.Volume) file.content()).range())
                .containsExactly(
                        new SerialRange(100_001, 1, RunFile.MOST_ITEMS),
                        new SerialRange(100_001, RunFile.MOST_ITEMS + 1, 2 * RunFile.MOST_ITEMS),
                        new SerialRange(100_001, quantity, quantity));
    }

    @Test
    void onlyItsOwnFilesAreFound() {
        PrintRun run = run(5, LABEL);
        assertThat(RunFile.find(run, "cd-label.pdf")).isPresent();
        assertThat(RunFile.find(run, "cd-sticker.pdf")).isEmpty();
        assertThat(RunFile.find(run, "../cd-label.pdf")).isEmpty();
    }

    private static PrintRun run(int quantity, PrintPart... parts) {
        return new PrintRun(
                new UUID(0, 1),
                new UUID(0, 2),
                100_001,
                new UUID(0, 3),
                quantity,
                RunState.READY,
                quantity,
                false,
                Instant.EPOCH,
                null,
                List.of(parts),
                PrintRun.Release.NOT_YET,
                null);
    }
}
