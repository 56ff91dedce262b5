package io.counterfoil.signin;

import io.counterfoil.access.FrontDoor;
import io.counterfoil.access.SessionCookies;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.web.Flash;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;

/** Leads whoever has shown the right password in, or to the second step. */
public final class NextPages {
    private final Transactions transactions;
    private final SignIns people;
    private final PendingSignIns pending;
    private final FrontDoor door;

    /** Leads {@code people} through {@code door}, or to their {@code pending} second step. */
    public NextPages(
            Transactions transactions, SignIns people, PendingSignIns pending, FrontDoor door) {
        this.transactions = transactions;
        this.people = people;
        this.pending = pending;
        this.door = door;
    }

    /** Where one goes, with the cookies for it. */
    private sealed interface Next {
        record Step(String token, String area) implements Next {}

        record In(String token, String home) implements Next {}
    }

    /** Leads somebody of this kind and id on. */
    Response lead(Caller visitor, String kind, UUID id, HttpHeaders headers) {
        Actor known = new Actor(kind + ":" + id, kind.equals("staff") ? id : null);
        return switch (transactions.write(visitor.as(known), tx -> next(tx, kind, id))) {
            case Next.Step step ->
                    Response.fromResponse(Flash.seeOther("/" + step.area() + "/sign-in/step"))
                            .cookie(SessionCookies.step(step.token()))
                            .build();
            case Next.In in -> door.enter(in.token(), headers, in.home());
        };
    }

    private Next next(Tx tx, String kind, UUID id) {
        Person person = people.person(tx, kind, id).orElseThrow(() -> Refused.notFound("sign-in"));
        Optional<String> token = pending.begin(tx, kind, id);
        return token.isPresent()
                ? new Next.Step(token.get(), person.area())
                : new Next.In(people.open(tx, person), person.home());
    }
}
