package io.counterfoil.settlement.ledger;

import io.counterfoil.platform.Tx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What narrows a list, in SQL with its values: what isn't asked for is not in it, and hides no index. */
public final class Conditions {
    private final StringBuilder sql = new StringBuilder();
    private final Map<String, Object> values = new HashMap<>();

    /**
     * Those by which the caller sees a table with retailers: its policy says so too, but leads to no
     * index.
     *
     * @param column the table's column with the retailer's id, with the table's name where others in
     *     the query have such a column
     */
    public static Conditions of(Tx tx, String column) {
        return new Conditions()
                .ifGiven(
                        "own",
                        Optional.ofNullable(tx.caller().scope().retailerOrNull()),
                        column + " = :own");
    }

    /** Adds one; the values that it names are bound apart. */
    public Conditions add(String condition) {
        sql.append(" AND ").append(condition);
        return this;
    }

    /** Gives a value a name. */
    public Conditions bind(String name, Object value) {
        values.put(name, value);
        return this;
    }

    /** Adds one with the value that it names. */
    public Conditions add(String name, Object value, String condition) {
        return bind(name, value).add(condition);
    }

    /** The same, if there is a value. */
    public Conditions ifGiven(String name, Optional<?> value, String condition) {
        value.ifPresent(given -> add(name, given, condition));
        return this;
    }

    /** All of them, to be put behind another one. */
    public String sql() {
        return sql.toString();
    }

    /** The values by their names. */
    public Map<String, Object> values() {
        return Map.copyOf(values);
    }
}
