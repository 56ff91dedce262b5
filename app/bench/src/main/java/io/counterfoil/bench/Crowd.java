package io.counterfoil.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many who do the same at once, each one thing after the other. */
final class Crowd {
    private static final double NANOS = 1e9;

    private Crowd() {}

    /** One of them. */
    interface Member extends AutoCloseable {
        /** Does it once, after having done it {@code made} times. */
        void act(int made) throws IOException;

        @Override
        void close() throws IOException;
    }

    /** Brings a member along. */
    interface Entrance {
        Member enter(int number) throws IOException;
    }

    /** Lets each member act so many times, and tells how fast that went. */
    static HttpLoad.Speed run(int members, int times, Entrance entrance) throws Exception {
        long[] nanos = new long[members * times];
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(members)) {
            List<Future<?>> running = new ArrayList<>();
            for (int each = 0; each < members; each++) {
                int number = each;
                running.add(
                        threads.submit(
                                () -> {
                                    act(number, times, entrance, nanos);
                                    return number;
                                }));
            }
            for (Future<?> member : running) {
                member.get();
            }
        }
        double seconds = (System.nanoTime() - start) / NANOS;
        Arrays.sort(nanos);
        return new HttpLoad.Speed(nanos.length / seconds, nanos);
    }

    private static void act(int number, int times, Entrance entrance, long[] nanos)
            throws IOException {
        try (Member member = entrance.enter(number)) {
            for (int made = 0; made < times; made++) {
                long start = System.nanoTime();
                member.act(made);
                nanos[number * times + made] = System.nanoTime() - start;
            }
        }
    }
}
