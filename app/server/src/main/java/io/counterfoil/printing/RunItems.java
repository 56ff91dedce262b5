package io.counterfoil.printing;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialSet;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Tx;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The items of a run, its state and its codes, which change together. */
public final class RunItems {
    private static final String REVISION = "revision";

    private final Items items;
    private final CodeVault vault;
    private final EventLog events;

    /** Items in {@code items}, their codes in {@code vault}. */
    public RunItems(Items items, CodeVault vault, EventLog events) {
        this.items = items;
        this.vault = vault;
        this.events = events;
    }

    /** Keeps a new run, of which there are no items yet. */
    void order(Tx tx, PrintRun run) {
        new PrintRunRepository(tx).insert(run);
        events.append(
                tx,
                Subject.run(run.id()),
                "ordered",
                Map.of("product", run.product().toString(), "quantity", run.quantity()));
    }

    /**
     * Adds the next block; with the last one the run goes on to the check of its files.
     *
     * @return false if somebody else added it or the run is not minted any more
     */
    boolean add(Tx tx, PrintRun run, MintedBlock block) {
        PrintRunRepository runs = new PrintRunRepository(tx);
        int before = block.range().from() - 1;
        int after = block.range().to();
        byte[] fingerprint = block.fingerprint(runs.fingerprint(run.id()));
        if (!runs.advance(run.id(), before, after, fingerprint)) {
            return false;
        }
        items.mint(tx, run.id(), run.product(), block.range(), block.digests());
        vault.keep(tx, run.id(), block);
        if (after == run.quantity() && runs.move(run.id(), RunState.MINTING, RunState.CHECKING)) {
            appendMinted(tx, run.id());
        }
        return true;
    }

    /**
     * Gives a run up: its items are void and its codes forgotten.
     *
     * @return false if the run was not in state {@code from}
     */
    boolean abandon(Tx tx, UUID id, RunState from, RunState to) {
        PrintRunRepository runs = new PrintRunRepository(tx);
        if (!runs.move(id, from, to)) {
            return false;
        }
        // Read after the row was locked: a block may have committed just before.
        PrintRun run = runs.find(id).orElseThrow();
        run.mintedRange()
                .ifPresentOrElse(
                        range -> {
                            if (from == RunState.MINTING) {
                                appendMinted(tx, id);
                            }
                            items.cancel(tx, id, range);
                        },
                        () -> events.append(tx, Subject.run(id), "cancelled", Map.of()));
        new ReprintRepository(tx).giveUp(id, "Its run was given up.");
        vault.forget(tx, id);
        return true;
    }

    /**
     * Keeps what the check of a file found.
     *
     * @return false if the run does not wait for its release any more
     */
    boolean keepFacts(Tx tx, UUID id, PrintFile file) {
        if (!new PrintRunRepository(tx).holdUnreleased(id)) {
            return false;
        }
        new PrintFileRepository(tx).put(id, file);
        return true;
    }

    /** The same for a data file. */
    boolean keepFacts(Tx tx, UUID id, DataFacts facts) {
        if (!new PrintRunRepository(tx).holdUnreleased(id)) {
            return false;
        }
        new DataFactsRepository(tx).put(id, facts);
        return true;
    }

    /**
     * Makes a run ready whose files have all passed the check.
     *
     * @param revisions what was checked of it
     * @param proof whether somebody has to look at its proof before
     * @return false if it does not wait for that any more
     */
    boolean release(Tx tx, List<Revision> revisions, boolean proof) {
        UUID run = revisions.getFirst().run().id();
        if (!new PrintRunRepository(tx).release(run, proof)) {
            return false;
        }
        revisions.forEach(revision -> appendChecked(tx, run, revision.number()));
        return true;
    }

    /**
     * Notes that a file did not pass. A new run has failed by that and its codes are dead; one that
     * was ready before stays as it is, but what did not pass can't be fetched.
     *
     * @param reason for people, without any code
     * @return false if the run does not wait for its release any more
     */
    boolean refuseRelease(Tx tx, PrintRun run, String reason) {
        PrintRunRepository runs = new PrintRunRepository(tx);
        if (!runs.holdUnreleased(run.id())) {
            return false;
        }
        runs.noteFailure(run.id(), reason);
        events.append(tx, Subject.run(run.id()), "check_failed", Map.of("reason", reason));
        return run.isNew()
                ? abandon(tx, run.id(), RunState.CHECKING, RunState.FAILED)
                : runs.move(run.id(), RunState.CHECKING, RunState.READY);
    }

    /**
     * Notes why the check of a run's files does not go on by itself. Its items stay as they are.
     *
     * @param reason for people
     * @return false if the run does not wait for its release any more
     */
    boolean stall(Tx tx, UUID id, String reason) {
        PrintRunRepository runs = new PrintRunRepository(tx);
        if (!runs.holdUnreleased(id)) {
            return false;
        }
        runs.noteFailure(id, reason);
        events.append(tx, Subject.run(id), "check_stalled", Map.of("reason", reason));
        return true;
    }

