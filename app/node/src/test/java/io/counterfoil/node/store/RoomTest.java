package io.counterfoil.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RoomTest {
    private final AtomicLong free = new AtomicLong(1_100);
    private final Room room = new Room(free::get, 100);

    @Test
    void whatIsPromisedToOneIsNotFreeForAnother() {
        assertThat(room.promise(600)).isTrue();
        assertThat(room.promise(401)).isFalse();
        assertThat(room.promise(400)).isTrue();
        assertThat(room.promise(0)).as("nothing is left").isFalse();
        room.release(400);
        assertThat(room.promise(400)).isTrue();
    }

    @Test
    void whatIsWrittenIsCountedByTheDiskAlone() {
        assertThat(room.promise(600)).isTrue();
        free.addAndGet(-600);
        room.release(600);
        assertThat(room.promise(401)).isFalse();
        assertThat(room.promise(400)).isTrue();
    }

    @Test
    void aPromiseBeyondAllMeasureIsRefusedAndTakesNothing() {
        assertThat(room.promise(Long.MAX_VALUE)).isFalse();
        assertThat(room.promise(1_000)).isTrue();
    }

    @Test
    void theMinimumStaysFree() {
        free.set(100);
        assertThat(room.promise(0)).isFalse();
        free.set(99);
        assertThat(room.promise(0)).isFalse();
    }

    @Test
    void aPruneMayUseHalfOfTheMinimum() {
        free.set(100);
        assertThat(room.promiseForPrune(51)).isFalse();
        assertThat(room.promiseForPrune(50)).isTrue();
        assertThat(room.promiseForPrune(0)).isFalse();
        assertThat(room.promise(0)).isFalse();
    }
}
