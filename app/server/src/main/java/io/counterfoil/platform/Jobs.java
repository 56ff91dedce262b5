package io.counterfoil.platform;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that outlives a request and a restart, over db-scheduler: committed with the transaction
 * that asked for it, run at least once, by one server of a cluster at a time. What it does must be
 * repeatable.
 */
public final class Jobs implements Managed {
    /** So much later, at the most, what failed is tried again. */
    public static final Duration LAST_RETRY = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    // Besides one for each place: for what takes moments, and for what is done again and again, of
    // which a slow mail server and slow nodes may hold up three.
    private static final int OTHER_THREADS = 5;
    private static final String LONG = "long";
    // Much longer than most jobs take, and no delay that anybody sees.
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Duration POLLING = Duration.ofSeconds(1);
    // A job of a killed server is taken over after four missed heartbeats.
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final int MISSED_HEARTBEATS = 4;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final int MAX_DOUBLINGS = 16;
    private static final Duration STOP_WAIT = Duration.ofSeconds(3);

    private final DataSource database;
    private final InstantSource clock;
    private final Map<String, Task<Void>> oneTime = new LinkedHashMap<>();
    private final JobPlaces places;
    private final WaitingJobs waiting;
    private final Map<String, RecurringTask<?>> recurring = new LinkedHashMap<>();
    // How far ahead each job can be put, but for those that say themselves when they go on.
    private final Map<String, Duration> furthest = new LinkedHashMap<>();
    // What was called for since it last began here.
    private final Set<String> calledFor = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Instant> lastEnd;
    private @Nullable Scheduler scheduler;

    /** Jobs kept in {@code database} and due by {@code clock}. */
    public Jobs(DataSource database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.places = new JobPlaces(clock, PATIENCE);
        this.waiting = new WaitingJobs(database, clock);
        this.lastEnd = new AtomicReference<>(clock.instant());
    }

    /**
     * Says what a job of this name does with its instance (an id); before the start. A failure is
     * retried with growing pauses.
     */
    public void define(String name, Consumer<String> work) {
        furthest.put(name, LAST_RETRY);
        oneTime.put(
                name,
                Tasks.oneTime(name)
                        .onFailure(Jobs::retryLater)
                        .execute((instance, context) -> work.accept(instance.getId())));
    }

    /**
     * The same for work that may take minutes: only some of the threads do it at a time, so that
     * other jobs never wait for it, and not all of these for the same owner.
     *
     * @param owner whose work an instance is, such as the provider that asked for it
     */
    public void defineLong(String name, Function<String, String> owner, Consumer<String> work) {
        defineLong(name, owner, work, Jobs::retryLater);
    }

    /**
     * The same for work that somebody waits for and can ask for again: after so many failures in a
     * row the job is over.
     *
     * @param tries how many; the pauses between them double, from two seconds on
     * @param givenUp says so to those who wait, with what the last failure was; if that fails too,
     *     the job is tried once more
     */
    public void defineLong(
            String name,
            Function<String, String> owner,
            Consumer<String> work,
            int tries,
            BiConsumer<String, Optional<Throwable>> givenUp) {
        defineLong(
                name,
                owner,
                work,
                (complete, operations) -> {
                    if (complete.getExecution().consecutiveFailures + 1 < tries) {
                        retryLater(complete, operations);
                        return;
                    }
                    String instance = complete.getExecution().taskInstance.getId();
                    try {
                        givenUp.accept(instance, complete.getCause());
                    } catch (RuntimeException e) {
                        LOG.warn("the job {} of {} can't be given up now", name, instance, e);
                        retryLater(complete, operations);
                        return;
                    }
                    operations.remove();
                });
    }

    private void defineLong(
            String name,
            Function<String, String> owner,
            Consumer<String> work,
            FailureHandler<Void> failed) {
        places.define(LONG);
        furthest.put(name, LAST_RETRY);
        oneTime.put(
                name,
                Tasks.custom(name, Void.class)
                        .onFailure(failed)
                        .execute(
                                (instance, context) ->
                                        inPlace(
                                                LONG,
                                                Set.of(owner.apply(instance.getId())),
                                                () -> {
                                                    work.accept(instance.getId());
                                                    return Optional.empty();
                                                })));
    }

    /**
     * The same for work that depends on somebody else, such as storage nodes: one that doesn't
     * answer holds up neither what is done with others nor anything else.
     *
     * @param whom the ids of those on whom an instance depends
     * @param furthest how far ahead it is put at the most, or tried again; what is further has waited
     *     since before the clock was set back
     * @param work returns when it has to be done again, or nothing once it is done for good
     */
    public void defineOutside(
            String name,
            Function<String, Set<UUID>> whom,
            Duration furthest,
            Function<String, Optional<Instant>> work) {
        this.furthest.put(name, furthest);
        defineOutside(name, whom, work);
    }

    /** The same for work that may go on at any moment that it says. */
    public void defineOutside(
            String name,
            Function<String, Set<UUID>> whom,
            Function<String, Optional<Instant>> work) {
        places.define(name);
        oneTime.put(
                name,
                Tasks.custom(name, Void.class)
                        .onFailure(Jobs::retryLater)
                        .execute(
                                (instance, context) ->
                                        inPlace(
                                                name,
                                                whom.apply(instance.getId()),
                                                () -> work.apply(instance.getId()))));
    }

