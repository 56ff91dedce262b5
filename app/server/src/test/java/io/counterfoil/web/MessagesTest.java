package io.counterfoil.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessageFormat;
import io.counterfoil.platform.Text;
import io.counterfoil.printing.layout.TemplateList;
import io.counterfoil.terms.TermState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The message files: nothing is missing, nothing is left over, and no value gets lost. */
class MessagesTest {
    private static final Path TOP = Path.of("../..");
    private static final Path PAGES = TOP.resolve("templates/pages");

    /** The names of an account's states, which pages get from the term engine. */
    private static final Set<String> STATES =
            Stream.concat(
                            Stream.of(TermState.class.getPermittedSubclasses()),
                            Stream.of(TermState.Living.class.getPermittedSubclasses()))
                    .map(state -> state.getSimpleName().replaceAll("([a-z])([A-Z])", "$1 $2"))
                    .map(state -> state.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet());

    private static final String LITERAL = "\"((?:[^\"\\\\$]|\\\\.)*)\"";

    /** What a template says: by the function, or as what the shell's macros say for it. */
    private static final Pattern SAID =
            Pattern.compile(
                    "\\bt\\("
                            + LITERAL
                            + "|\\b(?:title|label|hint|button)="
                            + LITERAL
                            + "|\"label\": "
                            + LITERAL
                            + "|@shell\\.describe \\w+ "
                            + LITERAL);

    /** Most literals: they are looked up, not searched for in all sources. */
    private static final Pattern SIMPLE = Pattern.compile("\"([^\"\\n]*)\"");

    private static final Pattern COUNTED = Pattern.compile("Text\\.counted\\([^\"]*\"([^\"]+)\"");

    /** What Java says with the class {@link Text}. */
    private static final Pattern SAID_BY_JAVA =
            Pattern.compile("\\b(?:Text\\.of|new Text)\\(\\s*" + LITERAL);

    /** Texts that are put together from others, without a word of their own. */
    private static final Pattern ONLY_VALUES = Pattern.compile("(\\{\\w+}|\\P{L})+");

    /** What only programs read, which are answered in English. */
    private static final Set<String> FOR_PROGRAMS =
            Set.of(
                    "A key makes no key that may do more than itself, and this one lacks {scopes}.",
                    "This API key lacks the scope {scope}, which this needs. Use a key that has it,"
                            + " or have one made.",
                    "This API key is {whose}, which may not do this. Use a key of {owner}.",
                    "Please correct the fields named here and send the request again.");

    /** Such as the name of an item's state: pages say what the constant is called. */
    private static final Pattern CONSTANT = Pattern.compile("\\b([A-Z][A-Z_]+)\\b");

    private static final Pattern COMMENT = Pattern.compile("<#--.*?-->", Pattern.DOTALL);
    private static final Pattern CONCATENATED = Pattern.compile("\"\\s*\\+\\s*\"");

    @Test
    void everyTextOfATranslatedPageIsThereInGerman() throws IOException {
        Set<String> said = new TreeSet<>();
        for (Path page : pages()) {
            SAID.matcher(COMMENT.matcher(Files.readString(page)).replaceAll(""))
                    .results()
                    .map(text -> Stream.of(1, 2, 3, 4).map(text::group).filter(found -> found != null))
                    .flatMap(found -> found)
                    .filter(text -> !text.isBlank())
                    .map(text -> text.replace("\\\"", "\""))
                    .forEach(said::add);
        }
        assertThat(said).hasSizeGreaterThan(80);
        assertThat(said).as("without German").isSubsetOf(german().keySet());
    }

    @Test
    void everyTextOfTheCodeIsThereInGerman() throws IOException {
        Set<String> said =
                found(SAID_BY_JAVA, sources())
                        .map(text -> text.replace("\\\"", "\""))
                        .filter(text -> !ONLY_VALUES.matcher(text).matches())
                        .filter(text -> !FOR_PROGRAMS.contains(text))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(said).hasSizeGreaterThan(400);
        assertThat(said).as("without German").isSubsetOf(german().keySet());
    }

    @Test
    void everyTitleOfAShippedLayoutOrSheetIsThereInGerman() {
        TemplateList shipped = new TemplateList(io.counterfoil.printing.layout.Templates.shipped());
        assertThat(
                        Stream.concat(
                                shipped.layouts().stream().map(TemplateList.LayoutEntry::title),
                                shipped.sheets().stream().map(TemplateList.SheetEntry::title)))
                .extracting(Text::english)
                .hasSizeGreaterThan(120)
                .as("without German")
                .isSubsetOf(german().keySet());
    }

    @Test
    void everyGermanTextIsSaidSomewhere() throws IOException {
        String all = sources();
        // Pages write the names of facts with blanks.
        Set<String> simple =
                found(SIMPLE, all)
                        .flatMap(text -> Stream.of(text, text.replace('_', ' ')))
                        .collect(Collectors.toSet());
        Set<String> counted =
                found(COUNTED, all)
                        .map(text -> Text.counted(1, text).english())
                        .collect(Collectors.toSet());
        Set<String> constants =
                found(CONSTANT, all)
                        .map(name -> name.toLowerCase(Locale.ROOT).replace('_', ' '))
                        .collect(Collectors.toSet());
        List<String> periods =
                Stream.of("P1D", "P1M", "P1Y", "P1M1D", "P1Y1D", "P1Y1M", "P1Y1M1D")
                        .map(period -> PeriodText.of(Period.parse(period)).english())
                        .toList();
        assertThat(german().keySet())
                .filteredOn(text -> !periods.contains(text) && !STATES.contains(text))
                .filteredOn(text -> !counted.contains(text) && !constants.contains(text))
                .map(text -> text.replace("\"", "\\\""))
                .filteredOn(text -> !simple.contains(text) && !all.contains("\"" + text + "\""))
                .as("what nothing says")
                .isEmpty();
    }

