package io.counterfoil.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
