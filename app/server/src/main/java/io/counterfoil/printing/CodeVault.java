package io.counterfoil.printing;

import io.counterfoil.codes.RedemptionCode;
import io.counterfoil.codes.RunKey;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.KeyFolder;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.layout.Item;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The codes of open runs: sealed in the database, their keys in files. Without the key, which the
 * count-in destroys, not even a backup of the database can be read.
 */
public final class CodeVault {
    private static final Logger LOG = LoggerFactory.getLogger(CodeVault.class);
    private static final String DESTROY_KEY = "destroy-run-key";
    private static final String SWEEP = "destroy-left-keys";
    private static final Caller EVERYWHERE = new Caller(Scope.system(), Actor.job(SWEEP));

    private final Transactions transactions;
    private final KeyFolder keys;
    private final Jobs jobs;

    /**
     * Codes sealed under keys of {@code keys}. At its start and every hour the service also looks
     * for keys that outlived what they were for, say on a disk that was away.
     */
    public CodeVault(Transactions transactions, KeyFolder keys, Jobs jobs) {
        this.transactions = transactions;
        this.keys = keys;
        this.jobs = jobs;
        jobs.define(DESTROY_KEY, run -> destroyKey(UUID.fromString(run)));
        jobs.every(SWEEP, Duration.ofHours(1), this::destroyLeftKeys);
    }

    /**
     * The key to mint with.
     *
     * @throws MissingKeyException if the first codes were sealed under one that is not there now, or
     *     the whole folder is away
     */
    RunKey keyForMinting(PrintRun run) {
        return run.minted() == 0 ? keyOrNew(run.id()) : requireKey(run.id());
    }

    private RunKey keyOrNew(UUID id) {
        // One made in the place of a disk that is away would be hidden once that is back.
        if (!keys.isHere()) {
            throw new MissingKeyException(id);
        }
        return keys.runKeyOrNew(id);
    }

    /** Whether the whole folder is away, and with it perhaps no key is lost. */
    boolean isAway() {
        return !keys.isHere();
    }

    /**
     * The key with which the codes of a run or reprint can be opened.
     *
     * @throws MissingKeyException if it is not there now
     */
    RunKey requireKey(UUID id) {
        return keys.runKey(id).orElseThrow(() -> new MissingKeyException(id));
    }

    /**
     * The key of a reprint; the first call makes it.
     *
     * @throws MissingKeyException if the whole folder is away
     */
    RunKey newKey(Reprint reprint) {
        return keyOrNew(reprint.id());
    }

    /** Keeps the codes of a block of a run. */
    void keep(Tx tx, UUID run, MintedBlock block) {
        new SealedCodeRepository(tx).insert(run, block.block(), block.sealed());
    }

    /**
     * Makes the codes of a run and its reprints unreadable for ever: now for us, soon for
     * everybody.
     */
    void forget(Tx tx, UUID run) {
        new SealedCodeRepository(tx).delete(run);
        jobs.schedule(tx, DESTROY_KEY, run.toString());
        new ReprintRepository(tx)
                .of(run)
                .forEach(reprint -> jobs.schedule(tx, DESTROY_KEY, reprint.id().toString()));
    }

    /** Destroys the key of a reprint whose run was closed before it had codes. */
    boolean forgetUnused(Tx tx, Reprint reprint) {
        if (new PrintRunRepository(tx).lock(reprint.run()).isOpen()) {
            return false;
        }
        jobs.schedule(tx, DESTROY_KEY, reprint.id().toString());
        return true;
    }

    /** Destroys the key of a run. */
    void destroyKey(UUID run) {
        keys.destroyRunKey(run);
    }

    /** Destroys the keys of runs and reprints that are over; one that can't be holds up no other. */
    void destroyLeftKeys() {
        List<UUID> found = keys.runs();
        for (UUID key :
                transactions.read(EVERYWHERE, tx -> new ReprintRepository(tx).endedKeys(found))) {
            try {
                destroyKey(key);
            } catch (UncheckedIOException e) {
                LOG.error("the key file of {} could not be destroyed, though it is over", key, e);
            }
        }
    }

    /**
     * Items of a revision with their codes, opened one block at a time.
     *
     * @throws Refused if the key is not on this machine
     */
    Iterator<Item> items(Caller caller, Revision revision, List<SerialRange> serials) {
        RunKey key =
                keys.runKey(revision.key())
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                ProblemType.CONFLICT,
                                                "The key of this run is not on this server, so its"
                                                        + " codes can't be printed. Restore the"
                                                        + " keys folder, or cancel the run and"
                                                        + " order it again."));
        return serials.stream().flatMap(range -> items(caller, key, revision, range)).iterator();
    }

    private Stream<Item> items(Caller caller, RunKey key, Revision revision, SerialRange range) {
        List<RunKey.Block> blocks =
                transactions.read(
                        caller,
                        tx ->
                                new SealedCodeRepository(tx)
                                        .blocks(revision.key(), range.from(), range.to()));
        int there =
                blocks.stream()
                        .mapToInt(
                                block ->
                                        Math.min(block.to(), range.to())
                                                - Math.max(block.from(), range.from())
                                                + 1)
                        .sum();
        // Who counts the run in meanwhile, or cancels it, destroys those that are still to be read.
        if (there != range.size()) {
            throw new IllegalStateException(
                    "some codes of print run " + range.run() + " are destroyed");
        }
        return blocks.stream()
                .flatMap(block -> open(caller, range.run(), key, block))
                .filter(item -> range.contains(item.serial()));
    }

    private Stream<Item> open(Caller caller, int run, RunKey key, RunKey.Block block) {
        byte[] sealed = transactions.read(caller, tx -> new SealedCodeRepository(tx).sealed(block));
        Iterator<SerialNumber> serials =
                new SerialRange(run, block.from(), block.to()).iterator();
        List<RedemptionCode> codes = key.open(block, sealed);
        return codes.stream().map(code -> Item.of(serials.next(), code));
    }
}
