package io.counterfoil.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A fact of an audit entry as people read it.
 *
 * @param name what it is about
 * @param value what it says
 */
public record AuditFact(String name, Text value) {
    private static final String SUMMARY = "summary";
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern MOMENT = Pattern.compile(DAY.pattern() + "T[0-9:.]+Z");
    private static final Pattern AMOUNT =
            Pattern.compile("(-?[0-9]{1,15}(?:\\.[0-9]{1,3})?) ([A-Z]{3})");

    /** What somebody typed stands as it is, also if it looks like a day. */
    private static final Set<String> TYPED = Set.of("reference", "label", "reason", "name");

    private static final Text NOTHING = Text.of("{value}", "value", "–");

    /**
     * The facts of an entry.
     *
     * @param names what a thing is called, by its kind and id; empty: nobody knows
     * @param zone by whose clocks moments are read
     */
    static List<AuditFact> of(
            Audit.Entry entry, BiFunction<String, String, Optional<String>> names, ZoneId zone) {
        return facts(entry.action(), entry.detail(), names, zone)
                // The page says it in place of the thing's name.
                .filter(fact -> !fact.name().equals(SUMMARY))
                .toList();
    }

    // What was agreed on has facts of its own, which say enough without their common name.
    private static Stream<AuditFact> facts(
            String action,
            JsonNode detail,
            BiFunction<String, String, Optional<String>> names,
            ZoneId zone) {
        return detail.properties().stream()
                .flatMap(
                        fact ->
                                fact.getValue().isObject() && !isMoney(fact.getValue())
                                        ? facts(action, fact.getValue(), names, zone)
                                        : Stream.of(
                                                new AuditFact(
                                                        AuditWords.fact(fact.getKey()),
                                                        value(action, fact, names, zone))));
    }

    private static Text value(
            String action,
            Map.Entry<String, JsonNode> fact,
            BiFunction<String, String, Optional<String>> names,
            ZoneId zone) {
        JsonNode value = fact.getValue();
        if (value.isBoolean()) {
            return Text.of(value.asBoolean() ? "yes" : "no");
        }
        if (isMoney(value)) {
            return as(money(value));
        }
        String text = text(value);
        if (text.isEmpty()) {
            return NOTHING;
        }
        if (isId(text)) {
            return as(names.apply(fact.getKey(), text).orElse(text));
        }
        return TYPED.contains(fact.getKey())
                ? as(text)
                : time(text, zone)
                        .or(() -> amount(text))
                        .map(AuditFact::as)
                        .orElseGet(() -> AuditWords.value(action, fact.getKey(), text));
    }

    private static Text as(Object value) {
        return Text.of("{value}", "value", value);
    }

    /** The day or the moment that this is, as entries keep them. */
    private static Optional<Object> time(String text, ZoneId zone) {
        try {
            return DAY.matcher(text).matches()
                    ? Optional.of(LocalDate.parse(text))
                    : MOMENT.matcher(text).matches()
                            ? Optional.of(Text.at(Instant.parse(text), zone))
                            : Optional.empty();
        } catch (DateTimeParseException noSuchDay) {
            return Optional.empty();
        }
    }

    private static String text(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(AuditFact::text)
                        .collect(Collectors.joining(", "))
                : value.asText("");
    }

    private static Optional<Object> amount(String text) {
        Matcher parts = AMOUNT.matcher(text);
        try {
            return parts.matches()
                    ? Optional.of(Money.of(parts.group(1), parts.group(2)))
                    : Optional.empty();
        } catch (IllegalArgumentException noMoney) {
            return Optional.empty();
        }
    }

    private static Money money(JsonNode value) {
        return Money.of(value.path("amount").asText(), value.path("currency").asText());
    }

    private static boolean isMoney(JsonNode value) {
        return value.has("amount") && value.has("currency");
    }

    private static boolean isId(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException notAnId) {
            return false;
        }
    }
}
