package io.counterfoil.node.content;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.node.store.Kind;
import io.counterfoil.node.store.Location;
import io.counterfoil.node.store.ObjectName;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClaimsTest {
    private static final Location PACK =
            new Location(new UUID(1, 1), "", Kind.DATA, new ObjectName(1, 2, 3, 4));
    private static final Location OTHER =
            new Location(new UUID(1, 1), "", Kind.DATA, new ObjectName(5, 6, 7, 8));

    private Quotas.Meter meter;
    private Claims claims;

    @BeforeEach
    void hundredBytes() {
        meter = new Quotas().meter();
        meter.limit(Quotas.Limits.of(anAccount().hardQuota(100).build()));
        claims = new Claims(meter);
    }

    private Claims.Claim join(Location location) {
        return requireNonNull(claims.join(location));
    }

    @Test
    void twoUploadsOfOneObjectNeedItsRoomOnce() {
        Claims.Claim first = join(PACK);
        assertThat(claims.grow(first, 80)).isTrue();
        Claims.Claim second = join(PACK);
        assertThat(claims.grow(second, 80)).isTrue();
        assertThat(claims.grow(join(OTHER), 21)).isFalse();
        claims.leave(first);
        assertThat(meter.reserve(21, false)).as("the second still needs it").isFalse();
        claims.leave(second);
        assertThat(meter.reserve(100, false)).isTrue();
    }

    @Test
    void theOneThatStandsUsesTheClaimUpForTheOther() {
        Claims.Claim first = join(PACK);
        Claims.Claim second = join(PACK);
        assertThat(claims.grow(first, 80)).isTrue();
        claims.settle(second, 80);
        assertThat(claims.holds(first)).isFalse();
        claims.leave(first);
        claims.leave(second);
        assertThat(meter.storedBytes()).isEqualTo(80);
        assertThat(meter.reserve(20, false)).isTrue();
        assertThat(meter.reserve(1, false)).isFalse();
    }

    @Test
    void aNewUploadAfterADeletionClaimsRoomOfItsOwn() {
        Claims.Claim old = join(PACK);
        Claims.Claim stored = join(PACK);
        assertThat(claims.grow(stored, 80)).isTrue();
        claims.settle(stored, 80);
        meter.freed(80);
        Claims.Claim fresh = join(PACK);
        assertThat(fresh).isNotSameAs(old);
        assertThat(claims.grow(fresh, 80)).isTrue();
        claims.leave(old);
        assertThat(claims.holds(fresh)).isTrue();
        assertThat(meter.reserve(21, false)).isFalse();
    }

    @Test
    void oneObjectIsSentByAFewAtATimeOnly() {
        for (int i = 0; i < Claims.MOST_OF_ONE_OBJECT; i++) {
            assertThat(claims.join(PACK)).isNotNull();
        }
        assertThat(claims.join(PACK)).isNull();
        claims.leave(requireNonNull(claims.join(OTHER)));
    }

    @Test
    void anAccountHasSoManyUploadsAndNoMore() {
        Claims.Claim first = join(PACK);
        for (int i = 1; i < Claims.MOST_UPLOADS; i++) {
            join(new Location(new UUID(1, 1), "", Kind.DATA, new ObjectName(i, i, i, i)));
        }
        assertThat(claims.join(OTHER)).isNull();
        claims.leave(first);
        assertThat(claims.join(OTHER)).isNotNull();
    }

    @Test
    void objectsAreCountedOnceEachHoweverTheyEnd() {
        for (int i = 0; i < Quotas.FREE_OBJECTS - 1; i++) {
            assertThat(meter.admit(false)).isTrue();
        }
        Claims.Claim twice = join(PACK);
        Claims.Claim again = join(PACK);
        assertThat(claims.grow(twice, 1)).isTrue();
        assertThat(claims.grow(again, 1)).isTrue();
        assertThat(claims.grow(join(OTHER), 1)).as("one too many").isFalse();
        claims.settle(again, 1);
        claims.leave(again);
        claims.leave(twice);
        assertThat(meter.admit(false)).isFalse();
        meter.freed(1);
        Claims.Claim givenUp = join(PACK);
        assertThat(claims.grow(givenUp, 1)).isTrue();
        assertThat(meter.admit(false)).isFalse();
        claims.leave(givenUp);
        assertThat(meter.admit(false)).isTrue();
    }

    @Test
    void roomGrowsWithABodyOfUnknownLength() {
        Claims.Claim claim = join(PACK);
        assertThat(claims.grow(claim, 60)).isTrue();
        assertThat(claims.grow(claim, 100)).isTrue();
        assertThat(claims.grow(claim, 101)).isFalse();
        claims.settle(claim, 70);
        assertThat(meter.reserve(30, false)).isTrue();
    }
}
