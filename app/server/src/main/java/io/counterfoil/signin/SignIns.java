package io.counterfoil.signin;

import io.counterfoil.access.ActingGuard;
import io.counterfoil.access.Principal;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Tx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The kinds of people who sign in, as the features say that have them. */
public final class SignIns {
    private final Map<String, Door> doors = new HashMap<>();

    /** How people of one kind come in. */
    public interface Door {
        /** Who has this id; empty if nobody has, or they may not sign in any more. */
        Optional<Person> person(Tx tx, UUID id);

        /** Opens a session for somebody who has proved who they are, and returns its token. */
        String open(Tx tx, UUID id);
    }

    /** Says how people of a kind come in; when the service is wired. */
    public void define(String kind, Door door) {
        doors.put(kind, door);
    }

    /** Who has this id; empty if nobody has, or they may not sign in any more. */
    Optional<Person> person(Tx tx, String kind, UUID id) {
        return door(kind).person(tx, id);
    }

    /** Whoever is signed in. */
    Person person(Tx tx, Principal principal) {
        if (ActingGuard.acting(principal) != null) {
            throw new Refused(
                    ProblemType.FORBIDDEN,
                    "Only the customer sees and changes how they sign in.");
        }
        String kind = principal instanceof Principal.Staff ? "staff" : "account";
        return person(tx, kind, principal.person())
                .orElseThrow(() -> Refused.notFound("sign-in"));
    }

    /** Opens a session for somebody who has proved who they are, and returns its token. */
    String open(Tx tx, Person person) {
        return door(person.kind()).open(tx, person.id());
    }

    private Door door(String kind) {
        Door door = doors.get(kind);
        if (door == null) {
            throw new IllegalStateException("nobody said how people of this kind sign in: " + kind);
        }
        return door;
    }
}
