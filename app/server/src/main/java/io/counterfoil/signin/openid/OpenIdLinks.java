package io.counterfoil.signin.openid;

import io.counterfoil.access.Audit;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Who of the staff is known at the OpenID provider that is set up. */
public final class OpenIdLinks {
    private final Transactions transactions;
    private final OpenIdProviders providers;
    private final StaffMembers staff;
    private final Audit audit;

    /** Which of the {@code staff} are known at one of {@code providers}. */
    OpenIdLinks(
            Transactions transactions,
            OpenIdProviders providers,
            StaffMembers staff,
            Audit audit) {
        this.transactions = transactions;
        this.providers = providers;
        this.staff = staff;
        this.audit = audit;
    }

    /**
     * Who somebody is there.
     *
     * @param staff their id here
     * @param name theirs
     * @param email theirs
     * @param linkedAt since when
     */
    public record Link(UUID staff, String name, String email, Instant linkedAt) {}

    /** All of them, by their names. */
    List<Link> list(Caller caller) {
        return transactions.read(
                caller,
                tx ->
                        providers
                                .of(tx)
                                .map(set -> links(tx, new OpenIdRepository(tx).linked(set.issuer())))
                                .orElse(List.of()));
    }

    private List<Link> links(Tx tx, Map<UUID, Instant> linked) {
        return staff.of(tx, linked.keySet()).stream()
                .map(
                        member ->
                                new Link(
                                        member.id(),
                                        member.name(),
                                        member.email(),
                                        Objects.requireNonNull(linked.get(member.id()))))
                .toList();
    }

    /**
     * Forgets who somebody is there, so that they are found by their e-mail address once more.
     *
     * @throws Refused if nobody here is that
     */
    void unlink(Caller caller, UUID member) {
        transactions.write(
                caller,
                tx -> {
                    if (!new OpenIdRepository(tx).unlink(member)) {
                        throw Refused.notFound("person who is known there");
                    }
                    audit.record(tx, "openid.unlinked", "staff:" + member, Map.of());
                    return tx.now();
                });
    }
}
