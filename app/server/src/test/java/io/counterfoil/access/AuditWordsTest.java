package io.counterfoil.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.activation.CaseKind;
import io.counterfoil.brand.ColourRole;
import io.counterfoil.brand.Palette;
import io.counterfoil.catalog.SalesModel;
import io.counterfoil.catalog.VoucherKind;
import io.counterfoil.mail.MailKind;
import io.counterfoil.platform.Text;
import io.counterfoil.web.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every action that the service notes has its sentence, and no sentence is for nothing. */
class AuditWordsTest {
    private static final Path SOURCES = Path.of("src/main/java");

    private static final Pattern NOTE =
            Pattern.compile("\\baudit(?:\\(\\))?\\s*\\.record(?:If)?\\(([^;]*);");

    private static final Pattern ACTION = Pattern.compile("\"([a-z_]+\\.[a-z_]+)\"");

    /** The name of a fact, before its value. */
    private static final Pattern FACT =
            Pattern.compile("(?:Map\\.of\\(|, )\\s*(?:\"([a-z][a-z0-9_]*)\"|\\w+\\.REASON),");

    /** Facts that classes note which put them together elsewhere. */
    private static final Set<String> FACTS_PUT_TOGETHER =
            Set.of(
                    "again",
                    "agreement",
                    "approved",
                    "before_deletion",
                    "before_end",
                    "bounty",
                    "carton",
                    "commission_amount",
                    "commission_percent",
                    "consignment_limit",
                    "credit_limit",
                    "hold_days",
                    "language",
                    "minimum_payout",
                    "reason",
                    "reply_to",
                    "residual_percent",
                    "sales_model",
                    "while_frozen",
                    "without_backup");

    /** Classes that put an action together, or get it from others, and what they note. */
    private static final Map<String, List<String>> PUT_TOGETHER =
            Map.ofEntries(
                    Map.entry("Approvals", List.of("approval.approved", "approval.rejected")),
                    Map.entry(
                            "FailedSignIns",
                            List.of("staff.sign_in_failed", "account.sign_in_failed")),
                    Map.entry(
                            "PasswordChanges",
                            List.of("account.password_changed", "account.password_reset")),
                    Map.entry(
                            "StaffDeletions",
                            List.of("account.deletion_asked", "account.deletion_taken_back")),
                    Map.entry(
                            "GoodsOrders",
                            List.of(
                                    "goods_order.made",
                                    "goods_order.partly_sent",
                                    "goods_order.sent",
                                    "goods_order.declined",
                                    "goods_order.withdrawn")),
                    Map.entry(
                            "Losses",
                            List.of("serials.lost", "serials.stolen", "serials.found")),
                    Map.entry("Voiding", List.of("serials.void", "serials.spoil")),
                    Map.entry("PrintRuns", List.of("print_run.blocked", "print_run.unblocked")),
                    Map.entry("Logos", List.of("logo.kept", "logo.deleted")),
                    Map.entry(
                            "Bureaus",
                            List.of("bureau.added", "bureau.changed", "bureau.deleted")),
                    Map.entry(
                            "OwnTemplates",
                            List.of(
                                    "layout.kept",
                                    "layout.deleted",
                                    "sheet.kept",
                                    "sheet.deleted")),
                    Map.entry(
                            "Disputes",
                            List.of("dispute.opened", "dispute.accepted", "dispute.refused")),
                    Map.entry(
                            "Invitations", List.of("invitation.sent", "invitation.sent_again")),
                    Map.entry(
                            "Notices",
                            List.of(
                                    "passkey.added",
                                    "passkey.removed",
                                    "openid.linked",
                                    "second_step.on",
                                    "second_step.off",
                                    "second_step.reset",
                                    "second_step.new_recovery_codes",
                                    "second_step.recovery_code_used")));

    @Test
    void everyActionHasASentence() throws IOException {
        Set<String> noted = new HashSet<>();
        for (Map.Entry<String, List<String>> source : notes().entrySet()) {
            for (String note : source.getValue()) {
                List<String> actions =
                        ACTION.matcher(note).results().map(found -> found.group(1)).toList();
                assertThat(actions.isEmpty() && !PUT_TOGETHER.containsKey(source.getKey()))
                        .as("say in this test what %s notes: %s", source.getKey(), note)
                        .isFalse();
                noted.addAll(actions);
            }
        }
        PUT_TOGETHER.values().forEach(noted::addAll);
        assertThat(noted).hasSizeGreaterThan(100);
        assertThat(AuditWords.actions())
                .as("sentences of AuditWords, and what is noted")
                .containsExactlyInAnyOrderElementsOf(noted);
    }

