package io.counterfoil.printing.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.printing.layout.TemplateList.LayoutEntry;
import io.counterfoil.printing.layout.TemplateList.SheetEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateListTest {
    private static final List<String> COMPARED_WITH_THE_MAKER =
            List.of(
                    "avery-5160",
                    "avery-5163",
                    "avery-5371",
                    "avery-5931",
                    "avery-c32011-10",
                    "avery-c32015",
                    "avery-l6043",
                    "avery-l7160",
                    "avery-l7414",
                    "avery-l7651",
                    "avery-l7676",
                    "bureau",
                    "herma-4093",
                    "plain-a4-booklet",
                    "plain-a4-sleeve",
                    "plain-a4-tray",
                    "plain-letter-booklet",
                    "plain-letter-sleeve",
                    "plain-letter-tray");

    @Test
    void everyShippedFileCanBeRead() throws IOException {
        TemplateList shipped = new TemplateList(Templates.shipped());

        assertThat(shipped.sheets())
                .extracting(SheetEntry::name)
                .containsExactlyElementsOf(Templates.shipped().names("sheets", ".json"))
                .hasSizeGreaterThan(100);
        assertThat(shipped.layouts())
                .extracting(LayoutEntry::name)
                .containsExactlyElementsOf(Templates.shipped().names("layouts", ".json"))
                .contains("gift-card", "cd-label", "cd-sticker");
        assertThat(shipped.layouts())
                .filteredOn(LayoutEntry::forCartons)
                .extracting(LayoutEntry::name)
                .containsExactly("carton-label");
    }

    @Test
    void sheetsOfTheTableAreVerifiedAndOthersAreNot() {
        assertThat(new TemplateList(Templates.shipped()).sheets())
                .filteredOn(SheetEntry::verified)
                .extracting(SheetEntry::name)
                .containsExactlyElementsOf(COMPARED_WITH_THE_MAKER);
    }

    @Test
    void aSheetNamesTheLayoutsThatFit() {
        List<SheetEntry> sheets = new TemplateList(Templates.shipped()).sheets();

        assertThat(sheets)
                .filteredOn(sheet -> sheet.layouts().contains("gift-card"))
                .extracting(SheetEntry::name)
                .contains("avery-c32011-10", "avery-c32015", "bureau")
                .doesNotContain("avery-l6043", "avery-l7651");
        assertThat(sheets)
                .filteredOn(sheet -> sheet.name().equals("avery-l6043"))
                .singleElement()
                .satisfies(
                        sheet -> {
                            assertThat(sheet.layouts()).containsExactly("cd-label");
                            assertThat(sheet.perPage()).isEqualTo(2);
                        });
    }

    @Test
    void aFolderAddsSheetsAndABadFileHidesNoOther(@TempDir Path folder) throws IOException {
        Path sheets = Files.createDirectories(folder.resolve("sheets"));
        Files.writeString(sheets.resolve("ours.json"), "{\"title\": \"Ours\", \"bleed\": 1}");
        Files.writeString(sheets.resolve("bad.json"), "{");

        assertThat(new TemplateList(Templates.in(folder)).sheets())
                .extracting(SheetEntry::name)
                .contains("ours", "avery-5160")
                .doesNotContain("bad");
    }
}
