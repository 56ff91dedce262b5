package io.counterfoil;

import io.counterfoil.accounts.AccountFamilies;
import io.counterfoil.mail.Mail;
import io.counterfoil.platform.Transactions;
import io.counterfoil.provisioning.Destinations;
import io.counterfoil.provisioning.Relocation;
import io.counterfoil.provisioning.drift.DriftPages;
import io.counterfoil.provisioning.moves.AccountMoveResource;
import io.counterfoil.provisioning.moves.AccountMoves;
import io.counterfoil.provisioning.moves.Adoption;
import io.counterfoil.provisioning.moves.Drains;
import io.counterfoil.provisioning.moves.MoveProspects;
import io.counterfoil.provisioning.moves.MoveSteps;
import io.counterfoil.provisioning.moves.MovesResource;
import io.counterfoil.provisioning.overview.NodeOverview;
import io.counterfoil.provisioning.overview.NodesPages;
import io.counterfoil.provisioning.overview.NodesResource;
import java.util.List;

/**
 * Accounts that go from storage node to storage node.
 *
 * @param moves who asks for it, and sees how far it is
 * @param prospects what they would mean
 * @param steps what brings them there
 * @param drains what empties nodes
 * @param adoption what believes the nodes where accounts are
 * @param overview the nodes as people see them
 * @param resources addresses of all of them
 */
public record MovesWiring(
        AccountMoves moves,
        MoveProspects prospects,
        MoveSteps steps,
        Drains drains,
        Adoption adoption,
        NodeOverview overview,
        List<Object> resources) {

    static MovesWiring of(
            Ground ground, AccessWiring access, StorageWiring storage, Mail mail) {
        Transactions transactions = ground.transactions();
        AccountFamilies families = new AccountFamilies(mail, ground.events());
        Relocation relocation = storage.relocation();
        MoveSteps steps =
                new MoveSteps(transactions, relocation, families, ground.ids(), ground.clock());
        steps.define(ground.jobs());
        Destinations destinations = new Destinations(storage.rooms());
        AccountMoves moves =
                new AccountMoves(
                        transactions,
                        ground.jobs(),
                        relocation,
                        families,
                        destinations,
                        ground.ids());
        MoveProspects prospects =
                new MoveProspects(transactions, relocation, families, destinations);
        Drains drains = new Drains(transactions, moves);
        drains.lookEvery(ground.jobs());
        NodeOverview overview =
                new NodeOverview(
                        transactions, access.providers(), destinations, access.audit());
        return new MovesWiring(
                moves,
                prospects,
                steps,
                drains,
                new Adoption(transactions, relocation, families, storage.drifts()),
                overview,
                List.of(
                        new AccountMoveResource(moves),
                        new MovesResource(moves),
                        new NodesResource(overview),
                        new NodesPages(overview, moves, prospects),
                        new DriftPages(storage.drifts(), prospects::usernames)));
    }
}
