package io.counterfoil.bench;

import io.counterfoil.access.NewMember;
import io.counterfoil.access.PasswordHasher;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.platform.Listing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How soon the pages of the console, of a retailer and of a customer are answered by a service that
 * has 1,000,000 items in 1,000 shops, half of them sold, and 100,000 accounts: 95 of 100 requests
 * for the slowest page, against the limit of 100 ms. The pages are found as people find them, by
 * following links from the home page and by searching; of things that have a page each, one is
 * asked for. wrk asks for each over one connection, one request after the other. A shorter try:
 * JAVA_TOOL_OPTIONS=-Dbench.items=100000.
 */
final class PagesBenchmark implements Benchmark {
    private static final int ITEMS = Integer.getInteger("bench.items", 1_000_000);
    private static final int PER_OUTLET = 1_000;
    private static final int ACCOUNTS = ITEMS / 10;
    private static final int RECORDS = ITEMS / 10;
    private static final int RUNS = 1_000;
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration MEASURED = Duration.ofSeconds(3);
    private static final double LIMIT_MILLIS = 100;
    private static final double MILLIS = 1e3;
    private static final String CUSTOMER_PASSWORD = "correct horse battery";

    /** What finds all, one of the last, and nothing. */
    private static final List<String> SEARCHES =
            List.of(
                    "/console/customers?search=bench",
                    "/console/customers?search=user" + ACCOUNTS,
                    "/console/customers?search=nobody",
                    "/console/customers?search=10000000000019",
                    "/console/retailers?search=retailer",
                    "/console/retailers?search=nobody");

    /** Of a page: half of the answers, and 95 of 100, came within so many milliseconds. */
    private record Timed(String path, double half, double most) {}

    @Override
    public String name() {
        return "pages";
    }

    @Override
    public Outcome run() throws Exception {
        List<Timed> timed = new ArrayList<>();
        try (BenchWorld world = new BenchWorld()) {
            FilledDatabase database = new FilledDatabase(world, world.giftCard());
            database.items(ITEMS, PER_OUTLET);
            database.accounts(ACCOUNTS, 0);
            database.storage();
            database.sales();
            database.records(RECORDS, RUNS);
            UUID retailer =
                    world.wiring()
                            .retailers()
                            .retailers()
                            .retailers(world.caller(), Listing.first())
                            .items()
                            .getFirst()
                            .id();
            StaffMembers.WithPassword owner = member(world, "owner", null);
            StaffMembers.WithPassword manager = member(world, "manager", retailer);
            try (Service service = Service.start(world)) {
                timed.addAll(walk(world, service, "console", asStaff(owner), SEARCHES));
                timed.addAll(walk(world, service, "retail", asStaff(manager), List.of()));
                timed.addAll(walk(world, service, "account", customer(world), List.of()));
                timed.addAll(walk(world, service, "redeem", Map.of(), List.of()));
            }
        }
        timed.sort(Comparator.comparingDouble(Timed::most).reversed());
        long slow = timed.stream().filter(page -> page.most() > LIMIT_MILLIS).count();
        System.err.printf("%d of %d pages took longer than %.0f ms%n", slow, timed.size(), LIMIT_MILLIS);
        return new Outcome(
                name(),
                MILLIS / timed.getFirst().most(),
                "answers/s of the slowest page, 95 of 100",
                "the limit of 100 ms",
                MILLIS / LIMIT_MILLIS);
    }

    private static List<Timed> walk(
            BenchWorld world,
            Service service,
            String area,
            Map<String, String> who,
            List<String> searches)
            throws Exception {
        PageWalk walk = new PageWalk(service.port());
        if (!who.isEmpty()) {
            walk.signIn(area, who);
        }
        Path script = world.folder().resolve("wrk.lua");
        Files.writeString(
                script,
                """
                wrk.headers["Cookie"] = '%s'
                function done(summary, latency)
                    local errors = summary.errors
                    io.write(string.format("\\n%%f %%f %%d", latency:percentile(50) / 1000, latency:percentile(95) / 1000,
                        errors.connect + errors.read + errors.write + errors.status + errors.timeout))
                end
                """
                        .formatted(walk.cookies()));
        List<Timed> timed = new ArrayList<>();
        for (String path : walk.pages("/" + area, searches)) {
            wrk(world, script, service, path, WARM_UP);
            Timed page = wrk(world, script, service, path, MEASURED);
            System.err.printf(
                    "%6.1f ms (half within %.1f ms) %s%n", page.most(), page.half(), path);
            timed.add(page);
        }
        return timed;
    }

    private static Timed wrk(
            BenchWorld world, Path script, Service service, String path, Duration time)
            throws IOException, InterruptedException {
        Program.run(
                world.folder(),
                List.of(
                        "wrk",
                        "--threads=1",
                        "--connections=1",
                        "--timeout=30s",
                        "--duration=" + time.toSeconds() + "s",
                        "--script=" + script,
                        "http://127.0.0.1:" + service.port() + path),
                "wrk");
        String[] said = Files.readAllLines(world.folder().resolve("log")).getLast().split(" ", 3);
        if (Integer.parseInt(said[2]) > 0) {
            throw new IOException(path + " was not always answered");
        }
        return new Timed(path, Double.parseDouble(said[0]), Double.parseDouble(said[1]));
    }

    private static Map<String, String> asStaff(StaffMembers.WithPassword who) {
        return Map.of("email", who.member().email(), "password", who.password());
    }

    /** One of the customers, with a password from now on. */
    private static Map<String, String> customer(BenchWorld world)
            throws IOException, InterruptedException {
        String hash = new PasswordHasher(new SecureRandom()).hash(CUSTOMER_PASSWORD);
        new Psql(world.owner())
                .run("UPDATE account SET password_hash = '%s' WHERE username = 'user1'".formatted(hash));
        return Map.of("username", "user1", "password", CUSTOMER_PASSWORD);
    }

    private static StaffMembers.WithPassword member(
            BenchWorld world, String role, @Nullable UUID retailer) {
        return world.wiring()
                .access()
                .staff()
                .create(
                        world.caller(),
                        new NewMember(role + "@bench.example", role, role, retailer));
    }
}
