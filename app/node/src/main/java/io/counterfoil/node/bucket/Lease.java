package io.counterfoil.node.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that a bucket has a user, so that no second one starts on it: an object that its holder
 * writes anew from time to time. How old one is tells the store's own clock alone.
 *
 * <p>A holder that doesn't reach the store for as long as another one would wait for it can't be
 * sure any more; {@link #isHeld} says so.
 */
public final class Lease implements AutoCloseable {
    /** After this a holder that wrote nothing is taken for dead. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * So long a start waits to see who wrote last, where the store doesn't let only one write. The
     * others of that moment have written by then, or give up.
     */
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(Lease.class);
    private static final String KEY = "node.lease";
    private static final String CLOCK = "node.lease.clock";

    private final Bucket bucket;
    private final Bucket hurried;
    private final String holder;
    private final LongSupplier nanoTime;
    private volatile long renewed;
    private volatile boolean lost;

    private Lease(Bucket bucket, String holder, LongSupplier nanoTime) {
        this.bucket = bucket;
        this.hurried = bucket.hurried();
        this.holder = holder;
        this.nanoTime = nanoTime;
        this.renewed = nanoTime.getAsLong();
    }

    /**
     * Takes the bucket, or takes it over from a holder that is dead.
     *
     * <p>On a store that knows no conditional writes, and where it takes over, it waits some seconds
     * to be sure that no other holder does the same just then.
     *
     * @param holder one word that no other holder has, and that this one has again when it restarts
     * @param nanoTime as {@link System#nanoTime}
     * @throws IOException also when another holder is alive
     */
    public static Lease take(Bucket bucket, String holder, LongSupplier nanoTime)
            throws IOException {
        return take(bucket, holder, nanoTime, SETTLING);
    }

    /** The same with another time to wait. */
    static Lease take(Bucket bucket, String holder, LongSupplier nanoTime, Duration settling)
            throws IOException {
        Lease lease = new Lease(bucket, holder, nanoTime);
        long began = nanoTime.getAsLong();
        byte[] found = bucket.read(KEY);
        boolean own = found != null && lease.isOwn(found);
        if (found == null) {
            lease.create();
        } else if (!own) {
            lease.takeOver();
        }
        lease.renew();
        boolean onlyOneCreates = bucket.learnConditions(KEY, holder.getBytes(UTF_8));
        if (!own && (found != null || !onlyOneCreates)) {
            lease.requireLast(began, settling);
        }
        return lease;
    }

    private boolean isOwn(byte[] found) {
        return holder.equals(new String(found, UTF_8));
    }

    /** Of several that saw no living holder at the same time, the one that wrote last has it. */
    private void requireLast(long began, Duration settling) throws IOException {
        if (nanoTime.getAsLong() - began >= settling.toNanos()) {
            throw new IOException(
                    "the store of %s answers so slowly that another node may start on it at the same time; start again"
                            .formatted(bucket));
        }
        try {
            Thread.sleep(settling);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while taking " + bucket);
        }
        byte[] found = bucket.read(KEY);
        if (found == null || !isOwn(found)) {
            throw inUse("started at the same time and was faster");
        }
    }

    private void create() throws IOException {
        if (bucket.create(KEY, holder.getBytes(UTF_8)) == Bucket.Created.TAKEN) {
            throw inUse("was faster");
        }
    }

    private void takeOver() throws IOException {
        bucket.replace(CLOCK, new byte[0]);
        Map<String, Instant> written = new HashMap<>();
        bucket.list(KEY, entry -> written.put(entry.key(), entry.modified()));
        bucket.delete(CLOCK);
        Instant lease = written.get(KEY);
        Instant now = written.get(CLOCK);
        if (lease == null || now == null) {
            throw inUse("is stopping or starting");
        }
        Duration age = Duration.between(lease, now);
        if (age.compareTo(PATIENCE) < 0) {
            throw inUse(
                    "was seen %d seconds ago; if it is gone for good, start again in %d seconds"
                            .formatted(age.toSeconds(), PATIENCE.minus(age).toSeconds() + 1));
        }
        log.warn("took {} over from a node that is gone", bucket);
    }

    private IOException inUse(String how) {
        return new IOException("another node uses " + bucket + ": it " + how);
    }

    /** Writes the lease anew for as long as the executor runs. */
    public void keep(ScheduledExecutorService executor) {
        long period = PATIENCE.toMillis() / 4;
        var unused =
                executor.scheduleWithFixedDelay(
                        this::renewOrSay, period, period, TimeUnit.MILLISECONDS);
    }

    private void renewOrSay() {
        try {
            byte[] found = hurried.read(KEY);
            if (found == null || isOwn(found)) {
                renew();
            } else if (!lost) {
                lost = true;
                log.error("another node took {} over; this one writes nothing any more", bucket);
            }
        } catch (IOException e) {
            log.warn("the lease of {} isn't renewed: {}", bucket, e.getMessage());
        }
    }

    private void renew() throws IOException {
        long now = nanoTime.getAsLong();
        hurried.replace(KEY, holder.getBytes(UTF_8));
        renewed = now;
    }

    /** Whether nobody else can be at work here. */
    public boolean isHeld() {
        return !lost && nanoTime.getAsLong() - renewed < PATIENCE.toNanos();
    }

    /** Lets another holder begin at once. */
    @Override
    public void close() {
        try {
            if (isHeld()) {
                hurried.delete(KEY);
            }
        } catch (IOException e) {
            log.warn("the lease of {} stays for a minute: {}", bucket, e.getMessage());
        }
    }
}
