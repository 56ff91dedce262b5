package io.counterfoil.printing.counting;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialSet;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was named at a count-in, bucket by bucket, before anybody asks whether it adds up. A million
 * serials take as little room as one.
 */
final class Tally {
    private final SerialRange run;
    private final Map<Bucket, BitSet> named = new EnumMap<>(Bucket.class);
    private final Set<Bucket> given = EnumSet.noneOf(Bucket.class);

    /** Where a counted item ends. */
    enum Bucket {
        SPOILED,
        MISSING,
        PRINTED;

        /** Its name in requests and tables. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Nothing is named yet of this run. */
    Tally(SerialRange run) {
        this.run = run;
        for (Bucket bucket : Bucket.values()) {
            named.put(bucket, new BitSet());
        }
    }

    /** Names serials of the run; once more is no harm. */
    void add(Bucket bucket, SerialRange serials) {
        given.add(bucket);
        of(bucket).set(serials.from(), serials.to() + 1);
    }

    /** Says that a bucket was counted, even if nothing is in it. */
    void give(Bucket bucket) {
        given.add(bucket);
    }

    /** Whether a bucket was counted. */
    boolean isGiven(Bucket bucket) {
        return given.contains(bucket);
    }

    /** How many serials a bucket has. */
    int count(Bucket bucket) {
        return of(bucket).cardinality();
    }

    /** The first of these serials that is in any bucket already. */
    Optional<SerialNumber> firstNamed(SerialRange serials) {
        return named.values().stream()
                .map(bits -> bits.nextSetBit(serials.from()))
                .filter(at -> at >= 0 && at <= serials.to())
                .min(Integer::compare)
                .map(at -> SerialNumber.of(run.run(), at));
    }

    /** What is in a bucket and in any of the others, at most so many. */
    Set<SerialNumber> both(Bucket bucket, Set<Bucket> others, int most) {
        BitSet both = new BitSet();
        others.forEach(other -> both.or(of(other)));
        both.and(of(bucket));
        Set<SerialNumber> serials = new TreeSet<>();
        both.stream().limit(most).forEach(at -> serials.add(SerialNumber.of(run.run(), at)));
        return serials;
    }

    /** Those that are in any bucket. */
    SerialSet named() {
        BitSet all = new BitSet();
        named.values().forEach(all::or);
        return SerialSet.of(run.run(), all);
    }

    /** The serials of a bucket. */
    SerialSet serials(Bucket bucket) {
        return SerialSet.of(run.run(), of(bucket));
    }

    private BitSet of(Bucket bucket) {
        return named.computeIfAbsent(bucket, absent -> new BitSet());
    }
}
