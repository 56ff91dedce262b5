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
        assertThat(RunFile.of(ordered(RunFile.MOST_ITEMS, LABEL, STICKER)))
                .extracting(RunFile::name)
                .containsExactly("cd-label.pdf", "cd-sticker.pdf", "manifest.json", "manifest.pdf");
    }

    @Test
    void aRunForABureauHasItsItemsAsDataToo() {
        assertThat(RunFile.of(ordered(5, new PrintPart("gift-card", "bureau"))))
                .extracting(RunFile::name)
                .containsExactly(
                        "gift-card.pdf", "data.csv", "data.txt", "manifest.json", "manifest.pdf");
    }

    @Test
    void aLargeRunIsCutIntoNumberedVolumesThatHoldItAll() {
        int quantity = 2 * RunFile.MOST_ITEMS + 1;
        List<RunFile> files = RunFile.of(ordered(quantity, LABEL));
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
                .extracting(file -> ((RunFile.Content.Volume) file.content()).serials().getFirst())
                .containsExactly(
                        new SerialRange(100_001, 1, RunFile.MOST_ITEMS),
                        new SerialRange(100_001, RunFile.MOST_ITEMS + 1, 2 * RunFile.MOST_ITEMS),
                        new SerialRange(100_001, quantity, quantity));
    }

    @Test
    void aReprintHasTheSameFilesUnderNamesOfItsOwn() {
        PrintRun run = run(5, new PrintPart("gift-card", "bureau"));
        List<SerialRange> again =
                List.of(new SerialRange(100_001, 1, 1), new SerialRange(100_001, 4, 5));
        List<RunFile> files = RunFile.of(new Revision(run, 2, new UUID(0, 4), again));

        assertThat(files)
                .extracting(RunFile::name)
                .containsExactly(
                        "gift-card-r2.pdf",
                        "data-r2.csv",
                        "data-r2.txt",
                        "manifest-r2.json",
                        "manifest-r2.pdf");
        assertThat(files.getFirst().content())
                .isEqualTo(
                        new RunFile.Content.Volume(
                                0, run.parts().getFirst().onFreshSheets(), again));
    }

    private static Revision ordered(int quantity, PrintPart... parts) {
        return Revision.ordered(run(quantity, parts));
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
