package io.counterfoil.printing;

import io.counterfoil.codes.CodeDigester;
import io.counterfoil.codes.RunKey;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.printing.layout.Prepared;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
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

    private static final Logger LOG = LoggerFactory.getLogger(Reprinting.class);
    private static final Actor ACTOR = Actor.job(JOB);

    private final Transactions transactions;
    private final RunItems items;
    private final Press press;
    private final CodeVault vault;
    private final FileCheck check;
    private final Codes codes;

    /** What new codes are made of. */
    public record Codes(CodeDigester digester, SecureRandom random) {}

    /** Reprints {@code items}, drawn by {@code press} and approved of by {@code check}. */
    public Reprinting(
            Transactions transactions,
            RunItems items,
            Press press,
            CodeVault vault,
            FileCheck check,
            Codes codes) {
        this.transactions = transactions;
        this.items = items;
        this.press = press;
        this.vault = vault;
        this.check = check;
        this.codes = codes;
    }

    /** Lets orders ask for it. */
    public void defineJob(Jobs jobs) {
        jobs.defineLong(JOB, reprint -> carryOut(UUID.fromString(reprint)));
    }

    /**
     * Does what is missing of a reprint; nothing if its run is counted in or given up.
     *
     * @throws IllegalStateException if the run's own files are being checked, or an item was voided
     *     at that very moment; try again later
     */
    public void carryOut(UUID id) {
        Caller everywhere = new Caller(Scope.system(), ACTOR);
        Reprint reprint =
                transactions
                        .read(everywhere, tx -> new ReprintRepository(tx).find(id))
                        .orElseThrow();
        PrintRun run =
                transactions
                        .read(everywhere, tx -> new PrintRunRepository(tx).find(reprint.run()))
                        .orElseThrow();
        Caller caller = new Caller(new Scope.Provider(run.provider()), ACTOR);
        if (reprint.state() == Reprint.State.MINTING && !mint(caller, run, reprint)) {
            return;
        }
        if (reprint.state() == Reprint.State.MINTING
                || reprint.state() == Reprint.State.CHECKING) {
            check(caller, run, reprint);
        }
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
        if (!vault.hasKey(reprint.id())) {
            finish(caller, reprint, "The key of its codes is gone.");
            return;
        }
        Press.Imprint imprint = transactions.read(caller, tx -> press.imprint(tx, run));
        for (int position = 0; position < run.parts().size(); position++) {
            PrintPart part = run.parts().get(position);
            switch (press.prepare(imprint, part.onFreshSheets())) {
                case Prepared.Refused refused -> {
                    finish(
                            caller,
                            reprint,
                            "The layout or sheet was changed since the order: "
                                    + refused.reason());
                    return;
                }
                case Prepared.Ready ready -> {
                    FileCheck.Drawn drawn =
                            check.draw(
                                    caller,
                                    ready.volume(),
                                    vault.items(caller, reprint),
                                    reprint.slip());
                    if (drawn.fault().isPresent()) {
                        finish(caller, reprint, "It did not pass the check. " + drawn.fault().get());
                        return;
                    }
                    PrintFile facts =
                            new PrintFile(
                                    reprint.fileName(part),
                                    position,
                                    reprint.revision(),
                                    reprint.items(),
                                    ready.volume().pages(reprint.items()),
                                    drawn.bytes(),
                                    drawn.sha256(),
                                    HexFormat.of().formatHex(ready.volume().fingerprint()),
                                    drawn.readBack(),
                                    ready.volume().conformance());
                    transactions.write(
                            caller,
                            tx -> {
                                new PrintFileRepository(tx).put(run.id(), facts);
                                return facts;
                            });
                }
            }
        }
        finish(caller, reprint, null);
    }

    private void finish(Caller caller, Reprint reprint, @Nullable String failure) {
        finish(caller, reprint, Reprint.State.CHECKING, failure);
    }

    private void finish(
            Caller caller, Reprint reprint, Reprint.State from, @Nullable String failure) {
        if (failure != null) {
            LOG.error("reprint {} has failed: {}", reprint.id(), failure);
        }
        transactions.write(
                caller,
                tx ->
                        new ReprintRepository(tx)
                                .move(
                                        reprint.id(),
                                        from,
                                        failure == null
                                                ? Reprint.State.READY
                                                : Reprint.State.FAILED,
                                        failure));
    }
}
