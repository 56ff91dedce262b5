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
 * sure any more; {@link #isHeld} says so. It writes its name again when it can, and is sure once it
 * still finds it at its next look: who took over meanwhile has looked, too, by then.
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
    private boolean claimed;

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
     * <p>On a store that knows no conditional writes, and where it takes over or comes back after so
     * long that others may, it waits some seconds to be sure that no other holder does the same just
     * then.
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
        boolean free = bucket.read(KEY) == null;
        boolean own = false;
        Duration age = Duration.ZERO;
        if (free) {
            lease.create();
        } else {
            // In this order: one that is its own now was so when its age was asked for.
            age = lease.age();
            own = lease.isOwn();
            if (!own) {
                lease.takeOver(age);
            }
        }
        lease.write(bucket);
        boolean onlyOneCreates = bucket.learnConditions(KEY, holder.getBytes(UTF_8));
        Duration taken = Duration.ofNanos(nanoTime.getAsLong() - began);
        // Of this age no other one takes it for dead.
        boolean young = age.plus(taken).compareTo(PATIENCE.minus(SETTLING)) < 0;
        boolean nobodyElse = young && (free ? onlyOneCreates : own);
        if (!nobodyElse) {
            lease.requireLast(taken, settling);
        }
        return lease;
    }

    private boolean isOwn() throws IOException {
        byte[] found = bucket.read(KEY);
        return found != null && isOwn(found);
    }

    private boolean isOwn(byte[] found) {
        return holder.equals(new String(found, UTF_8));
    }

    /** Of several that saw no living holder at the same time, the one that wrote last has it. */
    private void requireLast(Duration taken, Duration settling) throws IOException {
        if (taken.compareTo(settling) >= 0) {
            giveUp();
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
        if (!isOwn()) {
            throw inUse("started at the same time and was faster");
        }
    }

    /** Takes its name away, if it is still there, so that it is in the way of nobody who was faster. */
    private void giveUp() throws IOException {
        if (isOwn()) {
            bucket.delete(KEY);
        }
    }

    private void create() throws IOException {
        if (bucket.create(KEY, holder.getBytes(UTF_8)) == Bucket.Created.TAKEN) {
            throw inUse("was faster");
        }
    }

    /** How long ago the lease that is there was written. */
    private Duration age() throws IOException {
        bucket.replace(CLOCK, new byte[0]);
        Map<String, Instant> written = new HashMap<>();
        bucket.list(KEY, entry -> written.put(entry.key(), entry.modified()));
        bucket.delete(CLOCK);
        Instant lease = written.get(KEY);
        Instant now = written.get(CLOCK);
        if (lease == null || now == null) {
            throw inUse("is stopping or starting");
        }
        return Duration.between(lease, now);
    }

    private void takeOver(Duration age) throws IOException {
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

    /** Looks whether the lease is still this holder's, and if so writes it anew. */
    void renewOrSay() {
        try {
            byte[] found = hurried.read(KEY);
            if (found == null || isOwn(found)) {
                renew(found != null);
            } else if (!lost) {
                lost = true;
                log.error("another node took {} over; this one writes nothing any more", bucket);
            }
        } catch (IOException e) {
            log.warn("the lease of {} isn't renewed: {}", bucket, e.getMessage());
        }
    }

    private void renew(boolean there) throws IOException {
        boolean stayed = claimed && there;
        claimed = false;
        long now = nanoTime.getAsLong();
        write(hurried);
        // After that time another one may have taken it for dead before it was written.
        if (stayed || nanoTime.getAsLong() - renewed < PATIENCE.toNanos()) {
            renewed = now;
        } else {
            claimed = true;
        }
    }

    private void write(Bucket through) throws IOException {
        through.replace(KEY, holder.getBytes(UTF_8));
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
