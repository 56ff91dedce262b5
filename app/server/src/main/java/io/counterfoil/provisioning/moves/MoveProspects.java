package io.counterfoil.provisioning.moves;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.provisioning.Destinations;
import io.counterfoil.provisioning.Relocation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a person has to know before, and while, an account moves. */
public final class MoveProspects {
    private final Transactions transactions;
    private final Relocation relocation;
    private final Families families;
    private final Destinations destinations;
    private final MovesUnderWay underWay = new MovesUnderWay();

    /** Of accounts of {@code families} that may go to {@code destinations}. */
    public MoveProspects(
            Transactions transactions,
            Relocation relocation,
            Families families,
            Destinations destinations) {
        this.transactions = transactions;
        this.relocation = relocation;
        this.families = families;
        this.destinations = destinations;
    }

    /**
     * What a move of an account would mean.
     *
     * @param node the name of the node where it is
     * @param accounts how many move together
     * @param load what they take with them
     * @param keptObjects how much of what their clients deleted the node still keeps, which does not
     *     move
     * @param choices where they may go
     * @param move their move that is under way; null = there is none
     */
    public record Prospect(
            String node,
            int accounts,
            Destinations.Load load,
            long keptObjects,
            List<Destinations.Choice> choices,
            @Nullable MoveView move) {
        public Prospect {
            choices = List.copyOf(choices);
        }
    }

    /**
     * The prospect of an account, with its parent and all sub-accounts of that.
     *
     * @throws Refused if there is no such account for this caller, or it has no place any more
     */
    public Prospect of(Caller caller, UUID account) {
        return transactions.read(
                caller,
                tx -> {
                    List<UUID> family = families.members(tx, account);
                    if (family.isEmpty()) {
                        throw Refused.notFound("account");
                    }
                    Relocation.Standing standing =
                            relocation
                                    .find(tx, family.getFirst())
                                    .orElseThrow(() -> Refused.notFound("account"));
                    Destinations.Load load = destinations.load(tx, family);
                    return new Prospect(
                            standing.node().name(),
                            family.size(),
                            load,
                            family.stream()
                                    .flatMap(each -> relocation.find(tx, each).stream())
                                    .mapToLong(Relocation.Standing::keptObjects)
                                    .sum(),
                            destinations.choices(tx, standing.node().id(), load),
                            underWay.of(tx, family.getFirst()).orElse(null));
                });
    }

    /** The usernames of the caller's accounts, by the accounts' ids as text, as pages look them up. */
    public Map<String, String> usernames(Caller caller, Collection<UUID> accounts) {
        return transactions
                .read(caller, tx -> families.usernames(tx, accounts))
                .entrySet()
                .stream()
                .collect(Collectors.toMap(one -> one.getKey().toString(), Map.Entry::getValue));
    }
}
