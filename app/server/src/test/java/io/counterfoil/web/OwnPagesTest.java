package io.counterfoil.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.platform.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of a provider's own. */
class OwnPagesTest {
    private static final Map<String, Object> MODEL =
            Map.of("shell", Map.of(), "title", "Gone", "detail", "Once", "fields", List.of());

    @TempDir private Path folder;

    private Templates templates(Path own) {
        return new Templates(own, new Assets(), new Messages(own));
    }

    @Test
    void onesOwnPageTakesThePlaceOfTheBuiltInOne() throws Exception {
        own("problem.ftlh", "<p>${title}!</p>");
        Templates templates = templates(folder);
        assertThat(templates.render("problem", MODEL)).isEqualTo("<p>Gone!</p>");
        assertThat(templates.faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>${nothing}</p>",
                "<#if",
                "${title?number}",
                "<#include \"gone.ftlh\">",
                "<#macro again><@again/></#macro><@again/>"
            })
    void whateverIsWrongWithItTheBuiltInOneIsShown(String text) throws Exception {
        own("problem.ftlh", text);
        Templates templates = templates(folder);
        assertThat(templates.render("problem", MODEL))
                .isEqualTo(templates(folder.resolve("none")).render("problem", MODEL));
        assertThat(templates.faults())
                .extracting(Text::toString)
                .singleElement()
                .asString()
                .startsWith("The page problem: ")
                .doesNotContain("Gone", folder.toString());
    }

    @Test
    void aBrokenFrameLeavesAllPagesAsTheyAre() throws Exception {
        own("shell.ftlh", "<#macro page title");
        Templates templates = templates(folder);
        assertThat(templates.render("problem", MODEL))
                .isEqualTo(templates(folder.resolve("none")).render("problem", MODEL));
    }

    @Test
    void whatTheBuiltInOneCanNotShowEitherFails() throws Exception {
        own("problem.ftlh", "${nothing}");
        Templates templates = templates(folder);
        assertThatThrownBy(() -> templates.render("problem", Map.of()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(templates.faults()).isEmpty();
    }

    private void own(String name, String text) throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("pages")).resolve(name), text);
    }
}
