package io.counterfoil.trials;

import io.counterfoil.access.NetworkAddress;
import io.counterfoil.codes.KeyedDigest;
import io.counterfoil.codes.ServerKey;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * By what somebody who had a trial is known again, as keyed digests only.
 *
 * <p>An e-mail address counts without what follows a plus in it and in lower case, since most servers
 * deliver all of these to one person. Dots are kept: only some servers ignore them, and elsewhere they
 * part two people.
 */
public final class TrialMarks {
    private final KeyedDigest digest;

    /** Marks under {@code serverKey}. */
    public TrialMarks(ServerKey serverKey) {
        this.digest = serverKey.digest(ServerKey.Purpose.TRIAL);
    }

    /**
     * A household: its network and its browser.
     *
     * @param device null for a program
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Household(byte[] network, byte @Nullable [] device) {
        /** All marks, always in the same order. */
        List<byte[]> all() {
            return Stream.of(Stream.of(network), Stream.ofNullable(device))
                    .flatMap(mark -> mark)
                    .sorted(Arrays::compare)
                    .toList();
        }
    }

    byte[] email(String address) {
        return digest.of("email " + normalized(address));
    }

    Household household(String address, @Nullable String device) {
        return new Household(
                digest.of("network " + NetworkAddress.of(address).text()),
                device == null || device.isBlank() ? null : digest.of("device " + device));
    }

    /** One spelling for all that reach the same person on most servers. */
    static String normalized(String address) {
        String lower = address.strip().toLowerCase(Locale.ROOT);
        int at = lower.lastIndexOf('@');
        int plus = lower.indexOf('+');
        return plus > 0 && plus < at ? lower.substring(0, plus) + lower.substring(at) : lower;
    }
}
