package io.counterfoil.signin;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.access.WholeKey;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.Answer;
import io.counterfoil.web.RequestBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Invitations of the provider's staff and of people of its shops, over the API. */
@Path("/api/v1/invitations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Access")
public final class InvitationsResource {
    private static final String RETAILER = "retailer";

    private final Invitations invitations;

    /** Serves {@code invitations}. */
    public InvitationsResource(Invitations invitations) {
        this.invitations = invitations;
    }

    /** Whom to invite: as staff of the provider, or of the named retailer. */
    public record NewInvitation(
            @Nullable String email, @Nullable String role, @Nullable String retailer) {}

    /**
     * Somebody who was invited and has not come yet.
     *
     * @param over whether the link opens nothing any more
     */
    public record InvitationAnswer(
            UUID id,
            String email,
            String role,
            @Nullable UUID retailer,
            Instant sentAt,
            boolean over) {

        static InvitationAnswer of(Invitation invitation, boolean over) {
            return new InvitationAnswer(
                    invitation.id(),
                    invitation.email(),
                    invitation.role(),
                    invitation.retailer(),
                    invitation.sentAt(),
                    over);
        }
    }

    /** All of them. */
    public record InvitationsAnswer(List<InvitationAnswer> items) {}

    @GET
    @Allowed({Role.OWNER, Role.PROVIDER_KEY})
    @Operation(summary = "List who was invited and has not come yet; with retailer=ID those of it")
    public InvitationsAnswer list(
            @Context Caller caller, @QueryParam(RETAILER) @Nullable String retailer) {
        UUID employer = Fields.idIfGiven(RETAILER, retailer).orElse(null);
        return new InvitationsAnswer(
                invitations.list(caller, employer).stream()
                        .map(given -> InvitationAnswer.of(given.invitation(), given.over()))
                        .toList());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @WholeKey
    @Allowed({Role.OWNER, Role.PROVIDER_KEY})
    @Operation(
            summary = "Invite somebody by mail",
            description =
                    "The link in it is good once and for 72 hours; who has it chooses name and"
                            + " password. Who was invited before gets another link, and the role"
                            + " as it is now. Keys with scopes invite nobody.")
    @Answer(status = 201, body = InvitationAnswer.class)
    public Response invite(@Context Caller caller, @Nullable NewInvitation body) {
        NewInvitation asked = RequestBody.required(body);
        UUID employer = Fields.idIfGiven(RETAILER, asked.retailer()).orElse(null);
        return Response.status(Response.Status.CREATED)
                .entity(
                        InvitationAnswer.of(
                                invitations.invite(caller, asked.email(), asked.role(), employer),
                                false))
                .build();
    }

    @POST
    @Path("/{id}/resend")
    @WholeKey
    @Allowed({Role.OWNER, Role.PROVIDER_KEY})
    @Operation(
            summary = "Mail another link, and end the one before; with retailer=ID of its people",
            description = "Keys with scopes don't.")
    public InvitationAnswer resend(
            @Context Caller caller,
            @PathParam("id") String id,
            @QueryParam(RETAILER) @Nullable String retailer) {
        return InvitationAnswer.of(
                invitations.resend(
                        caller,
                        Fields.idIfGiven(RETAILER, retailer).orElse(null),
                        Fields.idInPath("invitation", id)),
                false);
    }

    @DELETE
    @Path("/{id}")
    @Allowed({Role.OWNER, Role.PROVIDER_KEY})
    @Operation(summary = "Take an invitation back; with retailer=ID one of its people")
    public void revoke(
            @Context Caller caller,
            @PathParam("id") String id,
            @QueryParam(RETAILER) @Nullable String retailer) {
        invitations.revoke(
                caller,
                Fields.idIfGiven(RETAILER, retailer).orElse(null),
                Fields.idInPath("invitation", id));
    }
}
