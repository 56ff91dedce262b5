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
import java.util.function.Predicate;

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

    /** Leads on somebody of this kind and id who has shown what stands for their password. */
    public Response lead(Caller visitor, String kind, UUID id, HttpHeaders headers) {
        return lead(visitor, kind, id, tx -> true, headers).orElseThrow();
    }

    /**
     * Leads on somebody of this kind and id whose password was right.
     *
     * @param holds whether it still is as they come in; if not, they don't, and it is empty
     */
    Optional<Response> lead(
            Caller visitor, String kind, UUID id, Predicate<Tx> holds, HttpHeaders headers) {
        return transactions
                .write(
                        as(visitor, kind, id),
                        tx ->
                                holds.test(tx)
                                        ? Optional.of(next(tx, kind, id))
                                        : Optional.<Next>empty())
                .map(next -> led(next, headers));
    }

    private Response led(Next next, HttpHeaders headers) {
        return switch (next) {
            case Next.Step step ->
                    Response.fromResponse(Flash.seeOther("/" + step.area() + "/sign-in/step"))
                            .cookie(SessionCookies.step(step.token()))
                            .build();
            case Next.In in -> door.enter(in.token(), headers, in.home());
        };
    }

    /** Lets somebody in of whom nothing more is asked. */
    public Response enter(Caller visitor, String kind, UUID id, HttpHeaders headers) {
        Next.In in = transactions.write(as(visitor, kind, id), tx -> in(tx, person(tx, kind, id)));
        return door.enter(in.token(), headers, in.home());
    }

    private static Caller as(Caller visitor, String kind, UUID id) {
        return visitor.as(new Actor(kind + ":" + id, kind.equals("staff") ? id : null));
    }

    private Next next(Tx tx, String kind, UUID id) {
        Person person = person(tx, kind, id);
        Optional<String> token = pending.begin(tx, kind, id);
        return token.isPresent() ? new Next.Step(token.get(), person.area()) : in(tx, person);
    }

    private Next.In in(Tx tx, Person person) {
        return new Next.In(people.open(tx, person), person.home());
    }

    private Person person(Tx tx, String kind, UUID id) {
        return people.person(tx, kind, id).orElseThrow(() -> Refused.notFound("sign-in"));
    }
}
