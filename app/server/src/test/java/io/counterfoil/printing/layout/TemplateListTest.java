package io.counterfoil.printing.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.printing.layout.TemplateList.LayoutEntry;
import io.counterfoil.printing.layout.TemplateList.SheetEntry;
import io.counterfoil.web.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
    void titlesOfShippedFilesAreSaidInAnyLanguageAndOthersStandAsTheyWereWritten(
            @TempDir Path folder) throws IOException {
        Messages messages = new Messages(folder);
        Path sheets = Files.createDirectories(folder.resolve("sheets"));
        Files.writeString(sheets.resolve("ours.json"), "{\"title\": \"Gift card\", \"bleed\": 1}");
        Files.writeString(
                sheets.resolve("bureau.json"), "{\"title\": \"CD label\", \"bleed\": 3}");
        TemplateList list = new TemplateList(Templates.in(folder));

        assertThat(messages.text(list.layoutTitle("gift-card"), Locale.GERMAN))
                .isEqualTo("Gutscheinkarte");
        assertThat(list.layoutTitle("gift-card")).hasToString("Gift card");
        assertThat(messages.text(list.sheetTitle("avery-l7160"), Locale.GERMAN))
                .isEqualTo("Avery L7160 (Etiketten 63,5 × 38,1 mm, 21 auf A4)");
        assertThat(messages.text(list.sheetTitle("ours"), Locale.GERMAN)).isEqualTo("Gift card");
        assertThat(messages.text(list.sheetTitle("bureau"), Locale.GERMAN)).isEqualTo("CD label");
        assertThat(messages.text(list.sheetTitle("Ordered"), Locale.GERMAN)).isEqualTo("Ordered");
        assertThat(list.sheets())
                .filteredOn(sheet -> Set.of("ours", "avery-l7160").contains(sheet.name()))
                .extracting(sheet -> messages.text(sheet.title(), Locale.GERMAN))
                .containsExactly("Avery L7160 (Etiketten 63,5 × 38,1 mm, 21 auf A4)", "Gift card");
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
