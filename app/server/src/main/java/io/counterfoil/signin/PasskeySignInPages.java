package io.counterfoil.signin;

import io.counterfoil.access.FrontDoor;
import io.counterfoil.access.Open;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Where a passkey lets in, without name and password. */
@Path("/{area: console|retail|account}/sign-in/passkey")
@Produces(MediaType.TEXT_HTML)
public final class PasskeySignInPages {
    private final Transactions transactions;
    private final Passkeys passkeys;
    private final SignIns people;
    private final FrontDoor door;

    /** Pages that let in the owners of {@code passkeys} through {@code door}. */
    public PasskeySignInPages(
            Transactions transactions, Passkeys passkeys, SignIns people, FrontDoor door) {
        this.transactions = transactions;
        this.passkeys = passkeys;
        this.people = people;
        this.door = door;
    }

    private record In(String token, String home) {}

    /** The button. */
    @GET
    @Open
    public Page form(@PathParam("area") String area, @Context Caller visitor) {
        return page(area, visitor);
    }

    /** Takes the browser's answer. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open
    public Response signIn(
            @PathParam("area") String area,
            @FormParam("passkey") @Nullable String answer,
            @Context Caller visitor,
            @Context HttpHeaders headers) {
        try {
            Person person =
                    transactions.write(
                            visitor.forProvider(),
                            tx -> proved(tx, answer == null ? "" : answer));
            In in =
                    transactions.write(
                            visitor.forProvider().as(person.actor()),
                            tx -> new In(people.open(tx, person), person.home()));
            return door.enter(in.token(), headers, in.home());
        } catch (Refused refused) {
            return Response.ok(page(area, visitor).refused(refused)).build();
        }
    }

    private Person proved(Tx tx, String answer) {
        PasskeyRepository.Owner owner = passkeys.proved(tx, answer);
        return people.person(tx, owner.kind(), owner.person())
                .orElseThrow(Passkeys::notKnown);
    }


    private Page page(String area, Caller visitor) {
        return Page.of("sign-in-passkey")
                .with("area", area)
                .with(
                        "options",
                        transactions.read(
                                visitor.forProvider(), tx -> passkeys.assertion(tx)));
    }
}