    private CompletionHandler<Void> inPlace(
            String kind, Set<?> whom, Supplier<Optional<Instant>> work) {
        return switch (places.take(kind, whom)) {
            case JobPlaces.Later(Instant next) ->
                    (complete, operations) -> waitUntil(next, complete, operations);
            case JobPlaces.Taken place -> {
                try {
                    yield work.get()
                            .<CompletionHandler<Void>>map(
                                    next ->
                                            (complete, operations) ->
                                                    operations.reschedule(complete, next))
                            .orElseGet(CompletionHandler.OnCompleteRemove::new);
                } finally {
                    places.giveBack(place);
                }
            }
        };
    }

    /** Comes back with as many failures in a row as before: nothing was tried. */
    private static void waitUntil(
            Instant next, ExecutionComplete complete, ExecutionOperations<Void> operations) {
        Execution execution = complete.getExecution();
        if (execution.consecutiveFailures == 0) {
            operations.reschedule(complete, next);
            return;
        }
        // The scheduler counts from none again after a success, and one more after a failure.
        execution.consecutiveFailures--;
        operations.reschedule(
                ExecutionComplete.failure(
                        execution,
                        complete.getTimeDone().minus(complete.getDuration()),
                        complete.getTimeDone(),
                        null),
                next);
    }

    /** Says what is done again and again, with this pause in between; before the start. */
    public void every(String name, Duration pause, Runnable work) {
        furthest.put(name, pause);
        recurring.put(
                name,
                Tasks.recurring(name, FixedDelay.of(pause))
                        .execute(
                                (instance, context) -> {
                                    calledFor.remove(name);
                                    work.run();
                                }));
    }

    /**
     * Has what is done {@link #every} so often done at once, after {@code tx}; when that is being
     * done here just then, once more afterwards. The call may be lost, say when the process ends or
     * another server is at it: then its turn comes after the usual pause.
     */
    public void callFor(Tx tx, String name) {
        if (!recurring.containsKey(name)) {
            throw new IllegalArgumentException("nothing is done again and again as " + name);
        }
        tx.onceAfterCommit("call for " + name, () -> callFor(name));
    }

    private void callFor(String name) {
        if (scheduler != null) {
            calledFor.add(name);
            bringForward(name);
        }
    }

    private void callAgain(String name) {
        if (calledFor.remove(name)) {
            bringForward(name);
        }
    }

    private void bringForward(String name) {
        if (waiting.hurry(name)) {
            lookNow();
        }
    }

    /**
     * Asks for a job as part of {@code tx}; asking for the same instance again changes nothing
     * while the first one waits.
     */
    public void schedule(Tx tx, String name, String instance) {
        Task<Void> task = oneTime.get(name);
        if (task == null) {
            throw new IllegalArgumentException("no job is called " + name);
        }
        DataSource sameTransaction = new TransactionDataSource(tx.handle().getConnection());
        SchedulerClient.Builder.create(sameTransaction, tasks())
                .build()
                .scheduleIfNotExists(task.instance(instance), clock.instant());
        tx.afterCommit(this::lookNow);
    }

    /** When a job last ended here, well or not; before the first one, when this was made. */
    public Instant lastEnd() {
        return lastEnd.get();
    }

    @Override
    public void start() {
        AtomicBoolean owed = new AtomicBoolean(!afterTheClockWasSetBack());
        ClockWatch watch = new ClockWatch(clock);
        Scheduler started =
                Scheduler.create(database, List.copyOf(oneTime.values()))
                        .startTasks(List.copyOf(recurring.values()))
                        .clock(clock::instant)
                        .threads(OTHER_THREADS + places.all())
                        .pollingInterval(POLLING)
                        .heartbeatInterval(HEARTBEAT)
                        .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                        .shutdownMaxWait(STOP_WAIT)
                        .addSchedulerListener(
                                new AbstractSchedulerListener() {
                                    @Override
                                    public void onExecutionComplete(ExecutionComplete complete) {
                                        lastEnd.set(complete.getTimeDone());
                                        callAgain(complete.getExecution().getTaskName());
                                    }

                                    // Looks for dead jobs come by no clock that can be set, while
                                    // those for due ones wait for it, too.
                                    @Override
                                    public void onSchedulerEvent(SchedulerEventType type) {
                                        if (type == SchedulerEventType.RAN_DETECT_DEAD
                                                && (watch.wasSetBack() || owed.get())) {
                                            owed.set(!afterTheClockWasSetBack());
                                            lookNow();
                                        }
                                    }
                                })
                        .build();
        started.start();
        scheduler = started;
    }

    private boolean afterTheClockWasSetBack() {
        // The clocks of several servers are not quite the same.
        return waiting.afterTheClockWasSetBack(furthest, HEARTBEAT.multipliedBy(MISSED_HEARTBEATS));
    }

    @Override
    public void stop() {
        if (scheduler != null) {
            scheduler.stop();
        }
    }

    private static void retryLater(
            ExecutionComplete complete, ExecutionOperations<Void> operations) {
        int failures = Math.min(complete.getExecution().consecutiveFailures, MAX_DOUBLINGS);
        Duration pause = FIRST_RETRY.multipliedBy(1L << failures);
        Instant next =
                complete.getTimeDone().plus(pause.compareTo(LAST_RETRY) < 0 ? pause : LAST_RETRY);
        operations.reschedule(complete, next);
    }

    private void lookNow() {
        if (scheduler != null) {
            scheduler.triggerCheckForDueExecutions();
        }
    }

    private List<Task<?>> tasks() {
        return List.copyOf(oneTime.values());
    }
}
