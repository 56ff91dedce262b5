package io.counterfoil.retailers;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.counterfoil.access.Allowed;
import io.counterfoil.access.Member;
import io.counterfoil.access.Role;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.access.WholeKey;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.Answer;
import io.counterfoil.web.RequestBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The people of a retailer over the API. */
@Path("/api/v1/retailers/{id}/staff")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Retailers")
public final class RetailStaffResource {
    private final RetailStaff staff;

    /** Serves {@code staff}. */
    public RetailStaffResource(RetailStaff staff) {
        this.staff = staff;
    }

    /** Somebody who works for a retailer, as the API shows them. */
    record RetailMemberAnswer(
            UUID id,
            String name,
            String email,
            String role,
            boolean disabled,
            boolean lockedOut) {
        static RetailMemberAnswer of(Member member) {
            return new RetailMemberAnswer(
                    member.id(),
                    member.name(),
                    member.email(),
                    member.role().name().toLowerCase(Locale.ROOT),
                    member.disabled(),
                    member.lockedOut());
        }
    }

    /** The same with a password that was made for them, shown this once. */
    record RetailMemberWithPassword(@JsonUnwrapped RetailMemberAnswer member, String password) {
        static RetailMemberWithPassword of(StaffMembers.WithPassword made) {
            return new RetailMemberWithPassword(
                    RetailMemberAnswer.of(made.member()), made.password());
        }

        @Override
        public String toString() {
            return "RetailMemberWithPassword[" + member.id() + "]";
        }
    }

    /** Everybody who works for a retailer. */
    record RetailMembers(List<RetailMemberAnswer> items) {}

    /** Somebody who shall be able to sign in for a retailer. */
    record NewRetailMember(
            @Nullable String email, @Nullable String name, @Nullable String role) {}

    @GET
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY,
        Role.MANAGER
    })
    @Operation(summary = "List who may sign in for a retailer")
    public RetailMembers list(@Context Caller caller, @PathParam("id") String id) {
        return new RetailMembers(
                staff.list(caller, retailer(id)).stream().map(RetailMemberAnswer::of).toList());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @WholeKey
    @Allowed({Role.OWNER, Role.PROVIDER_KEY, Role.MANAGER})
    @Operation(
            summary = "Add somebody who works for a retailer; the password is shown this once",
            description = "Keys with scopes add nobody.")
    @Answer(status = 201, body = RetailMemberWithPassword.class)
    public Response add(
            @Context Caller caller, @PathParam("id") String id, @Nullable NewRetailMember body) {
        UUID retailer = retailer(id);
        NewRetailMember asked = RequestBody.required(body);
        StaffMembers.WithPassword made =
                staff.add(caller, retailer, asked.email(), asked.name(), asked.role());
        return Response.status(Response.Status.CREATED)
                .entity(RetailMemberWithPassword.of(made))
                .build();
    }

    @POST
    @Path("/{person}/disable")
    @Allowed({Role.OWNER, Role.PROVIDER_KEY, Role.MANAGER})
    @Operation(summary = "Let somebody of a retailer sign in no more")
    public RetailMemberAnswer disable(
            @Context Caller caller,
            @PathParam("id") String id,
            @PathParam("person") String person) {
        return RetailMemberAnswer.of(staff.disable(caller, retailer(id), person(person)));
    }

    @POST
    @Path("/{person}/enable")
    @WholeKey
    @Allowed({Role.OWNER, Role.PROVIDER_KEY, Role.MANAGER})
    @Operation(
            summary = "Let somebody of a retailer sign in again",
            description = "Keys with scopes don't.")
    public RetailMemberAnswer enable(
            @Context Caller caller,
            @PathParam("id") String id,
            @PathParam("person") String person) {
        return RetailMemberAnswer.of(staff.enable(caller, retailer(id), person(person)));
    }

    @POST
    @Path("/{person}/new-password")
    @WholeKey
    @Allowed({Role.OWNER, Role.PROVIDER_KEY, Role.MANAGER})
    @Operation(
            summary = "Give somebody of a retailer a new password, shown this once",
            description = "Their sessions end. Keys with scopes don't.")
    public RetailMemberWithPassword newPassword(
            @Context Caller caller,
            @PathParam("id") String id,
            @PathParam("person") String person) {
        return RetailMemberWithPassword.of(
                staff.newPassword(caller, retailer(id), person(person)));
    }

    private static UUID retailer(String id) {
        return Fields.idInPath("retailer", id);
    }

    private static UUID person(String id) {
        return Fields.idInPath("member of staff", id);
    }
}
