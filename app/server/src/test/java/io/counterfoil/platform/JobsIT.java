package io.counterfoil.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.codahale.metrics.health.HealthCheck;
import io.counterfoil.TestWorld;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobsIT {
    private static final int LONG_JOBS = 6;
    private static final UUID HANGING = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger running = new AtomicInteger();
    private final Set<String> done = ConcurrentHashMap.newKeySet();
    private TestWorld world;

    @BeforeEach
    void start() {
        world = new TestWorld();
        world.wiring().jobs().defineLong("long", JobsIT::owner, this::workUntilTheEnd);
        world.wiring().jobs().define("short", done::add);
        world.wiring()
                .jobs()
                .defineLong(
                        "hopeless",
                        instance -> "long",
                        this::fail,
                        3,
                        (instance, cause) -> {
                            assertThat(cause.orElseThrow()).hasMessageContaining("is full");
                            done.add("gave up " + instance);
                        });
    }

    @AfterEach
    void stop() {
        end.countDown();
        world.close();
    }

    @Test
    void longJobsLeaveRoomForShortOnesAndTheServiceHealthy() {
        for (int at = 0; at < LONG_JOBS; at++) {
            schedule("long", "long-" + at);
        }
        world.startJobs();
        await("two long jobs").until(() -> running.get() == 2);

        schedule("short", "short");
        schedule("long", "other-1");
        world.clock().forward(Duration.ofMinutes(3));
        await("the short job beside them").until(() -> done.contains("short"));
        await("somebody else's long one too").until(() -> running.get() == 3);
        schedule("long", "third-1");
        schedule("short", "shorter");
        await("another short job").until(() -> done.contains("shorter"));
        assertThat(running).hasValue(3);
        await("health while long jobs wait").until(() -> health().isHealthy());

        end.countDown();
        await("all long jobs, one after the other")
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            world.clock().forward(Duration.ofSeconds(1));
                            return done.size() == LONG_JOBS + 4;
                        });
    }

    @Test
    void whatIsCalledForIsDoneAtOnceAndOnceMoreWhenTheCallComesInTheMiddle() {
        world.wiring().jobs().every("seldom", Duration.ofDays(1), () -> workUntilTheEnd("seldom"));
        world.startJobs();
        callFor("seldom");
        await("the first time").until(() -> running.get() == 1);
        callFor("seldom");
        callFor("seldom");
        end.countDown();
        await("the second time").until(() -> running.get() == 2);
        // What is due before them had its turn when they are done.
        for (String later : List.of("later", "later still")) {
            world.clock().forward(Duration.ofSeconds(1));
            schedule("short", later);
            await(later).until(() -> done.contains(later));
        }
        assertThat(running).hasValue(2);
    }

    private void callFor(String name) {
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> {
                            world.wiring().jobs().callFor(tx, name);
                            return tx.now();
                        });
    }

    @Test
    void aJobThatFailsAgainAndAgainIsGivenUpAndCanBeAskedForAgain() {
        schedule("hopeless", "one");
        world.startJobs();

        awaitWhileTimePasses("the end", () -> done.contains("gave up one"));
        assertThat(running).hasValue(3);
        schedule("hopeless", "one");
        awaitWhileTimePasses("one more try", () -> running.get() > 3);
    }

    @Test
    void waitingForOthersIsNeitherATryNorAFreshStart() {
        schedule("hopeless", "one");
        world.startJobs();
        awaitWhileTimePasses("the second failure", () -> ofOne("consecutive_failures") == 2);
        int tries = running.get();
        schedule("long", "long-1");
        schedule("long", "long-2");
        await("two long jobs").until(() -> running.get() == tries + 2);

        int version = ofOne("version");
        world.clock().forward(Duration.ofSeconds(4));
        await("a turn without room").until(() -> ofOne("version") == version + 2);
        assertThat(ofOne("consecutive_failures")).isEqualTo(2);
        end.countDown();
        awaitWhileTimePasses("the end", () -> done.contains("gave up one"));
        assertThat(running).hasValue(tries + 3);
    }

    /** What the scheduler knows of the hopeless job. */
    private int ofOne(String column) {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .createQuery(
                                                "SELECT coalesce("
                                                        + column
                                                        + ", 0) FROM scheduled_tasks WHERE task_instance"
                                                        + " = 'one'")
                                        .mapTo(Integer.class)
                                        .one());
    }

    private void awaitWhileTimePasses(String what, Callable<Boolean> condition) {
        await(what)
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            world.clock().forward(Duration.ofSeconds(1));
                            return condition.call();
                        });
    }

    private void fail(String instance) {
        running.incrementAndGet();
        throw new IllegalStateException("the disk of " + instance + " is full");
    }

    @Test
    void jobsThatWaitWhileNoneEndsAreAFault() {
        assertThat(health().isHealthy()).isTrue();
        schedule("short", "short");
        assertThat(health().isHealthy()).isTrue();
        world.clock().forward(Duration.ofMinutes(2));
        assertThat(health().isHealthy()).isFalse();
        assertThat(health().getMessage()).contains("1 jobs are late");

        world.startJobs();
        await("the job").until(() -> done.contains("short"));
        await("health").until(() -> health().isHealthy());
    }

    @Test
    void anEndOnAClockThatWasSetBackIsNoSignOfLife() {
        world.clock().set(world.clock().instant().minus(Duration.ofDays(1)));
        schedule("short", "short");
        world.clock().forward(Duration.ofMinutes(2));
        assertThat(health().isHealthy()).isFalse();
    }

    @Test
    void whatWaitsForAClockThatWasSetBackIsDoneWhenTheProgramStarts() {
        world.wiring().jobs().every("again", Duration.ofMinutes(1), () -> done.add("again"));
        schedule("short", "late");
        taskWaits("again", "recurring", Duration.ZERO);
        world.wiring()
                .jobs()
                .defineOutside(
                        "towards a node",
                        instance -> Set.of(OTHER),
                        Jobs.LAST_RETRY,
                        instance -> {
                            done.add(instance);
                            return Optional.empty();
                        });
        taskWaits("towards a node", "delivery", Duration.ZERO);
        world.clock().set(world.clock().instant().minus(Duration.ofDays(2)));
        world.startJobs();
        await("what waits for the clock").until(() -> done.containsAll(Set.of("late", "again", "delivery")));
    }

    @Test
    void whatWaitsForAClockThatIsSetBackWhileTheProgramRunsIsDoneSoonAfter() {
        world.wiring().jobs().every("again", Duration.ofMinutes(1), () -> done.add("again"));
        world.startJobs();
        await("the first time").until(() -> done.contains("again"));
        done.clear();
        taskWaits("short", "late", Duration.ofMinutes(2));
        world.clock().set(world.clock().instant().minus(Duration.ofDays(2)));
        await("what waits for the clock").until(() -> done.containsAll(Set.of("late", "again")));
        done.clear();
        // A minute later is its usual turn.
        world.clock().forward(Duration.ofSeconds(30));
        schedule("short", "usual");
        await("what is due").until(() -> done.contains("usual"));
        assertThat(done).containsExactly("usual");
    }

    @Test
    void whatFailedLatelyOrSaysItselfWhenItGoesOnIsNotHurriedAtTheStart() {
        world.wiring()
                .jobs()
                .defineOutside(
                        "outside",
                        instance -> Set.of(OTHER),
                        instance -> {
                            done.add(instance);
                            return Optional.empty();
                        });
        taskWaits("short", "failed", Duration.ofMinutes(5));
        taskWaits("outside", "next month", Duration.ofDays(30));
        world.startJobs();
        schedule("short", "new");
        await("what is due").until(() -> done.contains("new"));
        assertThat(done).containsExactly("new");
    }

    private void taskWaits(String name, String instance, Duration ahead) {
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .execute(
                                                "INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version) VALUES (?, ?, ?, false, 1)",
                                                name,
                                                instance,
                                                tx.now().plus(ahead).atOffset(ZoneOffset.UTC)));
    }

    @Test
    void aJobThatWaitsForSomebodyElseSaysWhenItGoesOnAndHoldsUpNoOther() {
        List<Instant> tries = new CopyOnWriteArrayList<>();
        world.wiring()
                .jobs()
                .defineOutside(
                        "outside",
                        instance -> Set.of(OTHER),
                        instance -> {
                            if (instance.startsWith("slow")) {
                                workUntilTheEnd(instance);
                                return Optional.empty();
                            }
                            tries.add(world.clock().instant());
                            return tries.size() < 3
                                    ? Optional.of(tries.getLast().plus(Duration.ofMinutes(5)))
                                    : Optional.empty();
                        });
        schedule("outside", "polite");
        world.startJobs();
        await("the first try").until(() -> tries.size() == 1);
        for (int next = 2; next <= 3; next++) {
            int size = next;
            world.clock().forward(Duration.ofMinutes(5));
            await("try " + next).until(() -> tries.size() == size);
        }
        assertThat(tries.getLast())
                .isEqualTo(tries.getFirst().plus(Duration.ofMinutes(10)));

        schedule("outside", "slow");
        schedule("outside", "slow too");
        await("the slow ones").until(() -> running.get() == 2);
        schedule("outside", "slow as well");
        schedule("short", "short");
        await("the short job beside them").until(() -> done.contains("short"));
        assertThat(running).hasValue(2);
    }

    @Test
    void oneWhoHangsHoldsUpNoOtherInAnyKindOfJobThoughAllPlacesForLongOnesAreTaken() {
        List<String> kinds = List.of("call", "fetch", "remove");
        for (String kind : kinds) {
            world.wiring()
                    .jobs()
                    .defineOutside(
                            kind,
                            instance -> Set.of(instance.startsWith("hangs") ? HANGING : OTHER),
                            instance -> {
                                if (instance.startsWith("hangs")) {
                                    workUntilTheEnd(instance);
                                }
                                done.add(kind + " " + instance);
                                return Optional.empty();
                            });
        }
        for (String owner : List.of("a", "b", "c")) {
            schedule("long", owner + "-1");
        }
        for (String kind : kinds) {
            for (int more = 0; more < LONG_JOBS; more++) {
                schedule(kind, "hangs " + more);
            }
        }
        world.startJobs();
        await("all that can hang").until(() -> running.get() == 3 + 2 * kinds.size());

        for (String kind : kinds) {
            schedule(kind, "of another");
            await(kind).until(() -> done.contains(kind + " of another"));
        }
        schedule("short", "short");
        await("the short job").until(() -> done.contains("short"));
        assertThat(running).hasValue(3 + 2 * kinds.size());
        end.countDown();
        awaitWhileTimePasses(
                "all of them", () -> done.stream().filter(each -> each.contains(" hangs")).count() == (long) kinds.size() * LONG_JOBS);
    }

    private static String owner(String instance) {
        return instance.substring(0, instance.indexOf('-'));
    }

    private void workUntilTheEnd(String instance) {
        running.incrementAndGet();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        done.add(instance);
    }

    private void schedule(String job, String instance) {
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> {
                            world.wiring().jobs().schedule(tx, job, instance);
                            return instance;
                        });
    }

    private HealthCheck.Result health() {
        return world.wiring().upkeep().checks().runHealthCheck("jobs");
    }
}