    /**
     * Notes why items are not made any more by themselves. Those that are made stay as they are.
     *
     * @param reason for people
     * @return false if the run is not minted any more
     */
    boolean stallMinting(Tx tx, UUID id, String reason) {
        PrintRunRepository runs = new PrintRunRepository(tx);
        if (runs.lock(id) != RunState.MINTING) {
            return false;
        }
        runs.noteFailure(id, reason);
        events.append(tx, Subject.run(id), "minting_stalled", Map.of("reason", reason));
        return true;
    }

    /**
     * Gives the items of a reprint their new codes, which kills the old ones.
     *
     * @return false if the run is not ready any more, or the codes were made before
     */
    boolean replaceCodes(Tx tx, PrintRun run, Reprint reprint, List<MintedBlock> blocks) {
        if (new PrintRunRepository(tx).lock(run.id()) != RunState.READY
                || !new ReprintRepository(tx)
                        .move(
                                reprint.id(),
                                Reprint.State.MINTING,
                                Reprint.State.CHECKING,
                                null)) {
            return false;
        }
        for (MintedBlock block : blocks) {
            items.replaceCodes(
                    tx, run.id(), block.range(), block.digests(), reprint.revision(), reprint.reason());
            vault.keep(tx, run.id(), block);
        }
        return true;
    }

    /**
     * Notes that a reprint can be printed, or why not.
     *
     * @param failure for people, without any code; null if all its files passed the check
     * @return false if it is in another state than {@code from}
     */
    boolean endReprint(Tx tx, Reprint reprint, Reprint.State from, @Nullable String failure) {
        new PrintRunRepository(tx).lock(reprint.run());
        Reprint.State to = failure == null ? Reprint.State.READY : Reprint.State.FAILED;
        if (!new ReprintRepository(tx).move(reprint.id(), from, to, failure)) {
            return false;
        }
        Subject run = Subject.run(reprint.run());
        if (failure == null) {
            appendChecked(tx, reprint.run(), reprint.revision());
        } else {
            events.append(
                    tx,
                    run,
                    "check_failed",
                    Map.of("reason", failure, REVISION, reprint.revision()));
        }
        return true;
    }

    /**
     * Notes why a reprint that is under way does not go on for now. Its codes stay as they are.
     *
     * @param reason for people
     * @return false if that is known, or it is not under way any more
     */
    boolean stallReprint(Tx tx, Reprint reprint, String reason) {
        new PrintRunRepository(tx).lock(reprint.run());
        if (!new ReprintRepository(tx).waits(reprint.id(), reason)) {
            return false;
        }
        events.append(
                tx,
                Subject.run(reprint.run()),
                "check_stalled",
                Map.of("reason", reason, REVISION, reprint.revision()));
        return true;
    }

    /**
     * Counts a ready run in and forgets its codes. What was to be printed again of it and waits is
     * given up by that.
     *
     * @return false if the run is not ready
     */
    boolean countIn(Tx tx, PrintRun run, SerialSet spoiled, SerialSet missing) {
        if (!new PrintRunRepository(tx).close(run.id())) {
            return false;
        }
        items.countIn(tx, run.id(), run.range(), spoiled, missing);
        new ReprintRepository(tx).giveUp(run.id(), "Its run was counted in without it.");
        vault.forget(tx, run.id());
        return true;
    }

    /** Whether a run was counted in with exactly these buckets. */
    boolean wasCountedIn(Tx tx, UUID run, SerialSet spoiled, SerialSet missing) {
        return items.wasCountedIn(tx, run, spoiled, missing);
    }

    /** How many items of these ranges are neither counted in nor void. */
    int countMinted(Tx tx, List<SerialRange> ranges) {
        return items.countMinted(tx, ranges);
    }

    /** How many items are in which state. */
    Map<ItemState, Integer> counts(Tx tx, UUID run) {
        return items.countsOfRun(tx, run);
    }

    /** Whether some of them are in closed cartons in stock. */
    boolean isPacked(Tx tx, PrintRun run) {
        return items.isPacked(tx, run.range());
    }

    /** Binds what is printed of a revision. */
    private void appendChecked(Tx tx, UUID id, int revision) {
        RunFacts facts = RunFacts.of(tx, new PrintRunRepository(tx).find(id).orElseThrow());
        events.append(
                tx,
                Subject.run(id),
                "files_checked",
                Map.of("sha256", facts.digests(revision), REVISION, revision));
    }

    private void appendMinted(Tx tx, UUID id) {
        PrintRunRepository runs = new PrintRunRepository(tx);
        PrintRun run = runs.find(id).orElseThrow();
        run.mintedRange()
                .ifPresent(
                        range ->
                                events.appendRange(
                                        tx,
                                        Subject.run(id),
                                        "minted",
                                        range.first().value(),
                                        range.last().value(),
                                        Map.of(
                                                "product",
                                                run.product().toString(),
                                                "quantity",
                                                range.size(),
                                                "digest",
                                                HexFormat.of().formatHex(runs.fingerprint(id)))));
    }
}
