package io.counterfoil.bench;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Recorded statements as a script of pgbench, with variables instead of some recorded values. */
final class Replay {
    private static final Pattern PLACE = Pattern.compile("\\$(\\d+)");
    private static final Pattern TAKES_ARRAYS = Pattern.compile("(?:unnest|ANY)\\(([$0-9, ]+)\\)");
    private static final Pattern RETURNED = Pattern.compile("RETURNING (\\w+)$");
    private static final Pattern NUMBERS = Pattern.compile("\\{(?:-?\\d+|NULL)(?:,(?:-?\\d+|NULL))*}");
    private static final Pattern DIGITS = Pattern.compile("-?\\d+");

    private final Map<String, String> variables;

    /**
     * Replays with these variables.
     *
     * @param variables their names by the value that was recorded; one that is called as the column
     *     that a statement returns is taken from there
     */
    Replay(Map<String, String> variables) {
        this.variables = variables;
    }

    /** The statements, in lines. */
    String script(List<StatementLog.Statement> statements) {
        return statements.stream().map(this::line).collect(Collectors.joining("\n", "", "\n"));
    }

    private String line(StatementLog.Statement statement) {
        Set<Integer> arrays = arrays(statement.sql());
        String sql =
                PLACE.matcher(statement.sql())
                        .replaceAll(
                                place -> {
                                    int number = Integer.parseInt(place.group(1));
                                    return Matcher.quoteReplacement(
                                            value(
                                                    statement.parameters().get(number - 1),
                                                    arrays.contains(number)));
                                });
        Matcher returned = RETURNED.matcher(sql);
        return returned.find() && variables.containsValue(returned.group(1))
                ? sql + " \\gset"
                : sql + ";";
    }

    private static Set<Integer> arrays(String sql) {
        Set<Integer> arrays = new HashSet<>();
        Matcher call = TAKES_ARRAYS.matcher(sql);
        while (call.find()) {
            Matcher place = PLACE.matcher(call.group(1));
            while (place.find()) {
                arrays.add(Integer.parseInt(place.group(1)));
            }
        }
        return arrays;
    }

    private String value(@Nullable String recorded, boolean array) {
        if (recorded == null) {
            return "NULL";
        }
        if (array) {
            return Arrays.stream(recorded.substring(1, recorded.length() - 1).split(","))
                    .map(element -> value(element.equals("NULL") ? null : element, false))
                    .collect(Collectors.joining(", ", "ARRAY[", "]::" + type(recorded)));
        }
        String variable = variables.get(recorded);
        return variable == null ? literal(recorded) : ":" + variable;
    }

    /** Short numbers are taken for integers, which widen where bigints are wanted; the other way fails. */
    private static String type(String array) {
        if (!NUMBERS.matcher(array).matches()) {
            return "text[]";
        }
        boolean fit = DIGITS.matcher(array).results().allMatch(number -> fits(number.group()));
        return fit ? "integer[]" : "bigint[]";
    }

    private static boolean fits(String number) {
        long value = Long.parseLong(number);
        return value == (int) value;
    }

    // A colon in a text would begin a variable.
    private static String literal(String text) {
        return "E'" + text.replace("\\", "\\\\").replace("'", "''").replace(":", "\\x3A") + "'";
    }

    /** Those of the transactions that name one of the values, one after the other. */
    static List<StatementLog.Statement> naming(
            Set<String> values, List<List<StatementLog.Statement>> transactions) {
        return transactions.stream()
                .filter(
                        transaction ->
                                transaction.stream()
                                        .flatMap(statement -> statement.parameters().stream())
                                        .filter(Objects::nonNull)
                                        .anyMatch(values::contains))
                .flatMap(List::stream)
                .toList();
    }
}
