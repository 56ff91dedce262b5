package io.counterfoil.printing;

import io.counterfoil.codes.CodeDigester;
import io.counterfoil.codes.RunKey;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The job that carries a reprint out: new codes for its items, which kills the old ones, then the
 * same check of its files as for the run. It goes on where a killed server stopped.
 */
public final class Reprinting {
    static final String JOB = "reprint-items";

    /** Half an hour: the run's own files may be in their check meanwhile. */
    private static final int TRIES = 14;

    private static final String SWEEP = "carry-out-waiting-reprints";
    private static final String AWAY =
            "The keys folder is away, so no code can be made or read. Nothing is lost: bring the folder"
                    + " back; within an hour this reprint goes on by itself.";
    private static final String KEPT =
            "{reason} Nothing is lost: put back what the run was ordered with, then have its files checked"
                    + " again; this reprint also looks by itself every hour. Or count these items in"
                    + " as spoiled.";
    private static final String LATER =
            "{reason} Nothing is lost: this reprint is tried again every hour, and when you have the files"
                    + " of the run checked again.";
    private static final String BROKEN =
            "It could not be carried out, again and again; the server's log has more under its id.";
    private static final String LOST =
            "The key of its codes is not in the keys folder any more, so nobody can print them.";

    private static final Logger LOG = LoggerFactory.getLogger(Reprinting.class);
    private static final Actor ACTOR = Actor.job(JOB);
    private static final Caller EVERYWHERE = new Caller(Scope.system(), ACTOR);

    private final Transactions transactions;
    private final RunItems items;
    private final CodeVault vault;
    private final RevisionCheck check;
    private final Codes codes;

    /** What new codes are made of. */
    public record Codes(CodeDigester digester, SecureRandom random) {}

    /** Reprints {@code items}, with keys of {@code vault}, approved of by {@code check}. */
    public Reprinting(
            Transactions transactions,
            RunItems items,
            CodeVault vault,
            RevisionCheck check,
            Codes codes) {
        this.transactions = transactions;
        this.items = items;
        this.vault = vault;
        this.check = check;
        this.codes = codes;
    }

    /**
     * Lets orders ask for it. At its start and every hour the service also looks for reprints that
     * wait, for the keys folder say.
     */
    public void defineJobs(Jobs jobs) {
        jobs.every(
                SWEEP,
                Duration.ofHours(1),
                () ->
                        transactions.write(
                                EVERYWHERE,
                                tx -> {
                                    List<UUID> waiting = new ReprintRepository(tx).underWay();
                                    waiting.forEach(one -> jobs.schedule(tx, JOB, one.toString()));
                                    return waiting;
                                }));
        jobs.defineLong(
                JOB,
                reprint -> runOf(find(UUID.fromString(reprint))).provider().toString(),
                reprint -> carryOut(UUID.fromString(reprint)),
                TRIES,
                (reprint, cause) -> giveUp(UUID.fromString(reprint), cause.orElse(null)));
    }

    /**
     * Does what is missing of a reprint; nothing if its run is counted in or given up.
     *
     * @throws IllegalStateException if the run's own files are being checked, or an item was voided
     *     at that very moment; try again later
     */
    public void carryOut(UUID id) {
        Reprint reprint = find(id);
        PrintRun run = runOf(reprint);
        Caller caller = new Caller(new Scope.Provider(run.provider()), ACTOR);
        if (reprint.state() == Reprint.State.MINTING && !mint(caller, run, reprint)) {
            return;
        }
        if (reprint.isUnderWay()) {
            check(caller, run, reprint);
        }
    }

    private Reprint find(UUID id) {
        return transactions
                .read(EVERYWHERE, tx -> new ReprintRepository(tx).find(id))
                .orElseThrow();
    }

    private PrintRun runOf(Reprint reprint) {
        return transactions
                .read(EVERYWHERE, tx -> new PrintRunRepository(tx).find(reprint.run()))
                .orElseThrow();
    }

    /**
     * False if the run was given up or counted in, the reprint has failed, or another server was
     * faster.
     */
    private boolean mint(Caller caller, PrintRun run, Reprint reprint) {
        if (run.state() != RunState.READY) {
            if (run.state().isOpen()) {
                throw new IllegalStateException("print run " + run.id() + " is being checked");
            }
            return false;
        }
        int minted = transactions.read(caller, tx -> items.countMinted(tx, reprint.serials()));
        if (minted < reprint.items()) {
            finish(
                    caller,
                    reprint,
                    Reprint.State.MINTING,
                    "Some of its items were voided since the order.");
            return false;
        }
        RunKey key = vault.newKey(reprint);
        List<MintedBlock> blocks = new ArrayList<>();
        for (SerialRange range : reprint.serials()) {
            blocks.add(
                    MintedBlock.make(
                            reprint.id(), range, key, codes.digester(), codes.random()));
        }
        boolean replaced =
                transactions.write(caller, tx -> items.replaceCodes(tx, run, reprint, blocks));
        // The key may have been made after the count-in looked for it.
        if (!replaced && !transactions.write(caller, tx -> vault.forgetUnused(tx, reprint))) {
            requireBegun(caller, reprint);
        }
        return replaced;
    }