    @Test
    void germanHasTheValuesOfTheEnglishPattern() {
        german().forEach(
                        (english, german) -> {
                            if (english.contains("{")) {
                                assertThat(OwnWords.say(english, german, german, Locale.GERMAN))
                                        .as(german)
                                        .isTrue();
                                assertThat(new MessageFormat(german, Locale.GERMAN).getArgumentNames())
                                        .as(german)
                                        .isEqualTo(
                                                new MessageFormat(english, Locale.ENGLISH)
                                                        .getArgumentNames());
                            }
                        });
    }

    @Test
    void noTextStandsInTwoFiles() {
        assertThat(
                        Messages.FILES.stream()
                                .flatMap(
                                        file ->
                                                Messages.builtIn(file, Locale.GERMAN)
                                                        .keySet()
                                                        .stream()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aPluralIsThatOfTheLanguage() {
        Messages messages = new Messages(Path.of("no-such-folder"));
        Text days = PeriodText.of(Period.parse("P1Y14D"));
        assertThat(messages.text(days, Locale.ENGLISH)).isEqualTo("1 year and 14 days");
        assertThat(messages.text(days, Locale.GERMAN)).isEqualTo("1 Jahr und 14 Tage");
    }

    @Test
    void aProviderSaysSingleTextsInItsOwnWords(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("messages"));
        Files.writeString(folder.resolve("messages/de.json"), "{\"Sign in\": \"Herein\"}");
        Files.writeString(folder.resolve("messages/en.json"), "{\"Sign in\": \"Come in\"}");
        Messages messages = new Messages(folder);
        assertThat(messages.text(Text.of("Sign in"), Locale.GERMAN)).isEqualTo("Herein");
        assertThat(messages.text(Text.of("Sign out"), Locale.GERMAN)).isEqualTo("Abmelden");
        assertThat(messages.text(Text.of("Sign in"), Locale.ENGLISH)).isEqualTo("Come in");
    }

    @Test
    void whereItsWordsAreNoPatternTheBuiltInOnesAreSaid(@TempDir Path folder) throws IOException {
        String tooLate = "This item could be brought back until {day}. It is too late now.";
        Files.createDirectories(folder.resolve("messages"));
        Files.writeString(
                folder.resolve("messages/de.json"), "{\"%s\": \"Nur bis {day, plu\"}".formatted(tooLate));
        assertThat(new Messages(folder).text(Text.of(tooLate, "day", "gestern"), Locale.GERMAN))
                .isEqualTo(new Messages(folder.resolve("none")).text(Text.of(tooLate, "day", "gestern"), Locale.GERMAN))
                .contains("gestern");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Nur bis {dya}",
                "Nur bis {day, plural, one {#} other {#}}",
                "Nur bis {day, select, other {{day, number}}}"
            })
    void wordsOfItsOwnNameAndCountOnlyWhatTheTextDoes(String own, @TempDir Path folder)
            throws IOException {
        String tooLate = "This item could be brought back until {day}. It is too late now.";
        Files.createDirectories(folder.resolve("messages"));
        Files.writeString(
                folder.resolve("messages/de.json"), "{\"%s\": \"%s\"}".formatted(tooLate, own));
        Messages messages = new Messages(folder);
        assertThat(messages.text(Text.of(tooLate, "day", "gestern"), Locale.GERMAN))
                .doesNotContain("Nur bis", "{");
        assertThat(messages.faults())
                .extracting(Text::toString)
                .containsExactly("de.json: " + tooLate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{\"de\": \"Herein\"}", "[\"Herein\"]"})
    void whatIsNoTextIsNotSaidAndToldOf(String words, @TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("messages"));
        Files.writeString(
                folder.resolve("messages/de.json"),
                "{\"Sign in\": %s, \"Sign out\": \"Raus\"}".formatted(words));
        Messages messages = new Messages(folder);
        assertThat(messages.text(Text.of("Sign in"), Locale.GERMAN)).isEqualTo("Anmelden");
        assertThat(messages.text(Text.of("Sign out"), Locale.GERMAN)).isEqualTo("Raus");
        assertThat(messages.faults())
                .extracting(Text::toString)
                .singleElement()
                .asString()
                .startsWith("de.json: Sign in – ");
    }

    @Test
    void aFileThatSaysNothingChangesNothing(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("messages"));
        Files.writeString(folder.resolve("messages/de.json"), "null");
        Messages messages = new Messages(folder);
        assertThat(messages.text(Text.of("Sign in"), Locale.GERMAN)).isEqualTo("Anmelden");
        assertThat(messages.faults()).isEmpty();
    }

    private static Stream<String> found(Pattern pattern, String sources) {
        return pattern.matcher(sources).results().map(text -> text.group(1));
    }

    private static Map<String, String> german() {
        return Messages.FILES.stream()
                .flatMap(file -> Messages.builtIn(file, Locale.GERMAN).entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, two) -> one));
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(PAGES)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static boolean isSource(Path file) {
        return file.toString().matches(".*\\.(?:java|ftlh|json)");
    }

    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String folder :
                List.of(
                        "app/server/src/main/java",
                        "templates/pages",
                        "templates/layouts",
                        "templates/sheets")) {
            try (Stream<Path> files = Files.walk(TOP.resolve(folder))) {
                for (Path file : files.filter(MessagesTest::isSource).toList()) {
                    all.append(CONCATENATED.matcher(Files.readString(file)).replaceAll(""));
                }
            }
        }
        return all.toString();
    }
}
