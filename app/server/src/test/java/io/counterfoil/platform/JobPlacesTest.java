package io.counterfoil.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.counterfoil.MovableClock;
import io.counterfoil.platform.JobPlaces.Later;
import io.counterfoil.platform.JobPlaces.Taken;
import io.counterfoil.platform.JobPlaces.Wish;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class JobPlacesTest {
    private static final String KIND = "kind";
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final MovableClock clock = new MovableClock();
    private final JobPlaces places = places(Duration.ZERO);

    @Test
    void nobodyHasMoreThanTheirShareNorAllTogetherMoreThanThereAre() {
        Taken first = taken("one");
        taken("one");
        assertThat(pause("one")).isEqualTo(SECOND);
        taken("other");
        assertThat(pause("third")).isEqualTo(SECOND);
        places.giveBack(first);
        taken("one");
        assertThat(pause("other")).isEqualTo(SECOND);
    }

    @Test
    void aJobThatDependsOnTwoCountsForBothAndTakesOnePlace() {
        Taken both = taken("one", "other");
        taken("other");
        assertThat(pause("other")).isEqualTo(SECOND);
        assertThat(pause("one", "other")).isEqualTo(SECOND);
        taken("one");
        places.giveBack(both);
        taken("third");
        assertThat(pause("one")).as("all three are taken").isEqualTo(SECOND);
    }

    @Test
    void aJobThatDependsOnNobodyTakesAPlaceToo() {
        taken();
        taken();
        taken();
        assertThat(pause()).isEqualTo(SECOND);
    }

    @Test
    void howeverManyWaitForOneWhoIsQuickTheyAllComeBackInASecond() {
        taken("quick");
        taken("quick");
        clock.forward(SECOND);
        assertThat(pauses(1000, "quick")).containsOnly(SECOND);
    }

    @Test
    void thousandsWhoWaitForASlowOneComeOneAfterTheOtherWithinFiveMinutes() {
        taken("slow");
        taken("slow");
        clock.forward(Duration.ofSeconds(2));
        List<Duration> pauses = pauses(10_000, "slow");
        assertThat(pauses).allMatch(pause -> pause.compareTo(Duration.ofMinutes(5)) <= 0);
        Map<Long, Long> inEachSecond =
                pauses.stream()
                        .collect(Collectors.groupingBy(Duration::toSeconds, Collectors.counting()));
        assertThat(inEachSecond).doesNotContainKey(0L);
        assertThat(inEachSecond.values()).allMatch(count -> count <= 40);
    }

    @Test
    void fewWhoWaitForASlowOneComeBackInASecondAndSoDoAllWhoWaitForOthers() {
        taken("slow");
        taken("slow");
        clock.forward(Duration.ofSeconds(2));
        assertThat(pauses(10, "slow"))
                .allMatch(pause -> pause.minus(SECOND).compareTo(SECOND.dividedBy(2)) < 0);
        pauses(1000, "slow");
        taken("quick");
        assertThat(pause("quick")).isEqualTo(SECOND);
        assertThat(pause("quick", "slow")).as("who waits for both").isGreaterThan(SECOND);
    }

    @Test
    void theLineIsForgottenOnceItIsOver() {
        Taken one = taken("slow");
        taken("slow");
        clock.forward(Duration.ofSeconds(2));
        pauses(1000, "slow");
        clock.forward(Duration.ofMinutes(1));
        assertThat(pause("slow")).isEqualTo(SECOND);
        places.giveBack(one);
        taken("slow");
    }

    @Test
    void thousandsWhoWaitForNoSlowOneStandInLineTooWhileSlowOnesHoldAllPlaces() {
        taken("one");
        taken("two");
        Taken third = taken("three");
        clock.forward(Duration.ofSeconds(2));
        List<Duration> pauses = pauses(10_000, "four");
        assertThat(pauses).allMatch(pause -> pause.compareTo(Duration.ofMinutes(5)) <= 0);
        Map<Long, Long> inEachSecond =
                pauses.stream()
                        .collect(Collectors.groupingBy(Duration::toSeconds, Collectors.counting()));
        assertThat(inEachSecond).doesNotContainKey(0L);
        assertThat(inEachSecond.values()).allMatch(count -> count <= 40);
        places.giveBack(third);
        taken("quick");
        assertThat(pauses(1000, "four")).as("a place is free in a moment").containsOnly(SECOND);
    }

    @Test
    @Timeout(30)
    void noThreadWaitsWhileSlowOnesHoldAllPlaces() {
        JobPlaces patient = places(Duration.ofMinutes(1));
        patient.define("other");
        for (String whom : List.of("one", "two", "three")) {
            assertThat(patient.take(KIND, Set.of(whom))).isInstanceOf(Taken.class);
        }
        clock.forward(Duration.ofSeconds(2));
        assertThat(patient.take(KIND, Set.of("four"))).isInstanceOf(Later.class);
    }

    @Test
    void aKindLeavesAllPlacesOfTheOthersFreeAlsoWithTheSameOne() {
        places.define("other");
        taken("one");
        taken("one");
        taken("two");
        for (String whom : List.of("one", "one", "two")) {
            assertThat(places.take("other", Set.of(whom))).isInstanceOf(Taken.class);
        }
        assertThat(places.all()).isEqualTo(6);
    }

    @Test
    @Timeout(30)
    void whoWaitsForAQuickOneGetsThePlaceThatIsFreedMeanwhile() throws Exception {
        JobPlaces patient = places(Duration.ofMinutes(1));
        Taken place = (Taken) patient.take(KIND, Set.of("one"));
        var unused = patient.take(KIND, Set.of("one"));
        FutureTask<Wish> wish = new FutureTask<>(() -> patient.take(KIND, Set.of("one")));
        Thread waiting = Thread.ofPlatform().start(wish);
        await("it waits").until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        patient.giveBack(place);
        assertThat(wish.get()).isInstanceOf(Taken.class);
    }

    @Test
    @Timeout(30)
    void nobodyWaitsForASlowOneNorWithAThreadThatIsThereForOthers() {
        JobPlaces patient = places(Duration.ofMinutes(1));
        for (String whom : List.of("one", "two", "three")) {
            assertThat(patient.take(KIND, Set.of(whom))).isInstanceOf(Taken.class);
        }
        assertThat(patient.take(KIND, Set.of("four"))).isInstanceOf(Later.class);

        patient.define("other");
        for (int two = 0; two < 2; two++) {
            assertThat(patient.take("other", Set.of("slow"))).isInstanceOf(Taken.class);
        }
        clock.forward(Duration.ofSeconds(2));
        assertThat(patient.take("other", Set.of("slow"))).isInstanceOf(Later.class);
    }

    private JobPlaces places(Duration patience) {
        JobPlaces made = new JobPlaces(clock, patience);
        made.define(KIND);
        return made;
    }

    @CanIgnoreReturnValue
    private Taken taken(String... whom) {
        return (Taken) places.take(KIND, Set.of(whom));
    }

    private Duration pause(String... whom) {
        Later later = (Later) places.take(KIND, Set.of(whom));
        return Duration.between(clock.instant(), later.next());
    }

    @CanIgnoreReturnValue
    private List<Duration> pauses(int many, String whom) {
        return Stream.generate(() -> pause(whom)).limit(many).toList();
    }
}
