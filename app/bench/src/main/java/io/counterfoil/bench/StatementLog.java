package io.counterfoil.bench;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a service really asks PostgreSQL: read from the server's own log. */
final class StatementLog {
    // Further lines of a message are indented.
    private static final Pattern END = Pattern.compile("\n(?!\t)");
    // Under the default log_line_prefix.
    private static final Pattern MESSAGE =
            Pattern.compile("(?s)\\S+ \\S+ \\S+ \\[(\\d+)\\] (LOG|DETAIL):  (.*)");
    private static final Pattern EXECUTED = Pattern.compile("(?s)(?:statement|execute [^:]+): (.*)");
    private static final String PARAMETERS = "parameters: ";
    private static final Pattern PARAMETER =
            Pattern.compile("(?s)\\$\\d+ = (?:NULL|'((?:[^']|'')*)')");

    // A SELECT would print what it returns.
    private static final String RELOAD = "DO $$ BEGIN PERFORM pg_reload_conf(); END $$";

    private final Path log;
    private final Psql superuser;

    /** The log of the server of {@code world}. */
    StatementLog(BenchWorld world) {
        log = world.folder().resolve("postgres").resolve("server.log");
        superuser = new Psql(world.superuser());
    }

    /** A prepared statement that was executed; null: NULL. */
    record Statement(String sql, List<@Nullable String> parameters) {}

    /**
     * The transactions that ended while {@code action} ran, of all sessions, in the order of their
     * ends. Each begins with BEGIN and ends with COMMIT or ROLLBACK.
     */
    List<List<Statement>> during(Callable<?> action) throws Exception {
        long before;
        String text;
        superuser.run("ALTER SYSTEM SET log_statement = 'all'");
        superuser.run("ALTER SYSTEM SET log_error_verbosity = 'default'");
        superuser.run(RELOAD);
        try (FileChannel channel = FileChannel.open(log)) {
            before = channel.size();
            action.call();
            channel.position(before);
            text =
                    new String(
                            Channels.newInputStream(channel).readAllBytes(),
                            StandardCharsets.UTF_8);
        } finally {
            superuser.run("ALTER SYSTEM RESET ALL");
            superuser.run(RELOAD);
        }
        return transactions(text);
    }

    private static List<List<Statement>> transactions(String text) throws IOException {
        List<List<Statement>> ended = new ArrayList<>();
        Map<String, List<Statement>> open = new HashMap<>();
        for (String entry : END.splitAsStream(text).toList()) {
            Matcher message = MESSAGE.matcher(entry.replace("\n\t", "\n"));
            if (!message.matches()) {
                throw new IOException("this is no message of the server's log: " + entry);
            }
            List<Statement> session =
                    open.computeIfAbsent(message.group(1), process -> new ArrayList<>());
            String said = message.group(3);
            Matcher executed = EXECUTED.matcher(said);
            if (message.group(2).equals("LOG") && executed.matches()) {
                Statement statement = new Statement(executed.group(1).strip(), new ArrayList<>());
                if (statement.sql().equals("BEGIN")) {
                    session.clear();
                }
                session.add(statement);
            } else if (message.group(2).equals("DETAIL")
                    && said.regionMatches(true, 0, PARAMETERS, 0, PARAMETERS.length())) {
                Matcher parameter = PARAMETER.matcher(said);
                while (parameter.find()) {
                    String value = parameter.group(1);
                    session.getLast()
                            .parameters()
                            .add(value == null ? null : value.replace("''", "'"));
                }
            }
            if (!session.isEmpty() && isEnd(session.getLast())) {
                ended.add(open.remove(message.group(1)));
            }
        }
        return ended;
    }

    private static boolean isEnd(Statement statement) {
        return statement.sql().equals("COMMIT") || statement.sql().equals("ROLLBACK");
    }
}
