package io.counterfoil.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.access.ApiKeys;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.catalog.TermWords;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Event;
import io.counterfoil.web.FileSize;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells what happened to an account to people. */
public final class AccountWords {
    private final StaffMembers staff;
    private final ApiKeys keys;

    /** Words with the names of staff and keys. */
    public AccountWords(StaffMembers staff, ApiKeys keys) {
        this.staff = staff;
        this.keys = keys;
    }

    /**
     * One thing that happened.
     *
     * @param at when
     * @param what in a few words
     * @param by who did it
     * @param reason why, if somebody said that
     */
    public record Line(Instant at, String what, String by, @Nullable String reason) {}

    /** The events in their order. */
    List<Line> of(Caller caller, List<Event> events) {
        ActorNames names = ActorNames.of(caller, staff, keys, null);
        return events.stream()
                .map(
                        event ->
                                new Line(
                                        event.at(),
                                        what(event.type(), event.data()),
                                        names.who(event.actor()),
                                        event.data().path("reason").textValue()))
                .toList();
    }

    /** One event in a few words. */
    static String what(String type, JsonNode facts) {
        return switch (type) {
            case "opened" ->
                    facts.has("parent") ? "Opened as a sub-account" : "Opened";
            case "extended" ->
                    "Given "
                            + period(facts)
                            + switch (facts.path("source").asText()) {
                                case "trial" -> " as a trial";
                                case "by_hand" -> " by hand";
                                default -> facts.has("redemption") ? " for a code" : " by hand";
                            };
            case "refunded" ->
                    facts.has("period")
                            ? period(facts) + " of its time taken back"
                            : "The rest of a grant taken back";
            case "term_moved" ->
                    facts.path("from").equals(facts.path("to"))
                            ? "Is to be deleted later than was announced before"
                            : "Went from "
                                    + state(facts.path("from").asText())
                                    + " to "
                                    + state(facts.path("to").asText());
            case "quota_changed" ->
                    "Limits changed: "
                            + limit("the provider's ", facts.path("hard_quota_bytes"))
                            + ", "
                            + limit("the customer's ", facts.path("user_quota_bytes"));
            case "converted" -> "Moved to another plan, with its time converted";
            case "deleted" -> "Deleted";
            case "support_visited" -> "Looked at as the customer sees it";
            case "plan_migrated" ->
                    "Moved to version "
                            + facts.path("to_version").asText()
                            + " of its plan";
            case "deleted_data_kept" ->
                    facts.has("keep_days")
                            ? keptFor(facts.path("keep_days").asInt())
                            : "What is deleted is kept as long as for all accounts";
            case "deleted_data_asked_back" ->
                    "Deleted backups brought back, from "
                            + facts.path("since").asText().substring(0, 10)
                            + " on";
            case "move_asked" ->
                    "Is to go from the storage node "
                            + facts.path("from").asText()
                            + " to "
                            + facts.path("to").asText();
            case "moved" ->
                    "Is on the storage node "
                            + facts.path("to").asText()
                            + " now, no longer on "
                            + facts.path("from").asText();
            case "move_cancelled" ->
                    "Stays on the storage node " + facts.path("node").asText();
            case "repository_key_made" ->
                    "New repository key "
                            + facts.path("username").asText()
                            + (facts.path("kept_old").asBoolean()
                                    ? ", the old ones go on working"
                                    : ", the old ones work no more");
            default -> words(type);
        };
    }

    private static String keptFor(int days) {
        return switch (days) {
            case 0 -> "What is deleted is not kept";
            case 1 -> "What is deleted is kept for a day";
            default -> "What is deleted is kept for %d days".formatted(days);
        };
    }

    private static String period(JsonNode facts) {
        return TermWords.of(Period.parse(facts.path("period").asText()));
    }

    private static String limit(String whose, JsonNode bytes) {
        return whose + (bytes.isNumber() ? FileSize.words(bytes.asLong()) : "none");
    }

    private static String state(String label) {
        return label.replace('_', ' ');
    }

    private static String words(String type) {
        String words = type.replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