    @Test
    void everyClassThatPutsActionsTogetherStillDoes() throws IOException {
        assertThat(notes().keySet()).containsAll(PUT_TOGETHER.keySet());
    }

    @Test
    void everyAreaHasActionsAndNoActionHasTwo() {
        assertThat(Stream.of(AuditWords.Area.values()).map(AuditWords::actions))
                .allSatisfy(actions -> assertThat(actions).isNotEmpty());
        assertThat(
                        Stream.of(AuditWords.Area.values())
                                .flatMap(area -> AuditWords.actions(area).stream()))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatAnEarlierVersionNotedIsToldByItsName() {
        assertThat(AuditWords.sentence("print_run.thrown_away")).isEqualTo("Print run thrown away");
        assertThat(AuditWords.sentence("key.made")).isEqualTo("Made an API key");
    }

    @Test
    void everyFactHasItsWordsInGerman() throws IOException {
        Set<String> facts = new TreeSet<>(FACTS_PUT_TOGETHER);
        for (List<String> notes : notes().values()) {
            for (String note : notes) {
                FACT.matcher(note.replaceAll("\\s+", " "))
                        .results()
                        .map(found -> found.group(1))
                        .filter(Objects::nonNull)
                        .forEach(facts::add);
            }
        }
        assertThat(facts).hasSizeGreaterThan(90);
        Messages messages = new Messages(Path.of("../../templates"));
        assertThat(facts)
                .extracting(AuditWords::fact)
                .allMatch(words -> !words.contains("_"))
                .as("without German")
                .noneMatch(words -> messages.text(Text.of(words), Locale.GERMAN).equals(words));
    }

    @Test
    void namesOfOursAreToldInGermanAndWhatSomebodyTypedAsItIs() {
        Messages messages = new Messages(Path.of("../../templates"));
        Map<String, Stream<? extends Enum<?>>> named =
                Map.of(
                        "role", EnumSet.range(Role.OWNER, Role.CLERK).stream(),
                        "voucher", Stream.of(VoucherKind.values()),
                        "sales_model", Stream.of(SalesModel.values()),
                        "kind",
                                Stream.concat(
                                        Stream.of(CaseKind.values()),
                                        Stream.of(MailKind.values())));
        named.forEach(
                (fact, values) ->
                        assertThat(values.map(value -> value.name().toLowerCase(Locale.ROOT)))
                                .extracting(value -> AuditWords.value("", fact, value))
                                .as("%s without German", fact)
                                .noneMatch(
                                        words ->
                                                messages.text(words, Locale.GERMAN)
                                                        .equals(words.toString())));
        assertThat(AuditWords.value("term.refunded", "reason", "not_activated").toString())
                .isEqualTo("not_activated");
        assertThat(messages.text(AuditWords.value("code.refused", "reason", "not_activated"), Locale.GERMAN))
                .isEqualTo("noch nicht freigeschaltet");
    }

    @Test
    void ratesAndPeriodsAreToldAsPeopleSayThem() {
        Messages messages = new Messages(Path.of("../../templates"));
        Text rate = AuditWords.value("product.taxed", "basis_points", "1900");
        assertThat(messages.text(rate, Locale.ENGLISH)).isEqualTo("19 %");
        Text reduced = AuditWords.value("product.taxed", "basis_points", "550");
        assertThat(messages.text(reduced, Locale.GERMAN)).isEqualTo("5,5 %");
        Text given = AuditWords.value("term.granted", "period", "P1Y14D");
        assertThat(messages.text(given, Locale.ENGLISH)).isEqualTo("1 year and 14 days");
        Text month = AuditWords.value("term.refunded", "period", "P1M");
        assertThat(messages.text(month, Locale.GERMAN)).isEqualTo("1 Monat");
        assertThat(AuditWords.value("term.refunded", "period", "all")).hasToString("all");
    }

    @Test
    void coloursAreToldInGerman() {
        Messages messages = new Messages(Path.of("../../templates"));
        Text told = AuditWords.value("settings.changed", "colours", Palette.SHIPPED.words());
        assertThat(messages.text(told, Locale.ENGLISH)).isEqualTo(Palette.SHIPPED.words());
        assertThat(messages.text(told, Locale.GERMAN))
                .isNotEqualTo(Palette.SHIPPED.words())
                .contains(
                        Stream.of(ColourRole.values()).map(Palette.SHIPPED::of).toList());
    }

    private static Map<String, List<String>> notes() throws IOException {
        Map<String, List<String>> notes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                List<String> found =
                        NOTE.matcher(Files.readString(file))
                                .results()
                                .map(MatchResult::group)
                                .toList();
                if (!found.isEmpty()) {
                    notes.put(file.getFileName().toString().replace(".java", ""), found);
                }
            }
        }
        return notes;
    }
}
