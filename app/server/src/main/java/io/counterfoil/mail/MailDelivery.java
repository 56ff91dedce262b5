package io.counterfoil.mail;

import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the outbox: one job of one server takes what is due by the batch, hands it over outside
 * of any transaction, and writes down what came of it. However much waits, other jobs don't wait
 * for it. Who is killed in between leaves messages that are handed over once more.
 */
public final class MailDelivery {
    /** What its job is called. */
    static final String JOB = "mail";

    private static final Logger LOG = LoggerFactory.getLogger(MailDelivery.class);

    // Posting calls for a delivery at once; this is how late a lost call or another try may be.
    private static final Duration PAUSE = Duration.ofSeconds(5);
    // So many connections; mail servers that count them per client allow three or more.
    private static final int AT_ONCE = 2;
    // One more, so that batches are taken and noted while others are sent.
    private static final int THREADS = AT_ONCE + 1;
    // A batch is as much as the mail server takes in about half a second: no more than one on each
    // connection is ever sent twice, and what somebody waits for is behind two of them at most.
    private static final int FIRST_BATCH = 10;
    private static final int LARGEST_BATCH = 500;
    private static final long BATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LAST_LETTERS_SECONDS = 2;

    private final Jobs jobs;
    private final PostOffice office;
    private final SealedTexts texts;
    private final Batches batches;
    private final Semaphore connections = new Semaphore(AT_ONCE, true);

    /** Defines the job; made before the jobs start. */
    public MailDelivery(
            Transactions transactions,
            Jobs jobs,
            PostOffice office,
            SealedTexts texts,
            Suppressions suppressions,
            MailHeads heads) {
        this.jobs = jobs;
        this.office = office;
        this.texts = texts;
        this.batches = new Batches(transactions, suppressions, heads);
        jobs.every(JOB, PAUSE, this::deliverDue);
    }

    /** Has a listener hear which messages were handed over. */
    void onSent(BiConsumer<Tx, Collection<UUID>> listener) {
        batches.onSent(listener);
    }

    /** Asks before messages are handed over which of them are not true any more, or tells of them. */
    void unlessUntrue(
            BiFunction<Tx, Collection<UUID>, Set<UUID>> untrue,
            BiConsumer<Tx, Collection<UUID>> late) {
        batches.unlessUntrue(untrue, late);
    }

    /** Asks for a delivery once {@code tx} is committed. */
    void callFor(Tx tx) {
        jobs.callFor(tx, JOB);
    }

    private void deliverDue() {
        if (!batches.anyDue()) {
            return;
        }
        AtomicBoolean ending = new AtomicBoolean();
        ExecutorService threads =
                Executors.newFixedThreadPool(
                        THREADS, Thread.ofPlatform().name("mail-", 1).daemon().factory());
        try {
            CompletableFuture<Void> all =
                    CompletableFuture.allOf(
                            IntStream.range(0, THREADS)
                                    .mapToObj(
                                            at ->
                                                    CompletableFuture.runAsync(
                                                            () -> deliver(ending), threads))
                                    .toArray(CompletableFuture[]::new));
            await(all, ending);
        } finally {
            threads.shutdown();
        }
    }

    /** When the service ends meanwhile, letters that are being handed over may still arrive. */
    private static void await(CompletableFuture<Void> all, AtomicBoolean ending) {
        try {
            try {
                all.get();
            } catch (InterruptedException e) {
                ending.set(true);
                all.get(LAST_LETTERS_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            LOG.info("the service ends while the mail server takes its time");
        } catch (ExecutionException e) {
            throw new IllegalStateException("mail could not be delivered", e.getCause());
        }
    }

    private void deliver(AtomicBoolean ending) {
        int most = FIRST_BATCH;
        while (!ending.get()) {
            Optional<Batches.Batch> batch = batches.take(most);
            if (batch.isEmpty()) {
                return;
            }
            most = Math.clamp(2L * deliver(batch.get(), ending), FIRST_BATCH, LARGEST_BATCH);
        }
    }

    /** How many letters there was time for; the others stay due. */
    private int deliver(Batches.Batch batch, AtomicBoolean ending) {
        List<Batches.Tried> tried = new ArrayList<>();
        connections.acquireUninterruptibly();
        long start = System.nanoTime();
        try {
            for (QueueRepository.Waiting message : batch.messages()) {
                if (ending.get() || System.nanoTime() - start > BATCH_NANOS) {
                    break;
                }
                tried.add(new Batches.Tried(message, attempt(batch, message)));
            }
        } finally {
            connections.release();
            // Whatever ended it, what was handed over is not handed over again.
            batches.note(batch, tried);
        }
        return tried.size();
    }

    private Outcome attempt(Batches.Batch batch, QueueRepository.Waiting message) {
        try {
            return office.send(
                    new Letter(
                            message.messageId(),
                            message.postedAt(),
                            batch.sender(),
                            message.name(),
                            message.address(),
                            batch.head()
                                    .on(
                                            texts.open(
                                                    message.id(),
                                                    message.subject(),
                                                    message.body())),
                            batch.head().logo(),
                            message.unsubscribe() == null
                                    ? null
                                    : texts.openLink(message.id(), message.unsubscribe())));
        } catch (RuntimeException e) {
            LOG.error("message {} can't be written", message.id(), e);
            return new Outcome.Later(
                    "It could not be read or written here; the log of the service says why.",
                    false);
        }
    }
}
