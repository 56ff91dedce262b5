package io.counterfoil.printing.bureau;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Tx;
import java.util.Map;
import java.util.UUID;

/** Knows what goes into the package of a run. */
public interface Packages {
    /**
     * What is in a package, in few words.
     *
     * @param number the first six digits of the run's serials
     * @param product the product's name
     * @param items how many
     * @param bureau the name of the bureau
     */
    record Summary(int number, String product, int items, String bureau) {}

    /**
     * A package that is ready to be sent.
     *
     * @param content what is in it
     * @param key to which it is encrypted
     */
    record Sealed(BureauPackage content, BureauKey key) {}

    /**
     * What is in the package of a run.
     *
     * @throws io.counterfoil.platform.Refused if there is no such run, it goes to no bureau, or its
     *     files can't be made now
     */
    Summary summary(Caller caller, UUID run);

    /**
     * The package of a run; takes a moment, since everything is checked before the first byte is
     * sent.
     *
     * @throws io.counterfoil.platform.Refused as {@link #summary} does, or if something on the items
     *     was changed since they were checked, or nothing can be encrypted to the bureau's key now
     */
    Sealed prepare(Caller caller, UUID run);

    /**
     * Makes sure, as part of a transaction, that a package can be sent until it ends, and that its
     * files are still those that it was prepared from.
     *
     * @param files the digests of its files by their names
     * @throws io.counterfoil.platform.Refused if they can't be fetched any more, or were checked
     *     again meanwhile
     */
    void requireStillReady(Tx tx, UUID run, Map<String, String> files);

    /** How often somebody began to fetch a file of a run alone, without its package. */
    int leftAlone(Tx tx, UUID run);
}
