package io.counterfoil.bench;

import io.counterfoil.catalog.Product;
import io.counterfoil.codes.CodeDigest;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.EventLog;
import io.counterfoil.retailers.NewTerminal;
import io.counterfoil.retailers.Outlet;
import io.counterfoil.retailers.Retailers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Activations over HTTP, each client a till with its own key in an outlet of its own, against
 * pgbench with the statements that one activation sends: they are read from PostgreSQL's log, and
 * run by as many clients in the same transactions on the same server. Tills have no limit of sales.
 * Clients, service and PostgreSQL share the processors, as pgbench and PostgreSQL do. Shown for 16
 * and for 64 clients, the result is that of 16. A shorter try: JAVA_TOOL_OPTIONS="-Dbench.rounds=1
 * -Dbench.warm-up=1".
 */
final class ActivateBenchmark implements Benchmark {
    private static final int OURS = SerialNumber.FIRST_RUN;
    private static final int PEERS = OURS + 1;
    private static final int OUTLETS = 100;
    private static final int OUTLETS_OF_RETAILER = 10;
    private static final List<Load> LOADS = List.of(new Load(16, 500), new Load(64, 125));

    /**
     * A service that has just started runs uncompiled code: it is as fast as it gets after some
     * 50,000 requests.
     */
    private static final int WARM_UP = Integer.getInteger("bench.warm-up", 4);

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final int PER_TILL =
            LOADS.stream().mapToInt(Load::times).sum() * (WARM_UP + ROUNDS) + 1;

    /** So many clients, who sell so many items each in a round. */
    private record Load(int clients, int times) {}

    /** A till and the key that it has. */
    private record Till(UUID retailer, UUID outlet, UUID terminal, String key) {}

    /**
     * What came of a load in a round.
     *
     * @param ours sales a second
     * @param theirs the same by pgbench
     * @param half milliseconds in which half of our answers came
     * @param most milliseconds in which 99 of 100 came
     */
    private record Round(double ours, double theirs, double half, double most) {}

    /** A load and what came of it in the rounds that count. */
    private record Series(Load load, List<Round> rounds) {
        double median(ToDoubleFunction<Round> value) {
            return Outcome.median(rounds.stream().mapToDouble(value).toArray());
        }

        void say() {
            System.err.printf(
                    "%d clients: %.0f activations, %.0f by pgbench a second, ratio %.2f; half"
                            + " within %.1f ms, 99 of 100 within %.1f ms%n",
                    load.clients(),
                    median(Round::ours),
                    median(Round::theirs),
                    median(Round::ours) / median(Round::theirs),
                    median(Round::half),
                    median(Round::most));
        }
    }

    @Override
    public String name() {
        return "activate";
    }

