package io.counterfoil.mail;

import io.counterfoil.platform.Text;
import io.counterfoil.web.PeriodText;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Messages as they might be, for previews and tests of texts. */
final class Samples {
    /** What is only in some messages of a kind. */
    private static final Set<String> OPTIONAL =
            Set.of("before", "carton", "first", "freezes", "hint", "software");

    private Samples() {}

    /**
     * The same message where there is less to say: without what only some of its kind have, and about
     * one account alone.
     */
    static Message barest(Message sample) {
        Map<String, Object> values = new HashMap<>(sample.values());
        values.keySet().removeAll(OPTIONAL);
        values.computeIfPresent("others", (name, others) -> List.of());
        if (sample.values().containsKey("freezes")) {
            // Whoever has no time left until a freeze is told of what follows it.
            values.put("deletes", at(2026, 12, 31));
        }
        return new Message(
                sample.kind(), sample.name(), sample.address(), values, sample.secrets());
    }

    /** A message of that kind to somebody, with all that messages of the kind may have. */
    static Message of(MailKind kind, String name, String address) {
        return switch (kind) {
            case TEMPORARY_PASSWORD ->
                    new Message(
                            kind,
                            name,
                            address,
                            Map.of(
                                    "username", "anna@example.com",
                                    "plan", "Select",
                                    "repository", "rest:https://storage.example.com/",
                                    "repositoryUser", "r2k7m0x9qab",
                                    "software", "https://backup.example.com/software"),
                            Map.of("password", "k4vh-is-a-sample"));
            case ACCOUNT_OPENED ->
                    Message.of(
                            kind,
                            name,
                            address,
                            Map.of(
                                    "username", "anna@example.com",
                                    "plan", "Select",
                                    "repository", "rest:https://storage.example.com/",
                                    "repositoryUser", "r2k7m0x9qab",
                                    "software", "https://backup.example.com/software"));
            case PASSWORD_LINK ->
                    new Message(
                            kind,
                            name,
                            address,
                            Map.of("usernames", List.of("anna@example.com", "office")),
                            Map.of("anna@example.com", "a-sample", "office", "another-sample"));
            case INVITATION ->
                    new Message(
                            kind,
                            name,
                            address,
                            Map.of("role", "read_only", "shop", false),
                            Map.of("token", "a-sample"));
            case STAFF_PASSWORD_LINK ->
                    new Message(
                            kind,
                            name,
                            address,
                            Map.of("area", "console"),
                            Map.of("token", "a-sample"));
            case SIGN_IN_CHANGED ->
                    Message.of(
                            kind,
                            name,
                            address,
                            Map.of(
                                    "login", "anna@example.com",
                                    "area", "console",
                                    "change", "on"));
            case EMAIL_CONFIRMATION ->
                    new Message(kind, name, address, Map.of(), Map.of("token", "a-sample"));
            case EMAIL_CHANGE_ASKED, EMAIL_CHANGED ->
                    Message.of(
                            kind,
                            name,
                            address,
                            Map.of("username", "anna@example.com", "hint", "a…@example.net"));
            case BANK_DETAILS_ASKED ->
                    Message.of(
                            kind,
                            name,
                            address,
                            Map.of(
                                    "retailer", "Harbour Books",
                                    "lastFour", "3000",
                                    "before", "6789"));
            case BANK_DETAILS_CHANGED ->
                    Message.of(
                            kind,
                            name,
                            address,
                            Map.of(
                                    "retailer", "Harbour Books",
                                    "lastFour", "3000",
                                    "before", "6789",
                                    "date", LocalDate.of(2026, 12, 26)));
            case STATEMENT_ADDRESS_CHANGED ->
                    Message.of(
                            kind,
                            name,
                            address,
                            Map.of("retailer", "Harbour Books", "hint", "b…@example.net"));
            case STATEMENT_CLOSED ->
                    Message.of(
                            kind,
                            name,
                            address,
                            Map.of(
                                    "retailer", "Harbour Books",
                                    "statement", "01890a5d-ac96-774b-bcce-b302099a8057",
                                    "number", "17",
                                    "first", LocalDate.of(2026, 12, 1),
                                    "last", LocalDate.of(2026, 12, 31)));
            case TAMPERING ->
                    Message.of(
                            kind,
                            name,
                            address,
                            Map.of(
                                    "retailer", "Harbour Books",
                                    "outlet", "Main Street",
                                    "serials", List.of("10000000000019", "10000000000336"),
                                    "carton", "340123450000000017"));
            case PASSWORD_CHANGED ->
                    Message.of(kind, name, address, Map.of("username", "anna@example.com"));
            case RUNS_AGAIN, FROZEN, DELETION_SCHEDULED, FROZEN_WITH_PARENT, DELETION_WITH_PARENT ->
                    Message.of(
                            kind,
                            name,
                            address,
                            Map.of(
                                    "usernames", "anna@example.com",
                                    "date", at(2026, 12, 26)));
            case ACCOUNT_STAYS ->
                    Message.of(kind, name, address, Map.of("usernames", "anna@example.com"));
            case TIME_GRANTED ->
                    Message.of(
                            kind,
                            name,
                            address,
                            Map.of(
                                    "usernames", "anna@example.com",
                                    "period", PeriodText.of(Period.ofMonths(1)),
                                    "date", at(2026, 12, 26)));
            case CODE_REDEEMED ->
                    Message.of(
                            kind,
                            name,
                            address,
                            Map.of(
                                    "usernames", "anna@example.com",
                                    "product", "Select, gift card",
                                    "plan", "Select",
                                    "period", PeriodText.of(Period.ofYears(1)),
                                    "date", at(2027, 12, 26)));
            case TIME_TAKEN_BACK ->
                    Message.of(
                            kind,
                            name,
                            address,
                            Map.of(
                                    "usernames", "anna@example.com",
                                    "oldDate", at(2027, 12, 26),
                                    "date", at(2026, 12, 26),
                                    "freezes", at(2026, 12, 31)));
            case UNINSTALL_CONFIRMATION ->
                    new Message(
                            kind,
                            name,
                            address,
                            Map.of("username", "anna@example.com", "asker", "software"),
                            Map.of("token", "a-sample"));
            case DELETED ->
                    Message.of(
                            kind,
                            name,
                            address,
                            Map.of(
                                    "username", "anna@example.com",
                                    "date", at(2026, 12, 26),
                                    "removed",
                                            Text.of(
                                                    "{objects, plural, one {# object} other {# objects}}, {size} in all",
                                                    "objects",
                                                    2451,
                                                    "size",
                                                    "21.5 GB")));
            case TRIAL_CONFIRMATION ->
                    new Message(
                            kind,
                            name,
                            address,
                            Map.of("plan", "Trial", "days", "30"),
                            Map.of("token", "sample"));
            case TRIAL_KNOWN -> Message.of(kind, name, address, Map.of());
            case TRIAL_ENDING,
                    TERM_ENDING,
                    TERM_OVER,
                    STILL_FROZEN,
                    DELETION_NEAR,
                    LEAVING,
                    LEAVING_WITH_PARENT ->
                    Message.of(
                            kind,
                            name,
                            address,
                            Map.of(
                                    "account", reminder(kind, "anna@example.com"),
                                    "others",
                                            List.of(reminder(MailKind.TERM_ENDING, "office"))));
            case SPACE_FILLING ->
                    Message.of(
                            kind,
                            name,
                            address,
                            Map.of(
                                    "account", space("anna@example.com", "shared"),
                                    "others", List.of(space("office", "own"))));
            case NO_BACKUP_LATELY ->
                    Message.of(
                            kind,
                            name,
                            address,
                            Map.of(
                                    "account", silent("anna@example.com"),
                                    "others",
                                            List.of(
                                                    silent("office"),
                                                    Map.of("username", "cellar"))));
            case NO_BACKUP_YET ->
                    Message.of(
                            kind,
                            name,
                            address,
                            Map.of(
                                    "account", Map.of("username", "anna@example.com"),
                                    "others", List.of(Map.of("username", "office")),
                                    "software", "https://backup.example.com/software"));
            case ADDRESS_CHANGED ->
                    Message.of(
                            kind,
                            name,
                            address,
                            Map.of(
                                    "username", "anna@example.com",
                                    "repository", "rest:https://storage2.example.com/"));
            case FOLLOW_UP_FIRST, FOLLOW_UP_SECOND, FOLLOW_UP_LAST ->
                    new Message(
                            kind,
                            name,
                            address,
                            Map.of(),
                            Map.of("unsubscribe", "https://backup.example.com/unsubscribe/sample"));
            case TEST -> Message.of(kind, name, address, Map.of());
        };
    }

    private static Map<String, String> space(String username, String whose) {
        return Map.of(
                "username", username,
                "percent", "91",
                "used", "45.5 GB",
                "bound", "50 GB",
                "whose", whose);
    }

    private static Map<String, Object> silent(String username) {
        return Map.of("username", username, "day", LocalDate.of(2026, 12, 26));
    }

    private static Map<String, Object> reminder(MailKind topic, String username) {
        return Map.of(
                "username", username,
                "topic", topic.name(),
                "date", at(2026, 12, 26),
                "day", LocalDate.of(2026, 12, 26),
                "freezes", at(2026, 12, 31));
    }

    private static ZonedDateTime at(int year, int month, int day) {
        return ZonedDateTime.of(year, month, day, 10, 0, 0, 0, ZoneOffset.UTC);
    }
}
