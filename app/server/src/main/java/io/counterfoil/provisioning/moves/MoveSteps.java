package io.counterfoil.provisioning.moves;

import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.NodeClient;
import io.counterfoil.provisioning.Relocation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings moves on, a step at a time. Each step looks at what is there and does what is missing, so
 * that it does not matter after which one a server was killed: only a password that was in its
 * memory is lost, and another one is made.
 *
 * <p>All is copied while clients go on, once or, if much came meanwhile, several times. Then clients
 * wait, the last objects are copied, both nodes have to tell the same numbers, and one transaction
 * makes the other node the one that holds the accounts. The copy on the node before goes a day
 * later, if the other one has all of it then.
 */
public final class MoveSteps {
    static final String JOB = "move";

    /** Clients of restic try again for 15 minutes. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /** Until the copy on the node before is removed. */
    static final Duration KEPT = Duration.ofHours(24);

    private static final Logger LOG = LoggerFactory.getLogger(MoveSteps.class);
    private static final int MOST_PASSES = 3;
    // So much is copied within moments.
    private static final long SMALL_REST = 64L << 20;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofMinutes(15);
    private static final Duration COPY_AGAIN = Duration.ofHours(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration LONGEST_PAUSE_HELD = Duration.ofSeconds(4);
    private static final int MOST_DOUBLINGS = 9;
    private static final Caller LOOK_UP = new Caller(Scope.system(), Actor.job(JOB));

    private final Transactions transactions;
    private final Relocation relocation;
    private final Families families;
    private final Losses losses;
    private final AccountCopies copies;
    private final KeptCopies keptCopies;
    private final InstantSource clock;

    /** Steps of {@code relocation}. */
    public MoveSteps(
            Transactions transactions,
            Relocation relocation,
            Families families,
            Ids ids,
            InstantSource clock) {
        this.transactions = transactions;
        this.relocation = relocation;
        this.families = families;
        this.losses = new Losses(transactions, relocation);
        this.copies = new AccountCopies(transactions, relocation, losses, ids);
        this.keptCopies = new KeptCopies(transactions, relocation, families);
        this.clock = clock;
    }

    /** Defines the job; before the jobs start. */
    public void define(Jobs jobs) {
        jobs.defineOutside(
                JOB,
                instance -> nodes(UUID.fromString(instance)),
                KEPT,
                instance -> step(UUID.fromString(instance)));
    }

    private Set<UUID> nodes(UUID id) {
        return find(id).map(move -> Set.of(move.from().id(), move.to().id())).orElse(Set.of());
    }

    private Optional<Move> find(UUID id) {
        return transactions.read(LOOK_UP, tx -> new MoveRepository(tx).any(id));
    }

    /**
     * Does what is next.
     *
     * @return when to look again; empty once nothing is left to do
     */
    public Optional<Instant> step(UUID id) {
        Optional<Move> found = find(id);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Move move = found.get();
        Caller caller = new Caller(new Scope.Provider(move.provider()), Actor.job(JOB));
        return switch (move.state()) {
            case COPYING, SWITCHING ->
                    // What it became meanwhile, as when it was called off, has a step of its own.
                    tried(caller, move, pause(move), this::advance)
                            .or(() -> Optional.of(clock.instant()));
            case MOVED -> tried(caller, move, COPY_AGAIN, this::drop);
            case CANCELLED -> tried(caller, move, COPY_AGAIN, this::dropWhatCame);
            case DONE -> Optional.empty();
        };
    }

    private Optional<Instant> dropWhatCame(Caller caller, Move move) {
        keptCopies.dropWhatCame(caller, move);
        return Optional.empty();
    }

    /** One step, or why it can't be taken, and when to try again. */
    private Optional<Instant> tried(
            Caller caller,
            Move move,
            Duration pause,
            BiFunction<Caller, Move, Optional<Instant>> step) {
        try {
            return step.apply(caller, move);
        } catch (NodeClient.NodeException | Delayed e) {
            String problem = String.valueOf(e.getMessage());
            LOG.info("the move {} does not get on: {}", move.id(), problem);
            if (move.state() == MoveState.SWITCHING
                    && e instanceof Delayed delayed
                    && delayed.lasts()) {
                return letIn(caller, move, problem, pause);
            }
            transactions.write(caller, tx -> new MoveRepository(tx).note(move.id(), problem));
            return Optional.of(clock.instant().plus(pause));
        }
    }

    private static Duration pause(Move move) {
        Duration pause =
                Duration.ofSeconds(1).multipliedBy(1L << Math.min(move.tries(), MOST_DOUBLINGS));
        Duration longest =
                move.state() == MoveState.SWITCHING ? LONGEST_PAUSE_HELD : LONGEST_PAUSE;
        return pause.compareTo(longest) < 0 ? pause : longest;
    }

    private Optional<Instant> advance(Caller caller, Move move) {
        Instant held = move.heldAt();
        if (held != null && !clock.instant().isBefore(held.plus(LONGEST_WAIT))) {
            return letIn(
                    caller,
                    move,
                    Text.of(
                                    "The last objects were not there within {minutes} minutes, so that clients were let in again. It goes on {later} minutes later by itself.",
                                    "minutes",
                                    LONGEST_WAIT.toMinutes(),
                                    "later",
                                    LATER.toMinutes())
                            .toString(),
                    LATER);
        }
        Optional<List<UUID>> family = transactions.write(caller, tx -> family(tx, move));
        if (family.isEmpty()) {
            return Optional.empty();
        }
        boolean all = true;
        for (UUID account : family.get()) {
            all &= copies.isThere(caller, move, account);
        }
        if (!all) {
            return Optional.of(clock.instant().plus(LOOK_AGAIN));
        }
        return move.state() == MoveState.COPYING
                ? copied(caller, move, family.get())
                : switchOver(caller, move, family.get());
    }

    /** The accounts that move; empty if that has ended, as with their purge. */
    private Optional<List<UUID>> family(Tx tx, Move move) {
        List<UUID> family = families.lock(tx, move.account());
        MoveRepository moves = new MoveRepository(tx);
        if (!move.isUnchanged(moves)) {
            return Optional.empty();
        }
        boolean ending =
                family.stream()
                        .anyMatch(each -> relocation.find(tx, each).orElseThrow().ending());
        if (ending || family.isEmpty()) {
            family.forEach(
                    each ->
                            relocation.giveUp(
                                    tx,
                                    each,
                                    move.to().id(),
                                    move.id(),
                                    move.askedAt(),
                                    false));
            moves.advance(move.id(), MoveState.CANCELLED, move.passes());
            family.stream()
                    .findFirst()
                    .ifPresent(parent -> families.stays(tx, parent, move.from().name()));
            return Optional.empty();
        }
        requireNoReason(tx, move, family);
        return Optional.of(family);
    }

    /** There is no reason for which the account has to stay where it is. */
    private void requireNoReason(Tx tx, Move move, List<UUID> family) {
        // The next node has nothing that could come back.
        if (family.stream().anyMatch(each -> relocation.find(tx, each).orElseThrow().comingBack())) {
            throw Delayed.lasting(
                    move.state() == MoveState.SWITCHING
                            ? "Deleted data of this account was asked back, which does not come"
                                    + " while clients wait: they were let in again. The move goes on"
                                    + " once all is back."
                            : "Deleted data of this account was asked back and is not back yet. It"
                                    + " goes on once it is.");
        }
        family.forEach(each -> losses.requireNone(tx, move, each));
    }

    /** Once all is there: again if much has come meanwhile, or else clients wait. */
    private Optional<Instant> copied(Caller caller, Move move, List<UUID> family) {
        long rest = 0;
        for (UUID account : family) {
            AccountStatus source = copies.source(caller, move, account);
            rest += Math.max(0, source.usage().bytes() - copies.target(move, account).usage().bytes());
        }
        int passes = move.passes() + 1;
        MoveState next =
                rest < SMALL_REST || passes >= MOST_PASSES
                        ? MoveState.SWITCHING
                        : MoveState.COPYING;
        return become(caller, move, next, passes) ? Optional.of(clock.instant()) : Optional.empty();
    }

    private boolean become(Caller caller, Move move, MoveState next, int passes) {
        return transactions.write(
                caller,
                tx -> {
                    MoveRepository moves = new MoveRepository(tx);
                    if (!move.isUnchanged(moves)) {
                        return false;
                    }
                    moves.again(move.id());
                    moves.advance(move.id(), next, passes);
                    return true;
                });
    }

    /** It takes too long: clients go on, and so does the move, later. */
    private Optional<Instant> letIn(Caller caller, Move move, String problem, Duration later) {
        boolean open =
                transactions.write(
                        caller,
                        tx -> {
                            MoveRepository moves = new MoveRepository(tx);
                            List<UUID> family = families.lock(tx, move.account());
                            if (!move.isUnchanged(moves)) {
                                return false;
                            }
                            family.forEach(each -> relocation.release(tx, each));
                            moves.again(move.id());
                            moves.advance(move.id(), MoveState.COPYING, 0);
                            moves.note(move.id(), problem);
                            return true;
                        });
        return open ? Optional.of(clock.instant().plus(later)) : Optional.empty();
    }

    private Optional<Instant> switchOver(Caller caller, Move move, List<UUID> family) {
        for (UUID account : family) {
            AccountStatus source = copies.source(caller, move, account);
            AccountStatus target = copies.target(move, account);
            if (!AccountCopies.areTheSame(source.usage(), target)) {
                become(caller, move, MoveState.SWITCHING, move.passes());
                throw new Delayed(
                        "The two nodes do not tell the same number of objects or bytes; all is"
                                + " compared once more.");
            }
        }
        return transactions.write(caller, tx -> switchOver(tx, move, family));
    }

    private Optional<Instant> switchOver(Tx tx, Move move, List<UUID> copied) {
        List<UUID> family = families.lock(tx, move.account());
        MoveRepository moves = new MoveRepository(tx);
        if (!move.isUnchanged(moves)) {
            return Optional.empty();
        }
        // A sub-account that came meanwhile is copied first.
        if (!copied.containsAll(family)) {
            return Optional.of(tx.now());
        }
        requireNoReason(tx, move, family);
        for (UUID account : family) {
            relocation.handOver(tx, account, move.from().id(), move.to().id());
            families.moved(
                    tx,
                    account,
                    new Families.Relocated(
                            move.from().name(),
                            move.to().name(),
                            "rest:" + move.to().dataUrl(),
                            !move.from().dataUrl().equals(move.to().dataUrl())));
        }
        moves.advance(move.id(), MoveState.MOVED, move.passes());
        return Optional.of(tx.now().plus(KEPT));
    }

    private Optional<Instant> drop(Caller caller, Move move) {
        Instant moved = Objects.requireNonNull(move.movedAt());
        Instant due = moved.plus(KEPT);
        if (clock.instant().isBefore(due)) {
            return Optional.of(due);
        }
        keptCopies.requireSpare(caller, move, moved);
        return transactions.write(
                caller,
                tx -> {
                    List<UUID> family = families.lock(tx, move.account());
                    MoveRepository moves = new MoveRepository(tx);
                    // A later move from there has a day of its own.
                    if (!moves.isRepeated(move, moved)) {
                        keptCopies.requireUnwanted(tx, move.from(), family);
                        family.forEach(each -> relocation.drop(tx, each, move.from().id()));
                    }
                    moves.advance(move.id(), MoveState.DONE, move.passes());
                    return Optional.empty();
                });
    }
}