    @Override
    public Outcome run() throws Exception {
        List<Series> all =
                LOADS.stream().map(load -> new Series(load, new ArrayList<>())).toList();
        try (BenchWorld world = new BenchWorld()) {
            List<Till> tills = tills(world);
            stock(world, tills);
            try (Service service = Service.start(world)) {
                HttpLoad http = new HttpLoad(service.port(), "/api/v1/activations");
                PgBench peer = new PgBench(world.app(), record(world, http, tills));
                int sold = 1;
                for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                    for (Series series : all) {
                        Round measured = measure(http, peer, tills, series.load(), sold);
                        sold += series.load().times();
                        if (round >= WARM_UP) {
                            series.rounds().add(measured);
                        }
                    }
                }
            }
        }
        all.forEach(Series::say);
        Series first = all.getFirst();
        return new Outcome(
                name(),
                first.median(Round::ours),
                "activations/s",
                "pgbench, same SQL",
                first.median(Round::theirs));
    }

    private static Round measure(
            HttpLoad http, PgBench peer, List<Till> tills, Load load, int sold) throws Exception {
        HttpLoad.Speed speed =
                http.run(
                        load.clients(),
                        load.times(),
                        (client, made) -> sale(tills.get(client), client, sold + made));
        Round round =
                new Round(
                        speed.perSecond(),
                        peer.run(load.clients(), load.times(), sold),
                        speed.millis(0.5),
                        speed.millis(0.99));
        System.err.printf(
                "%d clients: %.0f activations, %.0f by pgbench a second; %.1f and %.1f ms%n",
                load.clients(), round.ours(), round.theirs(), round.half(), round.most());
        return round;
    }

    /** The request id is the serial. */
    private static HttpLoad.Call sale(Till till, int number, int item) {
        String serial = SerialNumber.of(OURS, sequence(number, item)).toString();
        return new HttpLoad.Call(
                till.key(),
                "{\"request_id\":\"%1$s\",\"terminal\":\"%2$s\",\"serial\":\"%1$s\"}"
                        .formatted(serial, till.terminal()));
    }

    private static int sequence(int till, int item) {
        return till * PER_TILL + item + 1;
    }

    private static List<Till> tills(BenchWorld world) throws IOException, InterruptedException {
        Retailers retailers = world.wiring().retailers().retailers();
        List<Till> tills = new ArrayList<>();
        for (int i = 0; i < OUTLETS / OUTLETS_OF_RETAILER; i++) {
            UUID retailer = retailers.addRetailer(world.caller(), "Retailer " + i).id();
            for (int j = 0; j < OUTLETS_OF_RETAILER; j++) {
                Outlet outlet = retailers.addOutlet(world.caller(), retailer, "Outlet " + j);
                NewTerminal made = retailers.addTerminal(world.caller(), outlet.id(), "Till");
                tills.add(new Till(retailer, outlet.id(), made.terminal().id(), made.apiKey()));
            }
        }
        new Psql(world.owner()).run("UPDATE provider SET activation_limit = 0");
        return tills;
    }

    /**
     * Received cards in the shops: a run for us, and one for pgbench, which can't work out the last
     * digit of a serial.
     */
    private static void stock(BenchWorld world, List<Till> tills)
            throws IOException, InterruptedException {
        Product product = world.giftCard();
        Psql psql = new Psql(world.owner());
        psql.run(
                """
                CREATE TABLE bench_till AS
                SELECT place - 1 AS till, digest::text, terminal_id AS terminal, outlet_id AS outlet, retailer_id AS retailer, lock
                FROM unnest(ARRAY[%s]::uuid[], ARRAY[%s]) WITH ORDINALITY AS named (terminal_id, lock, place)
                JOIN api_key USING (terminal_id);
                GRANT SELECT ON bench_till TO counterfoil_app;
                """
                        .formatted(
                                join(tills, till -> "'" + till.terminal() + "'"),
                                join(tills, till -> till.retailer().hashCode())));
        int quantity = PER_TILL * LOADS.stream().mapToInt(Load::clients).max().orElseThrow();
        for (int run : List.of(OURS, PEERS)) {
            psql.run(
                    """
                    INSERT INTO print_run (provider_id, id, number, product_id, quantity, state, minted, ordered_at, closed_at)
                    VALUES ('%1$s', '%2$s', %3$d, '%4$s', %5$d, 'closed', %5$d, now(), now())
                    """
                            .formatted(
                                    world.caller().provider(),
                                    new UUID(0, run),
                                    run,
                                    product.id(),
                                    quantity));
            SerialRange range = new SerialRange(run, 1, quantity);
            List<CodeDigest> digests =
                    IntStream.range(0, quantity)
                            .mapToObj(i -> new CodeDigest(digest(run, i)))
                            .toList();
            world.wiring()
                    .transactions()
                    .write(
                            world.caller(),
                            tx -> {
                                new Items(new EventLog(), (t, move) -> {})
                                        .mint(tx, new UUID(0, run), product.id(), range, digests);
                                return range;
                            });
        }
        psql.run(
                """
                UPDATE serial_item SET state = 'received', retailer_id = retailer, outlet_id = outlet,
                    serial = CASE serial / 100000000 WHEN %d THEN serial / 10 * 10 ELSE serial END
                FROM bench_till WHERE till = (serial / 10 %% 10000000 - 1) / %d
                """
                        .formatted(PEERS, PER_TILL));
        psql.run("VACUUM (FULL, ANALYZE) serial_item");
        psql.run("VACUUM (ANALYZE) retailer, outlet, terminal, api_key, print_run");
    }

    private static byte[] digest(int run, int item) {
        return ByteBuffer.allocate(CodeDigest.BYTES).putInt(run).putInt(item).array();
    }

    private static String join(List<Till> tills, Function<Till, ?> value) {
        return tills.stream()
                .map(value)
                .map(Object::toString)
                .collect(Collectors.joining(", "));
    }

    /** A script that sells as we do, and reads first, once in a run, which till the client is. */
    private static Path record(BenchWorld world, HttpLoad http, List<Till> tills)
            throws Exception {
        StatementLog log = new StatementLog(world);
        Till till = tills.getFirst();
        HttpLoad.Call call = sale(till, 0, 0);
        List<List<StatementLog.Statement>> transactions =
                log.during(() -> http.run(1, 1, (client, made) -> call));
        String digest;
        Map<String, String> variables = new HashMap<>();
        try (Connection connection =
                        DriverManager.getConnection(
                                world.owner().getUrl(),
                                world.owner().getUser(),
                                world.owner().getPassword());
                Statement statement = connection.createStatement();
                ResultSet known =
                        statement.executeQuery(
                                """
                                SELECT digest, terminal, outlet, retailer, lock, (SELECT max(position) FROM event) AS position
                                FROM bench_till WHERE till = 0
                                """)) {
            known.next();
            digest = known.getString("digest");
            for (int i = 1; i <= known.getMetaData().getColumnCount(); i++) {
                variables.put(known.getString(i), known.getMetaData().getColumnName(i));
            }
        }
        String serial = SerialNumber.of(OURS, sequence(0, 0)).toString();
        variables.put(serial, "serial");
        String script =
                """
                \\if :i
                \\set item :i
                \\set i 0
                SELECT digest, terminal, outlet, retailer, lock FROM bench_till WHERE till = :client_id \\gset
                \\endif
                \\set serial (%d * 10000000 + :client_id * %d + :item + 1) * 10
                \\set item :item + 1
                """
                                .formatted(PEERS, PER_TILL)
                        + new Replay(variables)
                                .script(Replay.naming(Set.of(serial, digest), transactions));
        return Files.writeString(world.folder().resolve("activate.sql"), script);
    }
}
