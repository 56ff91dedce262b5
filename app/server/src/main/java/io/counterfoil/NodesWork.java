package io.counterfoil;

import io.counterfoil.access.Provider;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Slice;
import io.counterfoil.provisioning.Retirement;
import io.counterfoil.provisioning.drift.DriftKind;
import io.counterfoil.provisioning.drift.DriftRow;
import io.counterfoil.provisioning.moves.Adoption;
import io.counterfoil.provisioning.overview.StorageNodeView;
import io.counterfoil.web.FileSize;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the operator does with storage nodes at the terminal, and is told there. */
final class NodesWork {
    private static final Actor OPERATOR = Actor.job("nodes");
    private static final Caller INSTALLATION = new Caller(Scope.system(), OPERATOR);

    /** Nothing heals by itself of these. */
    private static final Set<String> LEFT_TO_PEOPLE =
            Set.of(DriftKind.UNKNOWN.label(), DriftKind.FORGOTTEN.label());

    private final Wiring wiring;

    NodesWork(Wiring wiring) {
        this.wiring = wiring;
    }

    /**
     * Has a node become empty, or stay.
     *
     * @throws CommandException if there is no such node, or no room for what is on it
     */
    void drain(String node, boolean draining) {
        try {
            wiring.moves().overview().drainForAll(node, draining);
        } catch (Refused e) {
            throw new CommandException(
                    isListed(node) ? e.detail() : "No storage node is called " + node + ".", e);
        }
    }

    private boolean isListed(String node) {
        return nodes().stream().anyMatch(view -> view.name().equals(node));
    }

    private List<StorageNodeView> nodes() {
        return wiring.moves().overview().all(INSTALLATION);
    }

    /**
     * Ends what is expected of a node that is gone.
     *
     * @return what was forgotten, in a sentence
     * @throws CommandException if something would be lost by that, or there is no such node
     */
    String retire(String node) {
        return switch (wiring.storage().retirement().retire(node)) {
            case Retirement.Outcome.Retired(int forwarded) ->
                    "Nothing is expected of %s any more. Accounts that were still reached through it: %d. Destroy its disks: bytes of accounts that moved away may be left on them."
                            .formatted(node, forwarded);
            case Retirement.Outcome.Unknown() ->
                    throw new CommandException("No storage node is called " + node + ".");
            case Retirement.Outcome.InSettings() ->
                    throw new CommandException(
                            """
                            %s is in the settings, so that it is expected to answer. If its machine is gone for good, take it out of config.yml, \
                            start the service anew, and try again.\
                            """
                                    .formatted(node));
            case Retirement.Outcome.Arriving(long moves) ->
                    throw new CommandException(
                            "Accounts on their way to %s: %d. Call their moves off first, on the console's page of storage nodes."
                                    .formatted(node, moves));
            case Retirement.Outcome.Holds(long accounts, List<Retirement.Held> some) ->
                    throw new CommandException(held(node, accounts, some));
        };
    }

    private String held(String node, long accounts, List<Retirement.Held> some) {
        return """
                Accounts on %s, whose bytes are nowhere else: %d.
                %s%s
                If its machine can still be started, put the node back into config.yml, and empty it with --drain. If its disks are lost, restore \
                a backup of its data folder on another machine; or, where there is none, start an empty node there that has its key (copy keyFile \
                to node.key in its data folder). Under its name in config.yml the accounts are made again on it, empty: then customers back up \
                anew, and what is to be deleted is.\
                """
                .formatted(
                        node,
                        accounts,
                        names(some),
                        accounts > some.size() ? "\n  and others" : "");
    }

    private String names(List<Retirement.Held> some) {
        Map<UUID, List<UUID>> byProvider =
                some.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Retirement.Held::provider,
                                        Collectors.mapping(
                                                Retirement.Held::account, Collectors.toList())));
        List<String> lines = new ArrayList<>();
        for (Provider provider : wiring.access().providers().all()) {
            List<UUID> accounts = byProvider.getOrDefault(provider.id(), List.of());
            Caller caller = new Caller(new Scope.Provider(provider.id()), OPERATOR);
            Map<String, String> names = wiring.moves().prospects().usernames(caller, accounts);
            accounts.forEach(
                    account ->
                            lines.add(
                                    "  %s (%s)"
                                            .formatted(
                                                    names.getOrDefault(
                                                            account.toString(),
                                                            account.toString()),
                                                    provider.name())));
        }
        return String.join("\n", lines);
    }

    /** Believes the nodes, and says of each account what came of it. */
    List<String> adopt() {
        wiring.storage().reconciler().look();
        List<Adoption.Result> results = wiring.moves().adoption().adopt();
        if (results.isEmpty()) {
            return List.of("No node knows of a move that the database has forgotten.");
        }
        return results.stream()
                .map(
                        one ->
                                one.problem() == null
                                        ? "%s is on %s.".formatted(one.account(), one.node())
                                        : "%s stays as it is: %s"
                                                .formatted(one.account(), one.problem()))
                .toList();
    }

    /** A table of nodes, and what is to be known of them. */
    List<String> lines() {
        List<StorageNodeView> nodes = nodes();
        TextTable table =
                new TextTable(
                        "node", "address", "answered", "free", "disk", "accounts", "moving",
                        "reached through it");
        for (StorageNodeView node : nodes) {
            table.row(
                    node.name(),
                    node.url().toString(),
                    moment(node.answeredAt()),
                    size(node.freeBytes()),
                    size(node.diskBytes()),
                    Long.toString(node.accounts()),
                    Long.toString(node.moving()),
                    Long.toString(node.forwarded()));
        }
        List<String> lines = new ArrayList<>(table.lines());
        nodes.stream()
                .filter(StorageNodeView::draining)
                .map(NodesWork::drained)
                .forEach(lines::add);
        lines.addAll(strays());
        return lines;
    }

    private static String drained(StorageNodeView node) {
        if (node.accounts() > 0) {
            String left =
                    node.name() + " is to become empty; accounts left: " + node.accounts() + ".";
            return node.drainProblem() == null ? left : left + " " + node.drainProblem();
        }
        return node.name()
                + " is empty; accounts still reached through it: "
                + node.forwarded()
                + ", the last time: "
                + moment(node.lastForwardedAt())
                + ".";
    }

    private List<String> strays() {
        List<DriftRow> strays =
                Slice.all(part -> wiring.storage().drifts().list(INSTALLATION, "open", part))
                        .stream()
                        .filter(row -> LEFT_TO_PEOPLE.contains(row.kind()))
                        .toList();
        if (strays.isEmpty()) {
            return List.of();
        }
        TextTable table = new TextTable("account", "node", "since", "what is the matter");
        for (DriftRow row : strays) {
            table.row(
                    row.account().toString(),
                    row.node(),
                    row.firstSeenAt().toString(),
                    row.kind().equals(DriftKind.UNKNOWN.label())
                            ? "nobody here has it"
                            : "moved, which is not known here (see --adopt)");
        }
        return table.lines();
    }

    private static String size(@Nullable Long bytes) {
        return bytes == null ? "-" : FileSize.words(bytes).toString();
    }

    private static String moment(@Nullable Instant at) {
        return at == null ? "never" : at.toString();
    }
}