    /** Of an open run either another server made the codes, or they are still to be made. */
    private void requireBegun(Caller caller, Reprint reprint) {
        boolean waits =
                transactions
                        .read(caller, tx -> new ReprintRepository(tx).find(reprint.id()))
                        .filter(now -> now.state() == Reprint.State.MINTING)
                        .isPresent();
        if (waits) {
            throw new IllegalStateException(
                    "print run " + reprint.run() + " was not ready for a reprint");
        }
    }

    private void check(Caller caller, PrintRun run, Reprint reprint) {
        switch (check.check(caller, Revision.of(run, reprint), new Notes(reprint))) {
            case RevisionCheck.Outcome.Changed(String reason) ->
                    hold(caller, reprint, Text.of(KEPT, "reason", reason).toString());
            case RevisionCheck.Outcome.Late(String reason) ->
                    hold(caller, reprint, Text.of(LATER, "reason", reason).toString());
            case RevisionCheck.Outcome.Passed passed ->
                    finish(caller, reprint, Reprint.State.CHECKING, null);
            case RevisionCheck.Outcome.Failed(String reason) ->
                    finish(caller, reprint, Reprint.State.CHECKING, reason);
            case RevisionCheck.Outcome.Stopped stopped ->
                    LOG.info("reprint {} does not wait for its files any more", reprint.id());
        }
    }

    /** Keeps what is known of the files of a reprint that is being checked. */
    private record Notes(Reprint reprint) implements RevisionCheck.Notes {
        @Override
        public boolean areAwaited(Tx tx) {
            return new PrintRunRepository(tx)
                            .find(reprint.run())
                            .filter(run -> run.state() == RunState.READY)
                            .isPresent()
                    && isInCheck(tx);
        }

        @Override
        public boolean keep(Tx tx, PrintFile file) {
            boolean waits = waits(tx);
            if (waits) {
                new PrintFileRepository(tx).put(reprint.run(), file);
            }
            return waits;
        }

        @Override
        public boolean keep(Tx tx, DataFacts file) {
            boolean waits = waits(tx);
            if (waits) {
                new DataFactsRepository(tx).put(reprint.run(), file);
            }
            return waits;
        }

        private boolean waits(Tx tx) {
            return new PrintRunRepository(tx).lock(reprint.run()) == RunState.READY
                    && isInCheck(tx);
        }

        private boolean isInCheck(Tx tx) {
            return new ReprintRepository(tx)
                    .find(reprint.id())
                    .filter(now -> now.state() == Reprint.State.CHECKING)
                    .isPresent();
        }
    }

    /**
     * Lets a reprint wait that breaks again and again for a reason that nobody foresaw, as a run that
     * is minted does: its items have no other living codes. It ends if it has no such codes yet, or if
     * their key is lost; while the whole keys folder is away it waits.
     */
    void giveUp(UUID id, @Nullable Throwable cause) {
        LOG.error("the reprint {} could not be carried out", id, cause);
        Reprint reprint =
                transactions
                        .read(EVERYWHERE, tx -> new ReprintRepository(tx).find(id))
                        .orElseThrow();
        UUID provider =
                transactions
                        .read(EVERYWHERE, tx -> new PrintRunRepository(tx).find(reprint.run()))
                        .orElseThrow()
                        .provider();
        Caller caller = new Caller(new Scope.Provider(provider), ACTOR);
        boolean keyMissing = cause instanceof MissingKeyException;
        if (keyMissing && vault.isAway()) {
            hold(caller, reprint, AWAY);
        } else if (reprint.isUnderWay() && (keyMissing || !reprint.minted())) {
            finish(caller, reprint, reprint.state(), keyMissing ? LOST : BROKEN);
        } else {
            hold(caller, reprint, Text.of(LATER, "reason", BROKEN).toString());
        }
    }

    /** Codes are given up on a finding, or by people: what was changed can be put back. */
    private void hold(Caller caller, Reprint reprint, String reason) {
        if (transactions.write(caller, tx -> items.stallReprint(tx, reprint, reason))) {
            LOG.error("reprint {} waits: {}", reprint.id(), reason);
        }
    }

    private void finish(
            Caller caller, Reprint reprint, Reprint.State from, @Nullable String failure) {
        boolean ended =
                transactions.write(caller, tx -> items.endReprint(tx, reprint, from, failure));
        if (ended && failure != null) {
            LOG.error("reprint {} has failed: {}", reprint.id(), failure);
        }
    }
}
