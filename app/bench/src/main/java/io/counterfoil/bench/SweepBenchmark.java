package io.counterfoil.bench;

import java.io.IOException;

/**
 * The clocks' sweep over 1,000,000 accounts of which 1,000 are due, against the same sweep over
 * 10,000 with the same 1,000 due: each moves from paid time to grace, and its holder is reminded. A
 * sweep that touches only what is due takes as long on both.
 */
final class SweepBenchmark implements Benchmark {
    private static final int MANY = 1_000_000;
    private static final int FEW = 10_000;
    private static final int DUE = 1_000;
    private static final int WARM_UP = 2;
    private static final int ROUNDS = 5;
    private static final double NANOS = 1e9;

    @Override
    public String name() {
        return "sweep";
    }

    @Override
    public Outcome run() throws Exception {
        double[] ours = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        try (BenchWorld many = new BenchWorld();
                BenchWorld few = new BenchWorld()) {
            fill(many, MANY);
            fill(few, FEW);
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                double large = sweep(many);
                double small = sweep(few);
                System.err.printf(
                        "round %d%s: %.0f due accounts of %d, %.0f of %d a second%n",
                        round + 1, round < WARM_UP ? " (warm-up)" : "", large, MANY, small, FEW);
                if (round >= WARM_UP) {
                    ours[round - WARM_UP] = large;
                    theirs[round - WARM_UP] = small;
                }
            }
        }
        return new Outcome(
                name(),
                Outcome.median(ours),
                "due accounts/s of 1,000,000",
                "the same due accounts of 10,000",
                Outcome.median(theirs));
    }

    /** Moves and reminds all that are due, and returns how many in a second. */
    private static double sweep(BenchWorld world) throws IOException, InterruptedException {
        Psql psql = new Psql(world.owner());
        psql.run(
                """
                UPDATE account SET term_state = 'active', term_until = NULL, term_ends_at = date_trunc('second', now()),
                    term_due_at = now(), reminder_at = now(), reminders_after = now() - interval '1 day'
                WHERE username ~ '^due'
                """);
        psql.run("UPDATE contact SET reminded_at = NULL WHERE reminded_at IS NOT NULL");
        psql.run("DELETE FROM mail_message");
        psql.run("VACUUM (ANALYZE) account, contact, mail_message");
        long start = System.nanoTime();
        world.wiring().lifecycle().clock().look();
        world.wiring().lifecycle().reminderClock().look();
        double seconds = (System.nanoTime() - start) / NANOS;
        psql.run(
                """
                DO $$ BEGIN
                    ASSERT (SELECT count(*) FROM mail_message WHERE kind = 'term_over') = %1$d, 'all are reminded';
                    ASSERT (SELECT count(*) FROM account WHERE term_state = 'grace') = %1$d, 'all are moved, and no others';
                END $$
                """
                        .formatted(DUE));
        return DUE / seconds;
    }

    private static void fill(BenchWorld world, int accounts) throws Exception {
        new FilledDatabase(world, world.giftCard()).accounts(accounts, DUE);
    }
}
