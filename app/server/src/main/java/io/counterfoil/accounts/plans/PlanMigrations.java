package io.counterfoil.accounts.plans;

import io.counterfoil.access.Audit;
import io.counterfoil.accounts.plans.PlanMigrationRepository.Behind;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.catalog.Plan;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Moves accounts to the newest version of their plan, after a look at whom that touches. The move is
 * for exactly what was looked at: if the plan or the number of accounts has changed, it is refused.
 */
public final class PlanMigrations {
    /** What is read at once while a preview counts. */
    private static final int COUNTED_AT_ONCE = Listing.MOST;

    private final Transactions transactions;
    private final Catalog catalog;
    private final Moves moves;
    private final Audit audit;
    private final Ids ids;

    /** Migrations that {@code moves} carries out; who starts one is named in {@code audit}. */
    public PlanMigrations(
            Transactions transactions, Catalog catalog, Moves moves, Audit audit, Ids ids) {
        this.transactions = transactions;
        this.catalog = catalog;
        this.moves = moves;
        this.audit = audit;
        this.ids = ids;
    }

    /**
     * Whom a move to the plan's newest version touches, in numbers. It looks at each account, which
     * takes some seconds for a million of them.
     *
     * @throws Refused if there is no such plan
     */
    public MigrationPreview preview(Caller caller, UUID id) {
        return transactions.read(
                caller,
                tx -> {
                    Plan plan = plan(tx, id);
                    MigrationPreview counted = MigrationPreview.none(id, plan.version());
                    UUID after = null;
                    do {
                        Slice<TouchedAccount> part =
                                touched(tx, plan, new Listing(COUNTED_AT_ONCE, after));
                        for (TouchedAccount account : part.items()) {
                            counted = counted.plus(account);
                        }
                        after = part.next();
                    } while (after != null);
                    return counted;
                });
    }

    /**
     * The accounts that such a move touches, and what it changes for each.
     *
     * @throws Refused if there is no such plan
     */
    public Slice<TouchedAccount> touched(Caller caller, UUID id, Listing listing) {
        return transactions.read(caller, tx -> touched(tx, plan(tx, id), listing));
    }

    /**
     * Starts to move accounts.
     *
     * @param version the version that the preview named
     * @param accounts the number of accounts that it named
     * @throws Refused if there is no such plan, the preview is no longer true, there is nothing to
     *     do, or another move goes on
     */
    public PlanMigration start(
            Caller caller, UUID id, @Nullable Integer version, @Nullable Integer accounts) {
        return transactions.once(
                caller,
                PlanMigration.class,
                tx -> {
                    Plan plan = plan(tx, id);
                    Fields fields = new Fields();
                    int wanted = fields.number("version", version, 1, Integer.MAX_VALUE);
                    int seen = fields.number("accounts", accounts, 0, Integer.MAX_VALUE);
                    fields.done();
                    return start(tx, plan, wanted, seen);
                });
    }

    /** The moves of a plan's accounts, newest first. */
    public Slice<PlanMigration> list(Caller caller, UUID id, Listing listing) {
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new PlanMigrationRepository(tx)
                                        .list(plan(tx, id).id(), listing),
                                PlanMigration::id));
    }

    /**
     * One of them.
     *
     * @throws Refused if there is no such move of this plan
     */
    public PlanMigration find(Caller caller, UUID plan, UUID id) {
        return transactions.read(
                caller,
                tx ->
                        new PlanMigrationRepository(tx)
                                .find(plan, id)
                                .orElseThrow(() -> Refused.notFound("migration")));
    }

    /** The plan in its newest version. */
    Plan plan(Caller caller, UUID id) {
        return transactions.read(caller, tx -> plan(tx, id));
    }

    private Plan plan(Tx tx, UUID id) {
        return catalog.plan(tx, id).orElseThrow(() -> Refused.notFound("plan"));
    }

    private Slice<TouchedAccount> touched(Tx tx, Plan plan, Listing listing) {
        List<Behind> rows =
                new PlanMigrationRepository(tx).behind(plan.id(), plan.version(), listing);
        Slice<Behind> part = Slice.of(listing, rows, Behind::account);
        return new Slice<>(moves.foresee(tx, plan, part.items()), part.next());
    }

    private PlanMigration start(Tx tx, Plan plan, int version, int seen) {
        PlanMigrationRepository repository = new PlanMigrationRepository(tx);
        int accounts = repository.countBehind(plan.id(), plan.version());
        if (version != plan.version() || seen != accounts) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    Text.of(
                            "What you looked at has changed: version {version} would be given to"
                                    + " {accounts, plural, one {# account} other {# accounts}}"
                                    + " now. Nothing was moved; look at the preview again.",
                            "version",
                            plan.version(),
                            "accounts",
                            accounts));
        }
        if (accounts == 0) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    Text.of(
                            "All accounts have version {version} already: there is nothing to"
                                    + " move.",
                            "version",
                            version));
        }
        PlanMigration migration =
                new PlanMigration(ids.next(), plan.id(), version, accounts, 0, tx.now(), null);
        if (!repository.insert(migration)) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "Accounts of this plan are being moved just now. Wait until that is done.");
        }
        moves.schedule(tx, migration);
        audit.record(
                tx,
                "plan.migration_started",
                "plan:" + plan.id(),
                Map.of("version", version, "accounts", accounts));
        return migration;
    }
}
