package io.counterfoil.node.content;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.node.AccountSpecs;
import io.counterfoil.node.contract.Aside;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class QuotasTest {
    private static final UUID POOL = UUID.fromString("0192f0c4-0000-7000-8000-000000000001");

    private final Quotas quotas = new Quotas();

    private Quotas.Meter meter(AccountSpecs spec) {
        Quotas.Meter meter = quotas.meter();
        meter.limit(Quotas.Limits.of(spec.build()));
        return meter;
    }

    @Test
    void roomIsGivenToTheLastByteAndNoFurther() {
        Quotas.Meter meter = meter(anAccount().hardQuota(100));
        assertThat(meter.reserve(101, false)).isFalse();
        assertThat(meter.reserve(60, false)).isTrue();
        assertThat(meter.reserve(41, false)).isFalse();
        assertThat(meter.reserve(40, false)).isTrue();
        assertThat(meter.reserve(0, false)).isTrue();
        assertThat(meter.reserve(1, false)).isFalse();
    }

    @Test
    void aRefundAndADeletionMakeRoomAgain() {
        Quotas.Meter meter = meter(anAccount().hardQuota(100));
        assertThat(meter.reserve(100, false)).isTrue();
        meter.refund(30);
        meter.settle(70);
        assertThat(meter.storedBytes()).isEqualTo(70);
        assertThat(meter.reserve(30, false)).isTrue();
        meter.freed(70);
        assertThat(meter.reserve(70, false)).isTrue();
        assertThat(meter.reserve(1, false)).isFalse();
    }

    @Property(seed = "1")
    void theReserveIsOnePercentButNeverLessThan64MiB(
            @ForAll @LongRange(max = Long.MAX_VALUE) long quota) {
        long with = Quotas.withReserve(quota);
        assertThat(with).isGreaterThan(quota == Long.MAX_VALUE ? quota - 1 : quota);
        if (with != Quotas.UNLIMITED) {
            assertThat(with - quota).isEqualTo(Math.max(64L << 20, quota / 100));
        }
    }

    @Test
    void anAccountWithoutQuotaTakesWhatComes() {
        Quotas.Meter meter = meter(anAccount());
        assertThat(meter.reserve(Long.MAX_VALUE / 2, false)).isTrue();
    }

    @Test
    void whatAMemberTakesIsMissingInThePool() {
        Quotas.Meter parent = meter(anAccount().pool(POOL, 100));
        Quotas.Meter sub = meter(anAccount().pool(POOL, 100));
        assertThat(parent.reserve(60, false)).isTrue();
        assertThat(sub.reserve(41, false)).isFalse();
        assertThat(sub.reserve(40, false)).isTrue();
        parent.refund(60);
        assertThat(sub.reserve(60, false)).isTrue();
    }

    @Test
    void whoLeavesAPoolTakesItsBytesAlong() {
        Quotas.Meter parent = meter(anAccount().pool(POOL, 100));
        Quotas.Meter sub = meter(anAccount().pool(POOL, 100));
        sub.found(90);
        assertThat(parent.reserve(20, false)).isFalse();
        sub.limit(Quotas.Limits.NONE);
        assertThat(parent.reserve(100, false)).isTrue();
        sub.limit(Quotas.Limits.of(anAccount().pool(POOL, 100).build()));
        assertThat(sub.reserve(1, false)).isFalse();
    }

    @Property(seed = "1", tries = 200)
    void noSequenceOfRequestsExceedsAnyBound(@ForAll long seed) {
        Random random = new Random(seed);
        Quotas.Meter[] meters = {
            meter(anAccount().hardQuota(500).pool(POOL, 800)),
            meter(anAccount().userQuota(600).pool(POOL, 800))
        };
        long[] quota = {500, 600};
        long[] stored = new long[2];
        List<List<Integer>> reserved = List.of(new ArrayList<>(), new ArrayList<>());
        for (int step = 0; step < 200; step++) {
            int who = random.nextInt(2);
            int bytes = random.nextInt(200);
            List<Integer> mine = reserved.get(who);
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    if (meters[who].reserve(bytes, false)) {
                        mine.add(bytes);
                    }
                }
                case 2 -> {
                    if (!mine.isEmpty()) {
                        int size = mine.removeLast();
                        meters[who].settle(size);
                        stored[who] += size;
                    }
                }
                default -> {
                    if (!mine.isEmpty()) {
                        meters[who].refund(mine.removeLast());
                    } else {
                        meters[who].freed(stored[who]);
                        stored[who] = 0;
                    }
                }
            }
            assertThat(meters[who].storedBytes()).isEqualTo(stored[who]);
            assertThat(stored[who]).isLessThanOrEqualTo(quota[who]);
            assertThat(stored[0] + stored[1]).isLessThanOrEqualTo(800);
        }
    }

    @Test
    void objectsAreBoundedByTheQuotaAndAFullAccountStillForgets() {
        Quotas.Meter meter = new Quotas().meter();
        meter.limit(
                Quotas.Limits.of(anAccount().hardQuota(Quotas.BYTES_FOR_AN_OBJECT * 3).build()));
        for (int i = 0; i < Quotas.FREE_OBJECTS + 3; i++) {
            assertThat(meter.admit(false)).isTrue();
        }
        assertThat(meter.admit(false)).isFalse();
        for (int i = 0; i < Quotas.RESERVED_OBJECTS; i++) {
            assertThat(meter.admit(true)).isTrue();
        }
        assertThat(meter.admit(true)).isFalse();
        meter.countLock();
        assertThat(meter.admit(true)).isFalse();
        meter.limit(Quotas.Limits.NONE);
        assertThat(meter.admit(true)).isTrue();
    }

    @Test
    void whatIsKeptLeavesTheQuotaFreeButNoMoreThanOnceOver() {
        Quotas.Meter meter = meter(anAccount().hardQuota(100));
        for (int i = 0; i < 2; i++) {
            assertThat(meter.reserve(100, false)).isTrue();
            meter.settle(100);
            meter.kept(100);
        }
        assertThat(meter.storedBytes()).isZero();
        assertThat(meter.deleted()).isEqualTo(new Aside(2, 200));
        assertThat(meter.reserve(1, false)).isFalse();
        assertThat(meter.reserve(1, true)).as("to lock and to forget").isTrue();
        meter.refund(1);
        meter.dropped(100);
        assertThat(meter.reserve(100, false)).isTrue();
        assertThat(meter.reserve(1, false)).isFalse();
    }

    @Test
    void thatGoesForAPoolTooAlsoWhenAMemberLeaves() {
        UUID pool = UUID.randomUUID();
        Quotas.Meter one = meter(anAccount().pool(pool, 100));
        Quotas.Meter other = meter(anAccount().pool(pool, 100));
        for (Quotas.Meter member : List.of(one, other)) {
            assertThat(member.reserve(100, false)).isTrue();
            member.settle(100);
            member.kept(100);
        }
        assertThat(one.reserve(1, false)).isFalse();
        other.limit(Quotas.Limits.NONE);
        assertThat(one.reserve(100, false)).isTrue();
        assertThat(one.reserve(1, false)).isFalse();
    }
}
