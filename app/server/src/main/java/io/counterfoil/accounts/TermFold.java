package io.counterfoil.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the events of one account say that its term stands. */
final class TermFold {
    private static final String ACTIVE = "active";
    private static final String TRIAL = "trial";

    private final List<String> contradictions = new ArrayList<>();
    private @Nullable String state;
    private @Nullable String expected;
    private @Nullable Instant end;
    private @Nullable Instant announced;

    /** Takes the next event; those that don't move a term say nothing. */
    void take(String type, JsonNode facts, Instant at) {
        switch (type) {
            case "opened" -> {
                // Earlier versions did not note it.
                state = facts.path("state").textValue();
                end = at;
            }
            case "extended" -> {
                end = Instant.parse(facts.required("to").asText());
                expect(facts.path("paid"));
            }
            case "converted" -> {
                end = Instant.parse(facts.required("to").asText());
                JsonNode paid = facts.path("paid");
                settle();
                expected = paid.isBoolean() ? (paid.asBoolean() ? ACTIVE : TRIAL) : null;
            }
            case "refunded" -> {
                settle();
                end = Instant.parse(facts.required("new_end").asText());
            }
            case "term_moved" -> move(facts);
            case "deleted" -> {
                settle();
                state = state == null ? null : "deleted";
            }
            default -> {
                // It is about something else than the term.
            }
        }
    }

    // What was paid for stays paid time when a gift is added to it.
    private void expect(JsonNode paid) {
        settle();
        if (state == null || !paid.isBoolean()) {
            return;
        }
        if (paid.asBoolean() || state.equals(ACTIVE) || state.equals("grace")) {
            expected = ACTIVE;
        } else if (state.equals(TRIAL) || state.equals("frozen")) {
            expected = TRIAL;
        }
    }

    private void move(JsonNode facts) {
        String from = facts.required("from").asText();
        String to = facts.required("to").asText();
        if (state != null && !state.equals(from)) {
            contradictions.add("moves on from " + from + " when it is " + state);
        }
        if (to.equals(expected)) {
            expected = null;
        }
        settle();
        state = state == null ? null : to;
        if (facts.has("deletes_at")) {
            Instant date = Instant.parse(facts.path("deletes_at").asText());
            announced = announced == null || date.isAfter(announced) ? date : announced;
        }
    }

    /** A grant leads where it has to before anything else happens. */
    private void settle() {
        if (expected != null && state != null && !expected.equals(state)) {
            contradictions.add("is given time that leads to " + expected + " and is " + state);
        }
        expected = null;
    }

    /** Where they say that it stands; null = an earlier version of the program did not note it. */
    @Nullable String state() {
        settle();
        return state;
    }

    /** The end that they say a parent account has; null = it was never opened. */
    @Nullable Instant end() {
        return end;
    }

    /** The latest date of deletion that they announce; null = none. */
    @Nullable Instant announced() {
        return announced;
    }

    /** In which of them something can't be, a few words each. */
    List<String> contradictions() {
        settle();
        return List.copyOf(contradictions);
    }
}
