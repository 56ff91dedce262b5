package io.counterfoil.printing;

import io.counterfoil.codes.CodeChain;
import io.counterfoil.codes.CodeDigester;
import io.counterfoil.codes.RunKey;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The job that makes the items of a run, block by block. Each block commits together with how far
 * the run has come, so that the job of a killed server goes on where it stopped. Codes are made
 * while the database stores the block before.
 */
public final class Minting {
    static final String JOB = "mint-print-run";

    /** An hour, so that a database or a disk that is away for a while kills no run. */
    static final int TRIES = 20;

    private static final String SWEEP = "mint-waiting-runs";
    private static final String STALLED =
            "The items could not be made, again and again for an hour. Perhaps a disk is full. The"
                    + " server's log has more under the id of this run. Nothing is lost: what is"
                    + " made stays, and the other items are made once that is mended and you say"
                    + " so.";

    /** Items of one transaction. */
    static final int BLOCK = CodeChain.BLOCK;

    private static final Logger LOG = LoggerFactory.getLogger(Minting.class);
    private static final Actor ACTOR = Actor.job(JOB);
    private static final Caller EVERYWHERE = new Caller(Scope.system(), ACTOR);

    private final Transactions transactions;
    private final RunItems items;
    private final CodeVault vault;
    private final CodeDigester digester;
    private final SecureRandom random;
    private final Jobs jobs;

    /**
     * Makes codes that {@code digester} knows, sealed by {@code vault}; the last block schedules the
     * run's release among {@code jobs}.
     */
    public Minting(
            Transactions transactions,
            RunItems items,
            CodeVault vault,
            CodeDigester digester,
            SecureRandom random,
            Jobs jobs) {
        this.transactions = transactions;
        this.items = items;
        this.vault = vault;
        this.digester = digester;
        this.random = random;
        this.jobs = jobs;
    }

    /**
     * Lets orders ask for minting. At its start and every hour the service also looks for runs that
     * nobody mints.
     */
    public void defineJobs() {
        jobs.defineLong(
                JOB,
                run -> load(UUID.fromString(run)).provider().toString(),
                run -> mint(UUID.fromString(run)),
                TRIES,
                (run, cause) -> stall(UUID.fromString(run), cause.orElse(null)));
        jobs.every(
                SWEEP,
                Duration.ofHours(1),
                () ->
                        transactions.write(
                                EVERYWHERE,
                                tx -> {
                                    List<UUID> runs = new PrintRunRepository(tx).unminted();
                                    runs.forEach(run -> jobs.schedule(tx, JOB, run.toString()));
                                    return runs;
                                }));
    }

    /** Keeps a new run, which is minted once the transaction has committed. */
    void order(Tx tx, PrintRun run) {
        items.order(tx, run);
        jobs.schedule(tx, JOB, run.id().toString());
    }

    /**
     * Makes what is missing of a run; does nothing if it needs no more items.
     *
     * @throws IllegalStateException if another server is minting it, or the key of its first codes is
     *     not there; try again later
     */
    public void mint(UUID id) {
        PrintRun run = load(id);
        if (run.state() != RunState.MINTING) {
            return;
        }
        if (mintBlocks(run, vault.keyForMinting(run))) {
            return;
        }
        RunState state = load(id).state();
        if (state == RunState.CANCELLED) {
            // The key may have been made after the cancellation looked for it.
            vault.destroyKey(id);
        } else if (state == RunState.MINTING) {
            throw new IllegalStateException("print run " + id + " is minted by another server");
        }
    }

    /**
     * Stops the making of items that fails again and again, and says so; somebody can have it tried
     * again.
     */
    void stall(UUID id, @Nullable Throwable cause) {
        LOG.error("the items of print run {} could not be made", id, cause);
        String reason = cause instanceof MissingKeyException ? MissingKeyException.WORDS : STALLED;
        transactions.write(callerOf(load(id)), tx -> items.stallMinting(tx, id, reason));
    }

    /** False if somebody else minted a block or cancelled the run. */
    private boolean mintBlocks(PrintRun run, RunKey key) {
        try (ExecutorService maker = Executors.newSingleThreadExecutor()) {
            int done = run.minted();
            Future<MintedBlock> next = make(maker, run, done, key);
            while (true) {
                MintedBlock block = finished(next);
                done = block.range().to();
                boolean last = done == run.quantity();
                if (!last) {
                    next = make(maker, run, done, key);
                }
                if (!transactions.write(callerOf(run), tx -> add(tx, run, block))) {
                    return false;
                }
                if (last) {
                    return true;
                }
            }
        }
    }

    private boolean add(Tx tx, PrintRun run, MintedBlock block) {
        boolean added = items.add(tx, run, block);
        if (added && block.range().to() == run.quantity()) {
            jobs.schedule(tx, Releases.JOB, run.id().toString());
        }
        return added;
    }

    private Future<MintedBlock> make(ExecutorService maker, PrintRun run, int done, RunKey key) {
        int last = Math.min(done + BLOCK, run.quantity());
        SerialRange range = new SerialRange(run.number(), done + 1, last);
        return maker.submit(() -> MintedBlock.make(run.id(), range, key, digester, random));
    }

    private PrintRun load(UUID id) {
        return transactions
                .read(EVERYWHERE, tx -> new PrintRunRepository(tx).find(id))
                .orElseThrow(() -> new IllegalStateException("there is no print run " + id));
    }

    private static Caller callerOf(PrintRun run) {
        return new Caller(new Scope.Provider(run.provider()), ACTOR);
    }

    private static MintedBlock finished(Future<MintedBlock> block) {
        try {
            return block.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("codes could not be made", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("minting was interrupted", e);
        }
    }
}
