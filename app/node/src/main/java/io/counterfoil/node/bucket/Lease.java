package io.counterfoil.node.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that a bucket has a user, so that no second one starts on it: an object that its holder
 * writes anew from time to time. How old one is tells the store's own clock alone.
 *
 * <p>A holder that doesn't reach the store for as long as another one would wait for it can't be
 * sure any more; {@link #isHeld} says so. It goes on only where it finds what it wrote itself since
 * it started: then it writes that again, and is sure once it still finds it at its next look, as who
 * took over meanwhile has looked, too, by then. Anything else, also nothing, means that another one
 * may have been at work: the lease is lost until the node starts again and sees what is there.
 *
 * <p>It writes over nothing but its own name, where the store keeps to If-Match. On other stores a
 * write may end up over the name of whoever took over: that one has lost the lease then, and so has
 * this holder when the write took long. What remains there is one that the store carries out long
 * after this holder gave it up, or whose time this machine slept through: it looks as if nobody had
 * been there.
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
    private final byte[] name;
    private final LongSupplier nanoTime;
    private volatile long renewed;
    private volatile boolean lost;
    private boolean conditional;
    private @Nullable Long claimed;

    private Lease(Bucket bucket, String holder, LongSupplier nanoTime) {
        this.bucket = bucket;
        this.hurried = bucket.hurried();
        this.holder = holder;
        this.name = (holder + " " + UUID.randomUUID()).getBytes(UTF_8);
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
            own = lease.isOfEarlierRun();
            if (!own) {
                lease.takeOver(age);
            }
        }
        bucket.replace(KEY, lease.name);
        boolean onlyOneCreates = bucket.learnConditions(KEY, lease.name);
        lease.conditional = bucket.keepsToIfMatch(KEY, lease.name);
        Duration taken = Duration.ofNanos(nanoTime.getAsLong() - began);
        // Of this age no other one takes it for dead.
        boolean young = age.plus(taken).compareTo(PATIENCE.minus(SETTLING)) < 0;
        boolean nobodyElse = young && (free ? onlyOneCreates : own);
        if (!nobodyElse) {
            lease.requireLast(taken, settling);
        }
        return lease;
    }

    private boolean isOfEarlierRun() throws IOException {
        byte[] found = bucket.read(KEY);
        return found != null && new String(found, UTF_8).split(" ", 2)[0].equals(holder);
    }

    private boolean isOwn() throws IOException {
        return Arrays.equals(bucket.read(KEY), name);
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
        if (bucket.create(KEY, name) == Bucket.Created.TAKEN) {
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
        if (lost) {
            return;
        }
        try {
            long looked = nanoTime.getAsLong();
            Bucket.Version found = hurried.version(KEY);
            if (found != null && Arrays.equals(found.body(), name)) {
                renew(found, looked);
            } else {
                lose();
            }
        } catch (IOException e) {
            log.warn("the lease of {} isn't renewed: {}", bucket, e.getMessage());
        }
    }

    private void renew(Bucket.Version found, long looked) throws IOException {
        if (claimed != null) {
            renewed = claimed;
            claimed = null;
        }
        if (!conditional) {
            hurried.replace(KEY, name);
        } else if (!hurried.replace(KEY, name, found)) {
            // The next look shows by whom.
            return;
        }
        long written = nanoTime.getAsLong();
        // After that time another one may have taken it for dead before it was written.
        if (written - renewed < PATIENCE.toNanos()) {
            renewed = looked;
        } else if (conditional || written - looked < SETTLING.toNanos()) {
            claimed = looked;
        } else {
            lose();
        }
    }

    private void lose() {
        lost = true;
        log.error(
                "another node took {} over or may have; this one writes nothing until it starts again",
                bucket);
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
