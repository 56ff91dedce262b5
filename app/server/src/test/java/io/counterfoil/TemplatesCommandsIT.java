package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplatesCommandsIT {
    private static final String ARTWORK =
            """
            <svg xmlns="http://www.w3.org/2000/svg" width="66mm" height="36mm" viewBox="0 0 66 36">
              <rect width="66" height="36" fill="#ffffff"/>
            </svg>
            """;

    @TempDir private Path folder;

    @Test
    void listsLayoutsAndTheSheetsThatOneFitsOn() throws Exception {
        CommandLine.Ended layouts = CommandLine.run("layouts");
        assertThat(layouts.status()).isZero();
        assertThat(layouts.said().lines())
                .anyMatch(line -> line.matches("LAYOUT +TITLE +SIZE +SHOWS"))
                .anyMatch(line -> line.matches("gift-card +Gift card.* 85.6 × 53.98 mm +.*serial.*"));
        CommandLine.Ended sheets = CommandLine.run("sheets", "--layout", "gift-card");
        assertThat(sheets.status()).isZero();
        assertThat(sheets.said().lines())
                .anyMatch(line -> line.matches("avery-c32011-10 +10 +checked +Avery C32011-10.*"))
                .noneMatch(line -> line.contains("avery-l6043"));
    }

    @Test
    void asksForACommandsArgumentsWithStatusTwo() throws Exception {
        CommandLine.Ended ended = CommandLine.run("print", "--layout", "gift-card");
        assertThat(ended.said()).contains("--sheet", "usage: ").doesNotContain("Exception");
        assertThat(ended.status()).isEqualTo(2);
    }

    @Test
    void namesWhatIsNotThere() {
        assertThat(CommandLine.refusal("sheets", "--layout=gift-crad").orElseThrow())
                .contains("There is no layout \"gift-crad\"");
        assertThat(CommandLine.refusal("check-layout", "gift-card", "--sheet=a5").orElseThrow())
                .contains("There is no sheet \"a5\"; the command sheets lists those there are.");
        assertThat(CommandLine.refusal("check-layout", "none.json").orElseThrow())
                .contains("There is no file none.json.");
        assertThat(CommandLine.refusal("layouts", "--templates=none").orElseThrow())
                .contains("There is no folder none");
    }

    @Test
    void checksALayoutByItsName() {
        assertThat(CommandLine.refusal("check-layout", "gift-card")).isEmpty();
        assertThat(CommandLine.refusal("check-layout", "gift-card", "--dpi=150").orElseThrow())
                .contains("The Code 128 needs", "at 150 dpi");
        assertThat(
                        CommandLine.refusal(
                                        "check-layout",
                                        "gift-card",
                                        "--product=" + "Long ".repeat(40))
                                .orElseThrow())
                .contains("The product", "please shorten it");
        assertThat(
                        CommandLine.refusal("check-layout", "gift-card", "--sheet=avery-l6043")
                                .orElseThrow())
                .contains("does not fit on");
    }

    @Test
    void checksALayoutWithTheProvidersLogo() throws IOException {
        Path logo = Files.writeString(folder.resolve("ours.svg"), "<svg");
        assertThat(
                        CommandLine.refusal("check-layout", "gift-card", "--logo=" + logo)
                                .orElseThrow())
                .contains("--logo: ")
                .doesNotContain("Exception");
        Files.writeString(
                logo,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 10\"><rect"
                        + " width=\"20\" height=\"10\" fill=\"#cc0000\"/></svg>");
        assertThat(CommandLine.refusal("check-layout", "gift-card", "--logo=" + logo)).isEmpty();
    }

    @Test
    void checksAFileWithItsArtworkBesideIt() throws IOException {
        Path file = write("tag", 45);
        assertThat(CommandLine.refusal("check-layout", file.toString())).isEmpty();
        assertThat(
                        CommandLine.refusal("check-layout", write("tag", 30).toString())
                                .orElseThrow())
                .contains("The Code 128 needs");
        Files.writeString(file, "{\"title\": 1,");
        assertThat(CommandLine.refusal("check-layout", file.toString()).orElseThrow())
                .contains("The layout tag can't be read")
                .doesNotContain("Exception");
        assertThat(CommandLine.refusal("check-layout", write("My Tag", 45).toString()).orElseThrow())
                .contains("please rename My Tag.json");
    }

    @Test
    void saysWhichTextCouldNotBeReadOnTheArtwork() throws IOException {
        Path file = write("pale", 45);
        Files.writeString(
                file, Files.readString(file).replace("\"size\": 10", "\"size\": 10, \"colour\": \"#f4f4f4\""));
        assertThat(CommandLine.refusal("check-layout", file.toString()).orElseThrow())
                .contains("The product could not be read: the contrast");
    }

    @Test
    void takesLayoutsOfOnesOwnFromAFolder() throws IOException {
        Files.createDirectory(folder.resolve("layouts"));
        write("layouts/tag", 45);
        String templates = "--templates=" + folder;
        assertThat(CommandLine.refusal("check-layout", "tag", templates)).isEmpty();
        assertThat(CommandLine.refusal("sheets", "--layout=tag", templates)).isEmpty();
        Path list = Files.writeString(folder.resolve("list.csv"), "serial,product\nA-1,Tea\n");
        Path out = folder.resolve("tags.pdf");
        assertThat(
                        CommandLine.refusal(
                                "print",
                                templates,
                                "--layout=tag",
                                "--sheet=bureau",
                                "--own-numbers",
                                "--data=" + list,
                                "--out=" + out))
                .isEmpty();
        assertThat(out).isNotEmptyFile();
    }

    @Test
    void makesAPageToHoldAgainstASheet() throws IOException {
        Path out = folder.resolve("page.pdf");
        String[] command = {"alignment", "--sheet=avery-l7160", "--out=" + out};
        assertThat(CommandLine.refusal(command)).isEmpty();
        try (PDDocument document = Loader.loadPDF(out.toFile())) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            assertThat(new PDFTextStripper().getText(document)).contains("L7160");
        }
        assertThat(CommandLine.refusal(command).orElseThrow()).contains("exists already");
        assertThat(
                        CommandLine.refusal("alignment", "--sheet=bureau", "--out=" + out)
                                .orElseThrow())
                .contains("please say which layout");
        assertThat(CommandLine.refusal("alignment", "--sheet=a5", "--out=" + out).orElseThrow())
                .contains("There is no sheet \"a5\"");
    }

    private Path write(String name, int width) throws IOException {
        Files.writeString(folder.resolve(name + ".svg"), ARTWORK);
        return Files.writeString(
                folder.resolve(name + ".json"),
                """
                {"title": "Tag", "trim": {"width": 60, "height": 30}, "bleed": 3, "safe": 2, "fields": [
                  {"field": "serial_barcode", "x": 2, "y": 3, "width": %d, "height": 10, "module": 0.254, "bars": 9},
                  {"field": "product", "x": 3, "y": 15, "width": 50, "height": 6, "font": "sans", "size": 10}]}
                """
                        .formatted(width));
    }
}
