package io.counterfoil;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Thirty-two clients who all ask at the same moment, whichever of them comes first. */
public final class Rush implements AutoCloseable {
    private static final int CLIENTS = 32;

    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private final Random order;

    /** Clients who are started in an order that is the same for the same seed. */
    public Rush(long seed) {
        order = new Random(seed);
    }

    /**
     * Has each client ask once, and waits for all of them.
     *
     * @param ask what one of them does, by its number from 0
     * @return what they were told
     * @throws java.util.concurrent.ExecutionException if one of them failed
     */
    public <T> List<T> each(IntFunction<T> ask) throws Exception {
        CyclicBarrier together = new CyclicBarrier(CLIENTS);
        List<Callable<T>> asks = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            int who = client;
            asks.add(
                    () -> {
                        together.await();
                        return ask.apply(who);
                    });
        }
        Collections.shuffle(asks, order);
        List<T> told = new ArrayList<>();
        for (Future<T> answer : clients.invokeAll(asks)) {
            told.add(answer.get());
        }
        return told;
    }

    @Override
    public void close() {
        clients.close();
    }
}
