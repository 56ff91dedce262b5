package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.access.Role;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every page as somebody reads it who asks for German: each of its words is one of the German texts
 * or a name that somebody gave, and no day and no amount is written as in English.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GermanPagesIT {
    private static final List<Role> READERS =
            List.of(Role.OWNER, Role.MANAGER, Role.ACCOUNT_HOLDER, Role.VISITOR);

    private static final Path MESSAGES = Path.of("../../templates/messages");

    /** What a pattern says of its values, rather than to people. */
    private static final List<Pattern> OF_VALUES =
            List.of(
                    Pattern.compile("\\{\\w+}"),
                    Pattern.compile("\\{\\w+, \\w+,"),
                    Pattern.compile("[\\w=]+ \\{"));

    private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");

    /** Addresses, ids, file names and what programs call things; and what is short for something. */
    private static final Pattern NO_WORDS =
            Pattern.compile("\\S*(?:[\\d@/_$=]|\\w[.:]\\w)\\S*|\\b\\p{Lu}{2,}\\b");

    private static final Pattern LEFT_OVER = Pattern.compile("\\{\\w+[^}]*}|\\$\\{");

    /** Such as 2026-03-02, 2 March 2026, EUR 49.00, 49.00 and 1,000, but for the names of sheets. */
    private static final Pattern AS_IN_ENGLISH =
            Pattern.compile(
                    "\\d{4}-\\d{2}-\\d{2}|\\b\\d{1,2} \\p{L}+ \\d{4}\\b|€ ?\\d|\\bEUR \\d|(?<![\\d.])\\d+\\.\\d{1,2}(?![\\d.])|\\d,\\d{3}\\b(?! mm| ×)");

    private static final Pattern SHEET = Pattern.compile("Avery [\\w.-]+");

    private static final List<String> SAID_IN = List.of("aria-label", "title", "placeholder", "alt");

    /**
     * Where a value is read; that of a day or a number browsers write as people do. Millimetres stay
     * as exact as they were given, with a point: a comma before three digits would be refused.
     */
    private static final String TYPED =
            "input:not([type=hidden], [type=date], [type=number], [type=checkbox], [type=radio], [name$=_mm])";

    /** What people don't read as sentences: lines for programs, mails, and secrets. */
    private static final String QUOTED =
            "script, style, textarea, pre, code, .secret, h2:has(+ pre), [data-label=Betreff]";

    /** What people and things of the world are called, and what somebody wrote there. */
    private static final Pattern NAMES =
            names(
                    """
                    We did not sell this one, The customer is angry, Harbour Workspace, Harbour Backup, Basic for a year,
                    Out of season, Corner Books, Corner Shop, Our labels, Web shop, Anna Lind, Break-in, ScratchOff, CutContour,
                    Somebody, Saturday, operator, Smudged, finance, manager, support, Office, office, Press, Trial,
                    clerk, owner, Berta, berta, carla, anna, Tina, Till 1, Till, dora, sven, Otto
                    """);

    /** Where no name stands. */
    private static final String NAMELESS = "th, dt, legend, summary, button, label:not(:has(input))";

    /** What the API calls things, where it answers a program that sent no such thing. */
    private static final Pattern CHOICES = names("consignment, wholesale, giveaway");

    private FilledWorld filled;
    private final Set<String> german = new HashSet<>();
    private final Set<String> english = new HashSet<>();
    private Set<String> subjects = Set.of();

    /** A text with what it stands in. */
    private record Said(Element where, String text) {}

    /** A page with who sees it. */
    private record Shown(String name, HttpResponse<String> page) {}

    @BeforeAll
    void open() throws Exception {
        filled = new FilledWorld();
        filled.server().reading("de");
        try (Stream<Path> files = Files.list(MESSAGES)) {
            for (Path file : files.toList()) {
                read(file);
            }
        }
        for (Month month : Month.values()) {
            add(month.getDisplayName(TextStyle.FULL, Locale.GERMAN));
            add(month.getDisplayName(TextStyle.SHORT, Locale.GERMAN));
        }
    }

    @AfterAll
    void close() {
        filled.close();
    }

    @Test
    void noPageSaysAnythingInEnglish() {
        SoftAssertions softly = new SoftAssertions();
        List<Shown> pages = pages();
        // Mails are written in the language of who gets them.
        subjects = Set.copyOf(filled.world().database().rows("SELECT subject FROM mail_message"));
        // Letters and digits at random; some have no digit that would tell them from words.
        german.addAll(filled.world().database().rows("SELECT id FROM repository_key"));
        for (Shown shown : pages) {
            Document page = Jsoup.parse(shown.page().body());
            softly.assertThat(page.expectFirst("html").attr("lang")).as(shown.name()).isEqualTo("de");
            for (Said said : texts(page)) {
                String text = said.text();
                if (!NAMES.matcher(text).matches() || said.where().closest(NAMELESS) != null) {
                    softly.assertThat(english.contains(text))
                            .as("%s on %s is English", text, shown.name())
                            .isFalse();
                }
                softly.assertThat(foreign(text)).as("%s on %s", text, shown.name()).isEmpty();
                softly.assertThat(SHEET.matcher(text).replaceAll(""))
                        .as(shown.name())
                        .doesNotContainPattern(LEFT_OVER)
                        .doesNotContainPattern(AS_IN_ENGLISH);
            }
        }
        softly.assertAll();
        assertThat(pages).as("pages").hasSizeGreaterThan(200);
    }

    /** The words of a text that are no German. */
    private List<String> foreign(String text) {
        String bare = text;
        for (Pattern known : List.of(NAMES, CHOICES, NO_WORDS)) {
            bare = known.matcher(bare).replaceAll(" ");
        }
        return WORD.matcher(bare)
                .results()
                .map(MatchResult::group)
                .filter(word -> !german.contains(word) && !german.contains(small(word)))
                .toList();
    }

    /** Pages begin lines with great letters. */
    private static String small(String word) {
        return word.substring(0, 1).toLowerCase(Locale.GERMAN) + word.substring(1);
    }

    private List<Shown> pages() {
        List<Shown> pages = new ArrayList<>();
        for (Role reader : READERS) {
            Browser browser = filled.signedIn(reader);
            for (String path : filled.pages(reader).all().keySet()) {
                pages.add(new Shown(path + " as " + reader, browser.get(path)));
            }
        }
        Stream.of(OddPages.of(filled), HiddenPages.of(filled))
                .flatMap(List::stream)
                .forEach(one -> pages.add(new Shown(one.name(), one.page())));
        return pages.stream()
                .filter(shown -> PagesOf.isHtml(shown.page()))
                .toList();
    }

    private List<Said> texts(Document page) {
        List<Said> texts = new ArrayList<>();
        page.select(QUOTED).remove();
        for (Element element : page.getAllElements()) {
            Stream.of(
                            element.textNodes().stream().map(TextNode::text),
                            SAID_IN.stream().map(element::attr),
                            element.is(TYPED) ? Stream.of(element.val()) : Stream.<String>of(),
                            // What scripts say: sentences, where other attributes are for programs.
                            element.dataset().values().stream()
                                    .filter(text -> text.contains(" ") && !text.startsWith("{")))
                    .flatMap(found -> found)
                    .map(String::strip)
                    .filter(text -> !text.isEmpty() && subjects.stream().noneMatch(text::startsWith))
                    .forEach(text -> texts.add(new Said(element, text)));
        }
        return texts;
    }

    private void read(Path file) throws IOException {
        Map<String, String> texts =
                new ObjectMapper().readValue(file.toFile(), new TypeReference<>() {});
        texts.forEach(
                (said, inGerman) -> {
                    if (!said.equals(inGerman)) {
                        english.add(said);
                    }
                });
        for (String text : texts.values()) {
            String said = text;
            for (Pattern pattern : OF_VALUES) {
                said = pattern.matcher(said).replaceAll(" ");
            }
            add(said);
        }
    }

    private static Pattern names(String all) {
        return Pattern.compile("\\b(?:" + all.strip().replaceAll(",\\s+", "|") + ")\\b");
    }

    private void add(String words) {
        WORD.matcher(words).results().map(MatchResult::group).forEach(german::add);
    }
}
