package io.counterfoil.printing;

import io.counterfoil.platform.Tx;
import java.util.Optional;

/** The storage that codes promise, as orders of print runs need to know it. */
@FunctionalInterface
public interface StorageRoom {
    /**
     * What may still be promised to those who redeem codes, the accounts there are already taken
     * off; empty if nothing limits it. Asked where the rows of all providers are seen.
     */
    Optional<Left> left(Tx tx);

    /**
     * What is left.
     *
     * @param bytes negative if too much is promised already
     * @param unlimitedBytes as what a plan without a quota counts
     */
    record Left(long bytes, long unlimitedBytes) {}
}
