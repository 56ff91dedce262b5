package io.counterfoil.node.copies;

import io.counterfoil.node.store.Location;
import io.counterfoil.node.store.StoredObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Fetches objects, some at a time. The first that fails ends all. */
final class Streams {
    private static final int AT_ONCE = 4;
    private static final long LOOK_SECONDS = 10;
    private static final long LONGEST_SILENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final Supplier<Transfer> transfers;
    private final LongConsumer arrived;

    /**
     * @param arrived told the size of each object that came
     */
    Streams(Supplier<Transfer> transfers, LongConsumer arrived) {
        this.transfers = transfers;
        this.arrived = arrived;
    }

    /**
     * An object to fetch.
     *
     * @param needed whether it is a failure when the source has it no more
     * @param damaged what stands here with wrong bytes; null = nothing
     */
    record Wanted(
            Location location, long size, boolean needed, @Nullable StoredObject damaged) {}

    /** Returns when all are here. */
    void fetch(List<Wanted> all) throws IOException, InterruptedException, CopyProblem {
        Iterator<Wanted> rest = all.iterator();
        List<Transfer> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                var ends = new ExecutorCompletionService<Boolean>(threads);
                for (int i = 0; i < Math.min(AT_ONCE, all.size()); i++) {
                    Transfer transfer = transfers.get();
                    running.add(transfer);
                    var unused = ends.submit(() -> fetch(transfer, rest));
                }
                for (int ended = 0; ended < running.size(); ) {
                    Future<Boolean> end = ends.poll(LOOK_SECONDS, TimeUnit.SECONDS);
                    if (end == null) {
                        cutSilentOnes(running);
                    } else {
                        check(end);
                        ended++;
                    }
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private boolean fetch(Transfer transfer, Iterator<Wanted> rest)
            throws IOException, InterruptedException, CopyProblem {
        for (Wanted next = next(rest); next != null; next = next(rest)) {
            if (transfer.fetch(next.location(), next.size(), next.damaged())) {
                arrived.accept(next.size());
            } else if (next.needed()) {
                throw new IOException(
                        "/" + Source.path(next.location()) + " is gone from the source.");
            }
        }
        return true;
    }

    private static @Nullable Wanted next(Iterator<Wanted> rest) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the copy ends");
        }
        synchronized (rest) {
            return rest.hasNext() ? rest.next() : null;
        }
    }

    private static void cutSilentOnes(List<Transfer> running) throws IOException {
        for (Transfer transfer : running) {
            transfer.cutIfSilent(LONGEST_SILENCE_NANOS);
        }
    }

    private static void check(Future<Boolean> end)
            throws IOException, InterruptedException, CopyProblem {
        try {
            end.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException known -> throw known;
                case CopyProblem known -> throw known;
                case InterruptedException known -> throw known;
                case null, default ->
                        throw new IllegalStateException("fetching failed", e.getCause());
            }
        }
    }
}
