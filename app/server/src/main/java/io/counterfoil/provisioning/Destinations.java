package io.counterfoil.provisioning;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Tx;
import io.counterfoil.web.FileSize;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where accounts that move may go. Other than a new account, which somebody has paid for, one that
 * is stored already can stay where it is: so it never goes to a node without room for it. There is
 * no way around that but to make room, for each has one: other limits, another ratio, another node.
 */
public final class Destinations {
    private static final byte[] LOCK = "moves/room".getBytes(US_ASCII);

    private final NodeRooms rooms;

    /** To the nodes of {@code rooms}. */
    public Destinations(NodeRooms rooms) {
        this.rooms = rooms;
    }

    /**
     * What accounts take with them, in bytes.
     *
     * @param promised what they may store, a pool once
     * @param stored what they stored at the last reports
     */
    public record Load(long promised, long stored) {}

    /**
     * A node that an account may go to.
     *
     * @param freeBytes what may still be written there; null = not known
     * @param leftBytes how much more may be promised there; null = that is not limited
     * @param refusal why the account can't go there, in words; null = it can
     */
    public record Choice(
            String name,
            @Nullable Long freeBytes,
            @Nullable Long leftBytes,
            @Nullable String refusal) {}

    /**
     * The nodes that make that print runs are ordered without a look at the room, although there is
     * one with a ratio, by name.
     */
    public List<String> unlimited(Tx tx) {
        return rooms.unlimited(tx);
    }

    /** What accounts of the caller's take with them. */
    public Load load(Tx tx, List<UUID> accounts) {
        return new RoomRepository(tx, rooms.unlimitedBytes()).load(accounts);
    }

    /**
     * Makes whoever asks for a move wait until this transaction ends, so that two don't take the
     * last room.
     */
    public void reserve(Tx tx) {
        tx.lock(LOCK);
    }

    /**
     * The node of a name.
     *
     * @throws Refused if this server's settings have none of that name, or it can't take the load
     */
    public Relocation.Place named(Tx tx, String name, Load load) {
        NodeRoom room =
                all(tx).stream()
                        .filter(one -> one.name().equals(name))
                        .findAny()
                        .orElseThrow(
                                () ->
                                        Refused.field(
                                                "node",
                                                "No storage node of this server is called so."));
        Optional<Refused> refusal = refusal(room, load);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        return place(room);
    }

    /**
     * The node to which an account goes best from another one.
     *
     * @throws Refused if no other one can take the load
     */
    public Relocation.Place best(Tx tx, UUID account, UUID from, Load load) {
        List<NodeRoom> others = others(tx, from);
        List<NodeRoom> roomy =
                others.stream().filter(room -> refusal(room, load).isEmpty()).toList();
        return NodeChoice.of(account, load.promised(), roomy, tx.now())
                .map(Destinations::place)
                .orElseThrow(() -> nowhere(others, load));
    }

    /** All nodes but the one where an account is, as a person chooses among them. */
    public List<Choice> choices(Tx tx, UUID from, Load load) {
        return others(tx, from).stream()
                .map(
                        room -> {
                            NodeRoom.Measure measure = room.measure();
                            return new Choice(
                                    room.name(),
                                    measure == null ? null : (Long) measure.free(),
                                    room.promise().isPresent()
                                            ? (Long) (room.promise().getAsLong() - room.placed())
                                            : null,
                                    refusal(room, load).map(Refused::detail).orElse(null));
                        })
                .toList();
    }

