package io.counterfoil.platform.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the database says about its own tables. Liquibase's two are no part of it. */
final class Schema {
    private final Connection connection;

    Schema(Connection connection) {
        this.connection = connection;
    }

    /** The steps that were taken; none in an empty database. */
    Set<String> changesets() throws SQLException {
        boolean migrated =
                !strings("SELECT 1 WHERE to_regclass('public.databasechangelog') IS NOT NULL")
                        .isEmpty();
        return migrated ? Set.copyOf(strings("SELECT id FROM databasechangelog")) : Set.of();
    }

    /** All tables with their columns, each after those that it refers to. */
    Map<String, List<String>> tables() throws SQLException {
        Map<String, List<String>> columns = columns();
        Map<String, Set<String>> references = references();
        Map<String, List<String>> ordered = new LinkedHashMap<>();
        while (ordered.size() < columns.size()) {
            List<String> next =
                    columns.keySet().stream()
                            .filter(table -> !ordered.containsKey(table))
                            .filter(
                                    table ->
                                            ordered.keySet()
                                                    .containsAll(
                                                            references.getOrDefault(
                                                                    table, Set.of())))
                            .toList();
            if (next.isEmpty()) {
                throw new IllegalStateException("the foreign keys of the tables make a circle");
            }
            next.forEach(table -> ordered.put(table, columns.getOrDefault(table, List.of())));
        }
        return ordered;
    }

    /** The last number that each sequence has given. */
    Map<String, Long> sequences() throws SQLException {
        Map<String, Long> sequences = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                """
                                SELECT sequencename, last_value FROM pg_sequences
                                WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY sequencename
                                """)) {
            while (rows.next()) {
                sequences.put(rows.getString(1), rows.getLong(2));
            }
        }
        return sequences;
    }

    boolean isEmpty() throws SQLException {
        for (String table : columns().keySet()) {
            if (!strings("SELECT 1 WHERE EXISTS (SELECT FROM " + quoted(table) + ")").isEmpty()) {
                return false;
            }
        }
        return true;
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String quoted(List<String> names) {
        return names.stream().map(Schema::quoted).collect(Collectors.joining(", "));
    }

    private Map<String, List<String>> columns() throws SQLException {
        return grouped(
                """
                SELECT c.relname, a.attname
                FROM pg_class c
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname !~ '^databasechangelog'
                ORDER BY c.relname, a.attnum
                """,
                new LinkedHashMap<String, List<String>>(),
                ArrayList::new);
    }

    // A table that refers to itself is filled by one statement, at whose end it is checked.
    private Map<String, Set<String>> references() throws SQLException {
        return grouped(
                """
                SELECT DISTINCT c.relname, f.relname
                FROM pg_constraint k
                JOIN pg_class c ON c.oid = k.conrelid
                JOIN pg_class f ON f.oid = k.confrelid
                WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace AND c.oid <> f.oid
                """,
                new LinkedHashMap<String, Set<String>>(),
                LinkedHashSet::new);
    }

    private <C extends Collection<String>> Map<String, C> grouped(
            String sql, Map<String, C> groups, Supplier<C> empty) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                groups.computeIfAbsent(rows.getString(1), name -> empty.get())
                        .add(rows.getString(2));
            }
        }
        return groups;
    }

    private List<String> strings(String sql) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
        }
        return strings;
    }
}
