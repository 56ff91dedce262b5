package io.counterfoil.printing.bureau;

import io.counterfoil.access.Audit;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The print bureaus of a provider: their keys, and how they want their files. */
public final class Bureaus {
    private final Transactions transactions;
    private final Audit audit;
    private final Ids ids;

    /** Bureaus whose keys are noted in {@code audit} when they change. */
    public Bureaus(Transactions transactions, Audit audit, Ids ids) {
        this.transactions = transactions;
        this.audit = audit;
        this.ids = ids;
    }

    /**
     * Adds a bureau.
     *
     * @throws Refused if a field is wrong, nothing can be encrypted to the key, or the name is taken
     */
    public Bureau create(Caller caller, NewBureau wanted) {
        UUID id =
                transactions.once(
                        caller,
                        UUID.class,
                        tx -> {
                            Bureau bureau = BureauFields.create(ids.next(), wanted, tx.now());
                            if (!new BureauRepository(tx).insert(bureau)) {
                                throw taken(bureau.name());
                            }
                            record(tx, "bureau.added", bureau);
                            return bureau.id();
                        });
        return known(caller, id);
    }

    /** The bureaus of the caller's provider, newest first. */
    public Slice<Bureau> list(Caller caller, Listing listing) {
        return transactions.read(
                caller,
                tx -> Slice.of(listing, new BureauRepository(tx).list(listing), Bureau::id));
    }

    /**
     * A bureau.
     *
     * @throws Refused if the caller's provider has no such bureau
     */
    public Bureau find(Caller caller, UUID id) {
        return transactions.read(
                caller, tx -> find(tx, id).orElseThrow(() -> Refused.notFound("bureau")));
    }

    /**
     * Changes what was sent; what was agreed for runs that are ordered already stays.
     *
     * @throws Refused as {@link #create} does, or if there is no such bureau, or another key is sent
     *     while a run that is not over yet goes to it: one person alone could read its codes with it
     */
    public Bureau change(Caller caller, UUID id, NewBureau wanted) {
        transactions.once(
                caller,
                UUID.class,
                tx -> {
                    BureauRepository bureaus = new BureauRepository(tx);
                    Bureau before =
                            bureaus.lock(id).orElseThrow(() -> Refused.notFound("bureau"));
                    Bureau after = BureauFields.change(before, wanted, tx.now());
                    if (!after.key().fingerprint().equals(before.key().fingerprint())) {
                        bureaus.openRun(id).ifPresent(Bureaus::refuseOtherKey);
                    }
                    if (!bureaus.update(after)) {
                        throw taken(after.name());
                    }
                    record(tx, "bureau.changed", after);
                    return id;
                });
        return known(caller, id);
    }

    /** What was done once is answered again, also when the bureau is deleted since. */
    private Bureau known(Caller caller, UUID id) {
        return transactions.read(caller, tx -> new BureauRepository(tx).known(id));
    }

    /**
     * Deletes a bureau.
     *
     * @throws Refused if there is no such bureau, or a run that is not over yet goes to it
     */
    public void remove(Caller caller, UUID id) {
        transactions.once(
                caller,
                UUID.class,
                tx -> {
                    BureauRepository bureaus = new BureauRepository(tx);
                    Bureau bureau =
                            bureaus.lock(id).orElseThrow(() -> Refused.notFound("bureau"));
                    if (!bureaus.remove(id)) {
                        throw new Refused(
                                ProblemType.CONFLICT,
                                "A print run that is not counted in goes to this bureau. Count it"
                                        + " in or cancel it first.");
                    }
                    record(tx, "bureau.deleted", bureau);
                    return id;
                });
    }

    /** A bureau of the caller's provider that isn't deleted. */
    public Optional<Bureau> find(Tx tx, UUID id) {
        return new BureauRepository(tx).find(id);
    }

    /**
     * Notes that a run goes to a bureau, with the bureau's wishes as they are now.
     *
     * @throws Refused if there is no such bureau
     */
    public void assign(Tx tx, UUID run, UUID bureau) {
        BureauRepository bureaus = new BureauRepository(tx);
        if (bureaus.lock(bureau).isEmpty()) {
            throw unknown();
        }
        bureaus.assign(run, bureau);
    }

    /** The bureau that prints a run; empty for one that is printed on sheets of one's own. */
    public Optional<BureauOfRun> ofRun(Tx tx, UUID run) {
        return new BureauRepository(tx).ofRun(run);
    }

    /** Whether anything of any package of a run was sent to anybody, or may have been. */
    public boolean anySent(Tx tx, UUID run) {
        return new ReceiptRepository(tx).anySent(run);
    }

    /** The same for one package. */
    public boolean anySent(Tx tx, PackageId pack) {
        ReceiptRepository.Sent sent = new ReceiptRepository(tx).sent(pack);
        return sent.byProvider() + sent.byLinks() > 0;
    }

    /**
     * How many packages of a run were sent to anybody, or may have been, with any of these files.
     *
     * @param files their digests in hexadecimal, by their names
     */
    public int sentWith(Tx tx, UUID run, Map<String, String> files) {
        return new ReceiptRepository(tx).sentWith(run, files);
    }

    /** Takes back what a second person allowed of the packages of a run: they are others from now on. */
    public void endGrants(Tx tx, UUID run) {
        new LinkRepository(tx).endGrants(run);
    }

    /** That an order names no bureau of the provider. */
    public static Refused unknown() {
        return Refused.field(
                "bureau", "There is no such bureau. Copy the id from the answer that made it.");
    }

    private void record(Tx tx, String action, Bureau bureau) {
        audit.record(
                tx,
                action,
                "bureau:" + bureau.id(),
                Map.of("name", bureau.name(), "fingerprint", bureau.key().fingerprint()));
    }

    private static void refuseOtherKey(int run) {
        throw new Refused(
                ProblemType.CONFLICT,
                Text.of(
                        "Print run {run} goes to this bureau and is encrypted to the key that it"
                                + " has. Add a new bureau with the other key for further runs; or"
                                + " count this run in or cancel it first.",
                        "run",
                        String.valueOf(run)));
    }

    private static Refused taken(String name) {
        return new Refused(
                ProblemType.CONFLICT,
                Text.of(
                        "There is already a bureau called \"{name}\". Choose another name.",
                        "name",
                        name));
    }
}
