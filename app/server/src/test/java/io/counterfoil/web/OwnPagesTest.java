package io.counterfoil.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModelException;
import io.counterfoil.CapturedLog;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of a provider's own. */
class OwnPagesTest {
    private static final Map<String, Object> MODEL =
            Map.of(
                    "shell", Map.of(),
                    "title", "Gone",
                    "detail", "Once",
                    "fields", List.of(),
                    "sent", true,
                    "area", "console",
                    "done", true);

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
                "<#macro again><@again/></#macro><@again/>",
                "<#list 1.. as one>${one} and so on, and so on, and so on, and so on; </#list>"
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

    @Test
    void aBrokenFrameIsToldOfOnceHoweverManyPagesItHas() throws Exception {
        own("shell.ftlh", "<#macro page title");
        Templates templates = templates(folder);
        templates.render("problem", MODEL);
        templates.render("forgotten", MODEL);
        templates.render("unsubscribe", MODEL);
        assertThat(templates.faults())
                .extracting(Text::toString)
                .singleElement()
                .asString()
                .startsWith("Several pages, such as forgotten: ParseException in ");
    }

    @Test
    void whatFailsForSomeIsToldUntilItsFileIsChanged() throws Exception {
        own("problem.ftlh", "${title}<#if detail != \"Twice\">${nothing}</#if>");
        Templates templates = templates(folder);
        templates.render("problem", MODEL);
        Map<String, Object> fine = new HashMap<>(MODEL);
        fine.put("detail", "Twice");
        assertThat(templates.render("problem", fine)).isEqualTo("Gone");
        assertThat(templates.faults()).hasSize(1);

        own("problem.ftlh", "${title}, at last");
        Files.setLastModifiedTime(
                folder.resolve("pages/problem.ftlh"),
                FileTime.from(Instant.parse("2040-01-01T00:00:00Z")));
        assertThat(templates.faults()).isEmpty();
        assertThat(templates.render("problem", MODEL)).isEqualTo("Gone, at last");
    }

    @Test
    void whatIsMendedIsShownAtOnce() throws Exception {
        own("problem.ftlh", "${nothing}");
        Templates templates = templates(folder);
        templates.render("problem", MODEL);
        own("problem.ftlh", "${title}, at last");
        Files.setLastModifiedTime(
                folder.resolve("pages/problem.ftlh"),
                FileTime.from(Instant.parse("2040-01-01T00:00:00Z")));
        assertThat(templates.render("problem", MODEL)).isEqualTo("Gone, at last");
    }

    @Test
    void aRefusedPageIsRenderedOnce() throws Exception {
        own(
                "two.ftlh",
                """
                <#import "/shell.ftlh" as shell>
                <@shell.page title="Two"><@shell.errors/>${looked()}
                <@shell.field name="first" label="First" autofocus=true/>
                <@shell.field name="second" label="Second"/>
                </@shell.page>
                """);
        List<Object> looks = new ArrayList<>();
        TemplateMethodModelEx looked =
                arguments -> {
                    looks.add(arguments);
                    return "";
                };
        Page page = Page.of("two").with("shell", Map.of()).with("looked", looked);
        Page refused = page.refused(Refused.field("second", "Not so."));
        assertThat(templates(folder).render("two", refused.model()))
                .contains("<a href=\"#second\">Second:</a> Not so.")
                .containsPattern("name=\"second\"[^>]* autofocus")
                .containsOnlyOnce(" autofocus")
                .doesNotContain("<!--");
        assertThat(looks).hasSize(1);

        Page elsewhere = page.refused(Refused.field("third", "Not so."));
        assertThat(templates(folder).render("two", elsewhere.model()))
                .contains("Third: Not so.")
                .containsPattern("name=\"first\"[^>]* autofocus")
                .containsOnlyOnce(" autofocus")
                .doesNotContain("<!--");
    }

    @Test
    void aPageThatWritesWithoutEndIsToldInWords() throws Exception {
        own("problem.ftlh", "<#include \"part.ftlh\">");
        own("part.ftlh", "${title}<#list 1.. as one>and so on, and so on, and so on</#list>");
        Templates templates = templates(folder);
        try (CapturedLog log = new CapturedLog()) {
            templates.render("problem", MODEL);
            assertThat(log.lines())
                    .anyMatch(
                            line ->
                                    line.endsWith(
                                            "the page problem of one's own can't be shown ("
                                                    + "problem.ftlh writes more than 16,777,216"
                                                    + " characters), so the built-in one is"));
        }
        List<Text> faults = templates.faults();
        assertThat(faults)
                .extracting(Text::toString)
                .containsExactly(
                        "The page problem: problem.ftlh writes more than 16,777,216 characters");
        assertThat(new Messages(Path.of("../../templates")).text(faults.getFirst(), Locale.GERMAN))
                .isEqualTo("Die Seite problem: problem.ftlh schreibt mehr als 16.777.216 Zeichen");
    }

    @Test
    void aRefusedPageIsNoLongerEither() throws Exception {
        own(
                "problem.ftlh",
                """
                <#import "/shell.ftlh" as shell>
                <@shell.page title="Two"><@shell.errors/><#list 1.. as one>${more()}</#list></@shell.page>
                """);
        AtomicInteger written = new AtomicInteger();
        TemplateMethodModelEx more =
                arguments -> {
                    if (written.addAndGet(1_000_000) > 20_000_000) {
                        throw new TemplateModelException("nothing ends this");
                    }
                    return "m".repeat(1_000_000);
                };
        Map<String, Object> model =
                new HashMap<>(
                        Page.of("problem").refused(Refused.field("second", "Not so.")).model());
        model.putAll(MODEL);
        model.put("more", more);
        Templates templates = templates(folder);
        assertThat(templates.render("problem", model)).contains("Once");
        assertThat(templates.faults())
                .extracting(Text::toString)
                .containsExactly(
                        "The page problem: problem.ftlh writes more than 16,777,216 characters");
    }

    private void own(String name, String text) throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("pages")).resolve(name), text);
    }
}
