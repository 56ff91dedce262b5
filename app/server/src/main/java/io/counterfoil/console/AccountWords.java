package io.counterfoil.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.access.ApiKeys;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Event;
import io.counterfoil.platform.Text;
import io.counterfoil.web.FileSize;
import io.counterfoil.web.PeriodText;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells what happened to an account to people. */
public final class AccountWords {
    private final StaffMembers staff;
    private final ApiKeys keys;
    private final Function<Caller, ZoneId> zones;

    /** Words with the names of staff and keys, and moments in the {@code zones} of callers. */
    public AccountWords(StaffMembers staff, ApiKeys keys, Function<Caller, ZoneId> zones) {
        this.zones = zones;
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
    public record Line(Instant at, Text what, Text by, @Nullable String reason) {}

    /** The events in their order. */
    List<Line> of(Caller caller, List<Event> events) {
        ZoneId zone = zones.apply(caller);
        ActorNames names = ActorNames.of(caller, staff, keys, null);
        return events.stream()
                .map(
                        event ->
                                new Line(
                                        event.at(),
                                        what(event.type(), event.data(), zone),
                                        names.who(event.actor()),
                                        event.data().path("reason").textValue()))
                .toList();
    }

    /** One event in a few words, with moments as people of this zone read them. */
    static Text what(String type, JsonNode facts, ZoneId zone) {
        return switch (type) {
            case "opened" -> Text.of(facts.has("parent") ? "Opened as a sub-account" : "Opened");
            case "extended" -> Text.of(given(facts), "period", period(facts));
            case "refunded" ->
                    facts.has("period")
                            ? Text.of("{period} of its time taken back", "period", period(facts))
                            : Text.of("The rest of a grant taken back");
            case "term_moved" ->
                    facts.path("from").equals(facts.path("to"))
                            ? Text.of("Is to be deleted later than was announced before")
                            : Text.of(
                                    "Went from {from} to {to}",
                                    "from",
                                    state(facts, "from"),
                                    "to",
                                    state(facts, "to"));
            case "quota_changed" ->
                    Text.of(
                            "Limits changed: the provider's {hard}, the customer's {user}",
                            "hard",
                            limit(facts.path("hard_quota_bytes")),
                            "user",
                            limit(facts.path("user_quota_bytes")));
            case "converted" -> Text.of("Moved to another plan, with its time converted");
            case "deleted" -> Text.of("Deleted");
            case "support_visited" -> Text.of("Looked at as the customer sees it");
            case "plan_migrated" ->
                    Text.of(
                            "Moved to version {version} of its plan",
                            "version",
                            facts.path("to_version").asText());
            case "deleted_data_kept" ->
                    facts.has("keep_days")
                            ? Text.of(
                                    "{days, plural, =0 {What is deleted is not kept} =1 {What is deleted is kept for a day} other {What is deleted is kept for # days}}",
                                    "days",
                                    facts.path("keep_days").asInt())
                            : Text.of("What is deleted is kept as long as for all accounts");
            case "deleted_data_asked_back" ->
                    Text.of(
                            "Deleted backups brought back, from {moment} on",
                            "moment",
                            Text.at(Instant.parse(facts.path("since").asText()), zone));
            case "move_asked" ->
                    Text.of(
                            "Is to go from the storage node {from} to {to}",
                            "from",
                            facts.path("from").asText(),
                            "to",
                            facts.path("to").asText());
            case "moved" ->
                    Text.of(
                            "Is on the storage node {to} now, no longer on {from}",
                            "to",
                            facts.path("to").asText(),
                            "from",
                            facts.path("from").asText());
            case "move_cancelled" ->
                    Text.of(
                            "Stays on the storage node {node}", "node", facts.path("node").asText());
            case "repository_key_made" ->
                    Text.of(
                            facts.path("kept_old").asBoolean()
                                    ? "New repository key {username}{scope, select, append { that deletes no backups} read { that may restore only} other {}}, the old ones go on working"
                                    : "New repository key {username}{scope, select, append { that deletes no backups} read { that may restore only} other {}}, the old ones work no more",
                            "username",
                            facts.path("username").asText(),
                            "scope",
                            facts.path("scope").asText());
            case "repository_key_ended" ->
                    Text.of(
                            "Repository key {username} ended",
                            "username",
                            facts.path("username").asText());
            default -> Text.of(words(type));
        };
    }

    private static String given(JsonNode facts) {
        String source = facts.path("source").asText();
        if (source.equals("trial")) {
            return "Given {period} as a trial";
        }
        return !source.equals("by_hand") && facts.has("redemption")
                ? "Given {period} for a code"
                : "Given {period} by hand";
    }

    private static Text period(JsonNode facts) {
        return PeriodText.of(Period.parse(facts.path("period").asText()));
    }

    private static Text limit(JsonNode bytes) {
        return bytes.isNumber() ? FileSize.words(bytes.asLong()) : Text.of("none");
    }

    private static Text state(JsonNode facts, String name) {
        return Text.of(facts.path(name).asText().replace('_', ' '));
    }

    private static String words(String type) {
        String words = type.replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
