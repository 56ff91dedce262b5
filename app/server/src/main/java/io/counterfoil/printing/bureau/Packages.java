package io.counterfoil.printing.bureau;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Knows what goes into the packages of runs. */
public interface Packages {
    /**
     * What is in a package, in few words.
     *
     * @param number the first six digits of the run's serials
     * @param revision 1 for what was ordered, more for items that are printed again
     * @param product the product's name
     * @param items how many
     * @param bureau the name of the bureau
     */
    record Summary(int number, int revision, String product, int items, String bureau) {}

    /**
     * A package that a run has.
     *
     * @param refused why it can't be sent, and what takes its place; null if it can
     */
    record Choice(int revision, int items, @Nullable Text refused) {}

    /**
     * The packages of a run whose files can be fetched now: of what was ordered, and of each reprint;
     * none of another run.
     *
     * @throws io.counterfoil.platform.Refused if there is no such run
     */
    List<Choice> choices(Caller caller, UUID run);

    /**
     * A package that is ready to be sent.
     *
     * @param content what is in it
     * @param key to which it is encrypted
     */
    record Sealed(BureauPackage content, BureauKey key) {}

    /**
     * What is in a package.
     *
     * @throws io.counterfoil.platform.Refused if there is no such run or revision, it goes to no
     *     bureau, its files can't be made now, or items of it were printed again since
     */
    Summary summary(Caller caller, PackageId pack);

    /**
     * A package; takes a moment, since everything is checked before the first byte is
     * sent.
     *
     * @param language of what is in it for people
     * @throws io.counterfoil.platform.Refused as {@link #summary} does, or if something on the items
     *     was changed since they were checked, or nothing can be encrypted to the bureau's key now
     */
    Sealed prepare(Caller caller, PackageId pack, Locale language);

    /**
     * Makes sure, as part of a transaction, that a package can be sent until it ends, and that its
     * files are still those that it was prepared from.
     *
     * @param files the digests of its files by their names
     * @throws io.counterfoil.platform.Refused if they can't be fetched any more, or were checked
     *     again meanwhile
     */
    void requireStillReady(Tx tx, PackageId pack, Map<String, String> files);

    /** How often somebody began to fetch a file of a package alone. */
    int leftAlone(Tx tx, PackageId pack);
}
