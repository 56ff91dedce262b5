package io.counterfoil.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.counterfoil.MovableClock;
import io.counterfoil.access.Provider;
import io.counterfoil.brand.Palette;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.web.Assets;
import io.counterfoil.web.Messages;
import io.counterfoil.web.Templates;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailTemplatesTest {
    private static final Provider PROVIDER =
            new Provider(
                    new UUID(0, 1),
                    "Harbour & Sons",
                    "harbour.example",
                    ZoneId.of("Europe/Berlin"),
                    Currency.getInstance("EUR"),
                    0,
                    0,
                    false,
                    Palette.SHIPPED);
    private static final Message SECRET =
            new Message(
                    MailKind.TEMPORARY_PASSWORD,
                    "Anna",
                    "anna@example.com",
                    Map.of(
                            "username", "<anna>",
                            "plan", "Basic",
                            "repository", "rest:https://n.example/",
                            "repositoryUser", "r1"),
                    Map.of("password", "open-sesame"));

    @TempDir private Path folder;

    private final MovableClock clock = new MovableClock();

    private MailTemplates templates(Path own) {
        return templates(own, new Templates(own, new Assets(), new Messages(own)));
    }

    private MailTemplates templates(Path own, Templates pages) {
        return new MailTemplates(own, new Messages(own), pages, clock);
    }

    @Test
    void theApiNamesEveryKind() throws Exception {
        JsonNode described;
        try (InputStream in = MailKind.class.getResourceAsStream("api.yml")) {
            described = YAMLMapper.builder().build().readTree(in).findValue("kind").get("enum");
        }
        assertThat(described.valueStream().map(JsonNode::asText))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(MailKind.values())
                                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                                .toList());
    }

    @Test
    void itIsInTheColourOfTheProvider() {
        Palette blue = new Palette("#12324a", "#1d4ed8", "#148a7d", "#f2a541", "#bfe3dd");
        Provider theirs =
                new Provider(
                        PROVIDER.id(),
                        PROVIDER.name(),
                        PROVIDER.webAddress(),
                        PROVIDER.zone(),
                        PROVIDER.currency(),
                        0,
                        0,
                        false,
                        blue);
        MailTemplates templates = templates(folder);
        assertThat(templates.write(PROVIDER, SECRET, Locale.ENGLISH).html())
                .contains("color: #0b5d4e;");
        assertThat(templates.write(theirs, SECRET, Locale.ENGLISH).html())
                .contains("color: #1d4ed8;")
                .doesNotContain("#0b5d4e");
    }

    @Test
    void theProvidersLogoStandsInPlaceOfItsNameAndIsNotFetchedFromAnywhere() throws Exception {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(440, 60, BufferedImage.TYPE_INT_RGB), "png", png);
        MailHead head = new MailHead(PROVIDER, new MailLogo(png.toByteArray()));
        MailText written = templates(folder).write(PROVIDER, SECRET, Locale.ENGLISH);
        String html = head.on(written).html();
        Element logo = Jsoup.parse(html).expectFirst("img");
        assertThat(logo.attr("src")).isEqualTo("cid:logo@counterfoil");
        assertThat(logo.attr("alt")).isEqualTo("Harbour & Sons");
        assertThat(logo.attr("width")).isEqualTo("220");
        assertThat(logo.attr("height")).isEqualTo("30");
        assertThat(MailHead.isIn(html)).isTrue();
        assertThat(Jsoup.parse(head.alone(written.html())).select("img").attr("src"))
                .startsWith("data:image/png;base64,iVBOR");

        MailHead without = new MailHead(PROVIDER, null);
        String named = without.on(written).html();
        assertThat(MailHead.isIn(named)).isFalse();
        assertThat(Jsoup.parse(named).expectFirst("p").text()).isEqualTo("Harbour & Sons");
        assertThat(without.alone(written.html())).isEqualTo(named);
    }

    @ParameterizedTest
    @EnumSource
    void everyKindIsWholeInTextAndHtml(MailKind kind) {
        // A name that a stranger typed is in no message to an address that nobody confirmed, and
        // whoever is invited says their own.
        boolean stranger =
                kind == MailKind.INVITATION
                        || kind == MailKind.TRIAL_CONFIRMATION
                        || kind == MailKind.TRIAL_KNOWN
                        || kind == MailKind.EMAIL_CONFIRMATION;
        assertWhole(kind, Locale.ENGLISH, stranger ? "Hello" : "Hello Anna Example");
        assertWhole(kind, Locale.GERMAN, stranger ? "Guten Tag" : "Guten Tag Anna Example");
    }

    private void assertWhole(MailKind kind, Locale language, String hello) {
        MailText text = templates(folder).preview(PROVIDER, kind, language);
        assertThat(text.subject()).contains("Harbour & Sons").hasSizeLessThan(80);
        assertThat(text.text())
                .startsWith(hello + ",\n")
                .contains("Harbour & Sons", "https://harbour.example")
                .doesNotContain("<", "&amp;", "${");
        assertThat(text.text().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(100));
        assertThat(text.html())
                .startsWith("<!doctype html>")
                .contains("Harbour &amp; Sons", hello + ",")
                .doesNotContain("${", "<#", "<@", "<script", "<img");
    }

    @ParameterizedTest
    @EnumSource(names = {"EMAIL_CHANGE_ASKED", "EMAIL_CHANGED"})
    void anotherAddressIsToldOfWithoutASignOfIt(MailKind kind) {
        Message message =
                Message.of(kind, "anna@a.example", "anna@a.example", Map.of("username", "anna"));
        MailText text = templates(folder).write(PROVIDER, message, Locale.ENGLISH);
        assertThat(text.text()).startsWith("Hello anna@a.example,\n").doesNotContain("…");
        assertThat(text.html()).contains("<b>anna</b>").doesNotContain("…");
    }

    @Test
    void onlyHtmlIsEscaped() {
        MailText text = templates(folder).write(PROVIDER, SECRET, Locale.ENGLISH);
        assertThat(text.text()).contains("<anna>");
        assertThat(text.html()).contains("&lt;anna&gt;").doesNotContain("<anna>");
    }

    @Test
    void aTextOfOnesOwnIsUsedAndABrokenOneIsNotAndThePreviewSaysWhy() throws Exception {
        Path own = Files.createDirectory(folder.resolve("mail"));
        Files.writeString(own.resolve("test.ftl"), "Ahoy ${to.name}!");
        MailTemplates templates = templates(folder);
        Message test = Message.of(MailKind.TEST, "Anna", "anna@example.com", Map.of());
        assertThat(templates.write(PROVIDER, test, Locale.ENGLISH).text()).isEqualTo("Ahoy Anna!\n");

        Files.writeString(own.resolve("temporary-password.ftl"), "${secret.password?number}");
        assertThat(templates.write(PROVIDER, SECRET, Locale.ENGLISH).text()).contains("open-sesame");
        assertThatThrownBy(() -> templates.preview(
                                        PROVIDER, MailKind.TEMPORARY_PASSWORD, Locale.ENGLISH))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("temporary-password");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${nothing}",
                "<#if",
                "${1/0}",
                "${number?date(\"?\")}",
                "<#include \"gone.ftl\">",
                "<#include \"statement-closed.ftl\">",
                "<#macro again><@again/></#macro><@again/>",
                "<#list 1.. as one>${one} and so on, </#list>",
                "${number?matches(\"[\")?c}"
            })
    void whateverIsWrongWithAnOwnTextTheBuiltInOneIsSaidAndThePageSaysWhy(String text)
            throws Exception {
        Path own = Files.createDirectory(folder.resolve("mail"));
        Files.writeString(own.resolve("statement-closed.ftl"), text);
        assertBuiltIn(MailKind.STATEMENT_CLOSED, "statement-closed");
    }

    @Test
    void aPageOfOnesOwnThatCanNotBeShownIsToldOfHere() throws Exception {
        Path own = Files.createDirectory(folder.resolve("pages"));
        Files.writeString(own.resolve("problem.ftlh"), "${nothing}");
        Templates pages = new Templates(folder, new Assets(), new Messages(folder));
        MailTemplates templates = templates(folder, pages);
        assertThat(templates.faults(PROVIDER)).isEmpty();

        pages.render("problem", Map.of("shell", Map.of(), "title", "Gone", "detail", "", "fields", List.of()));

        clock.forward(Duration.ofMinutes(1));
        assertThat(templates.faults(PROVIDER))
                .extracting(Text::toString)
                .containsExactly(
                        "The page problem: InvalidReferenceException in problem.ftlh, line 1");
    }

    @Test
    void whatIsWrongWithManyPagesDoesNotHideWhatIsWrongWithAMail() throws Exception {
        Files.writeString(
                Files.createDirectory(folder.resolve("pages")).resolve("problem.ftlh"),
                IntStream.rangeClosed(1, 9)
                        .mapToObj("<#if title == \"%d\">${nothing}</#if>\n"::formatted)
                        .collect(Collectors.joining()));
        Files.writeString(
                Files.createDirectory(folder.resolve("mail")).resolve("test.ftl"), "${nothing}");
        Templates pages = new Templates(folder, new Assets(), new Messages(folder));
        for (int n = 1; n <= 9; n++) {
            pages.render(
                    "problem",
                    Map.of(
                            "shell", Map.of(),
                            "title", String.valueOf(n),
                            "detail", "",
                            "fields", List.of()));
        }
        assertThat(templates(folder, pages).faults(PROVIDER))
                .extracting(Text::toString)
                .hasSize(7)
                .contains("and more")
                .anyMatch(fault -> fault.contains("the templates test in the folder mail"));
    }

    @Test
    void anOwnTextThatIsALinkOutOfTheFolderIsNotUsed() throws Exception {
        Path own = Files.createDirectory(folder.resolve("mail"));
        Path elsewhere = Files.writeString(folder.resolve("elsewhere.ftl"), "Ahoy");
        Files.createSymbolicLink(own.resolve("statement-closed.ftl"), elsewhere);
        assertBuiltIn(MailKind.STATEMENT_CLOSED, "statement-closed");
    }

    @Test
    void oneWrongFrameIsToldOfOnlyAFewKinds() throws Exception {
        Path own = Files.createDirectory(folder.resolve("mail"));
        Files.writeString(own.resolve("frame.ftlh"), "<#macro letter");
        assertThat(templates(folder).faults(PROVIDER))
                .hasSize(6)
                .endsWith(Text.of("and more"))
                .filteredOn(fault -> fault.toString().contains("frame"))
                .hasSize(5);
    }

    private void assertBuiltIn(MailKind kind, String template) {
        MailTemplates templates = templates(folder);
        Message sample = Samples.of(kind, "Anna", "anna@example.com");
        MailText builtIn =
                templates(folder.resolve("none")).write(PROVIDER, sample, Locale.ENGLISH);
        assertThat(templates.write(PROVIDER, sample, Locale.ENGLISH)).isEqualTo(builtIn);
        assertThat(templates.faults(PROVIDER))
                .singleElement()
                .satisfies(fault -> assertThat(fault.toString()).contains(template));
    }

    @Test
    void thereAreNoFaultsWhereAllTextsCanBeUsed() throws Exception {
        assertThat(templates(folder).faults(PROVIDER)).isEmpty();
        Path own = Files.createDirectory(folder.resolve("mail"));
        Files.writeString(own.resolve("statement-closed.ftl"), "Ahoy ${to.name}!");
        assertThat(templates(folder).faults(PROVIDER)).isEmpty();
        Files.writeString(own.resolve("statement-closed_de.ftl"), "Moin ${to.nam}!");
        assertThat(templates(folder).faults(PROVIDER)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "statement-closed, ${first}",
        "tampering, ${carton}",
        "bank-details-asked, ${before}",
        "time-taken-back, ${freezes}",
        "email-changed, ${hint}",
        "temporary-password, ${software}",
        "term-ending, ${others[0].username}"
    })
    void aTextThatNeedsWhatSomeMessagesLackIsToldOf(String template, String text)
            throws Exception {
        Path own = Files.createDirectory(folder.resolve("mail"));
        Files.writeString(own.resolve(template + ".ftl"), text);
        assertThat(templates(folder).faults(PROVIDER))
                .singleElement()
                .satisfies(fault -> assertThat(fault.toString()).contains(template));
    }

    @Test
    void faultsAreLookedForAMinuteLaterAtTheEarliest() throws Exception {
        Path own = Files.createDirectory(folder.resolve("mail"));
        Files.writeString(own.resolve("test_de.ftl"), "Moin ${to.nam}!");
        MailTemplates templates = templates(folder);
        List<Text> faults = templates.faults(PROVIDER);
        assertThat(templates.faults(PROVIDER)).isSameAs(faults);
        clock.forward(Duration.ofMinutes(1));
        assertThat(templates.faults(PROVIDER)).isNotSameAs(faults).isEqualTo(faults);
    }

    @Test
    void noFaultNamesAFolderOfTheServer() throws Exception {
        Path own = Files.createDirectory(folder.resolve("mail"));
        Files.writeString(own.resolve("frame.ftlh"), "<#include \"gone.ftl\">");
        Files.writeString(own.resolve("test.ftl"), "<#import \"gone.ftl\" as gone>");
        Path elsewhere = Files.writeString(folder.resolve("elsewhere.ftl"), "Ahoy");
        Files.createSymbolicLink(own.resolve("account-opened.ftl"), elsewhere);
        assertThat(templates(folder).faults(PROVIDER))
                .isNotEmpty()
                .allSatisfy(
                        fault ->
                                assertThat(fault.toString())
                                        .doesNotContain(folder.toString(), "Loader"));
    }

    @ParameterizedTest
    @EnumSource
    void aKindLeadsToTheSamePagesInEveryLanguage(MailKind kind) {
        MailTemplates templates = templates(folder);
        MailText english = templates.preview(PROVIDER, kind, Locale.ENGLISH);
        MailText german = templates.preview(PROVIDER, kind, Locale.GERMAN);
        assertThat(links(german.html())).isEqualTo(links(english.html()));
        assertThat(german.subject()).isNotEqualTo(english.subject());
        assertThat(Jsoup.parse(german.html()).getElementsByTag("html").attr("lang")).isEqualTo("de");
    }

    private static Set<String> links(String html) {
        return new TreeSet<>(Jsoup.parse(html).select("a").eachAttr("href"));
    }

    @Test
    void daysAreThoseOfTheLanguage() {
        MailTemplates templates = templates(folder);
        assertThat(templates.preview(PROVIDER, MailKind.TERM_ENDING, Locale.ENGLISH).text())
                .contains("26 December 2026 at 10:00");
        assertThat(templates.preview(PROVIDER, MailKind.TERM_ENDING, Locale.GERMAN).text())
                .contains("26. Dezember 2026 um 10:00 Uhr");
    }

    @Test
    void aSubjectNeverNamesASecret() throws Exception {
        Path own = Files.createDirectory(folder.resolve("mail"));
        Files.writeString(
                own.resolve("temporary-password.subject.ftl"), "It is ${secret.password}");
        MailText text = templates(folder).write(PROVIDER, SECRET, Locale.ENGLISH);
        assertThat(text.subject()).isEqualTo("Your backup account at Harbour & Sons");
    }
}