    /**
     * Whether the others could take all that is on a node, unless it is to become empty already.
     *
     * @throws Refused if they can't, or there are none
     */
    public void mustTakeAllOf(Tx tx, String node) {
        NodeRoom emptied =
                all(tx).stream().filter(one -> one.name().equals(node)).findAny().orElse(null);
        if (emptied == null) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    Text.of(
                            "The storage node {node} is not in this server's settings, so that"
                                    + " nothing reaches it. Put it back into config.yml first.",
                            "node",
                            node));
        }
        if (emptied.draining()) {
            return;
        }
        List<NodeRoom> others =
                others(tx, emptied.id()).stream().filter(NodeRoom::accepts).toList();
        if (others.isEmpty()) {
            throw nowhere(List.of(), new Load(0, 0));
        }
        Load all =
                tx.acrossProviders(
                        () ->
                                new RoomRepository(tx, rooms.unlimitedBytes())
                                        .loadOf(emptied.id()));
        boolean measured = others.stream().allMatch(room -> room.measure() != null);
        boolean limited = others.stream().allMatch(room -> room.promise().isPresent());
        long free = others.stream().mapToLong(Destinations::free).sum();
        long left =
                others.stream()
                        .mapToLong(room -> room.promise().orElse(0) - room.placed())
                        .filter(bytes -> bytes > 0)
                        .sum();
        if (measured && (free < all.stored() || (limited && left < all.promised()))) {
            throw new Refused(
                    ProblemType.NO_STORAGE_ROOM,
                    new Text(
                            "The accounts on {node} store {stored} and are promised {promised}. The other storage nodes that take accounts have {free} free{limited, plural, =0 {} other { and may promise {left} more}}. Add a node, a larger disk, or a higher overSubscription in config.yml first.",
                            Map.of(
                                    "node",
                                    node,
                                    "stored",
                                    FileSize.words(all.stored()),
                                    "promised",
                                    FileSize.words(all.promised()),
                                    "free",
                                    FileSize.words(free),
                                    "limited",
                                    limited ? 1 : 0,
                                    "left",
                                    FileSize.words(left))));
        }
    }

    private static long free(NodeRoom room) {
        NodeRoom.Measure measure = room.measure();
        return measure == null ? 0 : measure.free();
    }

    /** Also what accounts of other providers take there counts. */
    private List<NodeRoom> all(Tx tx) {
        return tx.acrossProviders(() -> rooms.all(tx));
    }

    private List<NodeRoom> others(Tx tx, UUID from) {
        return all(tx).stream().filter(room -> !room.id().equals(from)).toList();
    }

    private static Refused nowhere(List<NodeRoom> others, Load load) {
        Optional<Text> reasons =
                others.stream()
                        .filter(NodeRoom::accepts)
                        .flatMap(room -> refusal(room, load).stream())
                        .map(Refused::text)
                        .reduce(
                                (some, more) ->
                                        Text.of("{some} {more}", "some", some, "more", more));
        return reasons.isEmpty()
                ? new Refused(
                        ProblemType.CONFLICT,
                        "There is no other storage node that takes accounts. Ask who runs the"
                                + " servers for one.")
                : new Refused(ProblemType.NO_STORAGE_ROOM, reasons.get());
    }

    private static Optional<Refused> refusal(NodeRoom room, Load load) {
        if (room.draining()) {
            return Optional.of(
                    new Refused(
                            ProblemType.CONFLICT,
                            Text.of(
                                    "The storage node {node} is to become empty itself. Choose"
                                            + " another one, or let it take accounts again first.",
                                    "node",
                                    room.name())));
        }
        if (!room.accepts()) {
            return Optional.of(
                    new Refused(
                            ProblemType.CONFLICT,
                            Text.of(
                                    "The storage node {node} takes no accounts, as its settings"
                                            + " say (accepts: false). Choose another one, or ask"
                                            + " who runs the servers.",
                                    "node",
                                    room.name())));
        }
        NodeRoom.Measure measure = room.measure();
        if (measure != null && measure.free() < load.stored()) {
            return Optional.of(
                    new Refused(
                            ProblemType.NO_STORAGE_ROOM,
                            new Text(
                                    "The storage node {node} has {free} free, and {stored} are to"
                                            + " go there. Choose another one, or ask who runs the"
                                            + " servers for a larger disk.",
                                    Map.of(
                                            "node",
                                            room.name(),
                                            "free",
                                            FileSize.words(measure.free()),
                                            "stored",
                                            FileSize.words(load.stored())))));
        }
        long left = room.promise().orElse(Long.MAX_VALUE) - room.placed();
        return room.promise().isPresent() && left < load.promised()
                ? Optional.of(
                        new Refused(
                                ProblemType.NO_STORAGE_ROOM,
                                new Text(
                                        "The storage node {node} may promise {left} more, and the"
                                                + " account is promised {promised}. Choose"
                                                + " another one, lower the account's limit, or"
                                                + " ask who runs the servers for a higher"
                                                + " overSubscription in config.yml.",
                                        Map.of(
                                                "node",
                                                room.name(),
                                                "left",
                                                FileSize.words(Math.max(0, left)),
                                                "promised",
                                                FileSize.words(load.promised())))))
                : Optional.empty();
    }

    private static Relocation.Place place(NodeRoom room) {
        NodeRoom.Measure measure = room.measure();
        return new Relocation.Place(
                room.id(),
                room.name(),
                room.dataUrl(),
                measure == null ? 0 : measure.contract());
    }
}
