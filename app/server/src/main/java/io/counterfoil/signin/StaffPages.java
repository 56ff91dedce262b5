package io.counterfoil.signin;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Member;
import io.counterfoil.access.NewMember;
import io.counterfoil.access.Role;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The provider's own staff: who may sign in to the console, as what. */
@Path("/console/staff")
@Produces(MediaType.TEXT_HTML)
public final class StaffPages {
    private static final String HERE = "/console/staff";

    private final StaffMembers staff;
    private final SecondSteps steps;
    private final SecondStepRules rules;

    /** Pages over {@code staff}, their second {@code steps} and the {@code rules} for these. */
    public StaffPages(StaffMembers staff, SecondSteps steps, SecondStepRules rules) {
        this.staff = staff;
        this.steps = steps;
        this.rules = rules;
    }

    /** Everybody, and the form for one more. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page list(@Context Caller caller) {
        return page(caller);
    }

    /** Adds somebody and shows their first password. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Page add(
            @Context Caller caller,
            @FormParam("email") @Nullable String email,
            @FormParam("name") @Nullable String name,
            @FormParam("role") @Nullable String role) {
        NewMember asked = new NewMember(email, name, role, null);
        try {
            StaffMembers.WithPassword made = staff.create(caller, asked);
            return page(caller).with("made", made);
        } catch (Refused refused) {
            return page(caller).with("asked", asked).refused(refused);
        }
    }

    /** Lets somebody sign in no more. */
    @POST
    @Path("/{id}/disable")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Response disable(@Context Caller caller, @PathParam("id") String id) {
        Member member = staff.disable(caller, Fields.idInPath("member of staff", id));
        return Flash.seeOther(HERE, Text.of("{name} can no longer sign in.", "name", member.name()));
    }

    /** Lets somebody sign in again. */
    @POST
    @Path("/{id}/enable")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Response enable(@Context Caller caller, @PathParam("id") String id) {
        Member member = staff.enable(caller, Fields.idInPath("member of staff", id));
        return Flash.seeOther(HERE, Text.of("{name} can sign in again.", "name", member.name()));
    }

    /** Gives somebody a new password and shows it. */
    @POST
    @Path("/{id}/new-password")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Page newPassword(@Context Caller caller, @PathParam("id") String id) {
        StaffMembers.WithPassword made =
                staff.newPassword(caller, Fields.idInPath("member of staff", id));
        return page(caller).with("made", made);
    }

    /** Takes the second step from somebody who lost their phone. */
    @POST
    @Path("/{id}/reset-second-step")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Response resetSecondStep(@Context Caller caller, @PathParam("id") String id) {
        return Flash.seeOther(
                HERE,
                rules.reset(caller, Fields.idInPath("member of staff", id)).isEmpty()
                        ? "The second step is taken away. They set it up anew."
                        : "Another owner or operator must agree to that: it waits under Approvals.");
    }

    /** Says who must have a second step. */
    @POST
    @Path("/second-step")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Response demandSecondStep(
            @Context Caller caller,
            @FormParam("demand_staff") @Nullable String ofStaff,
            @FormParam("demand_shops") @Nullable String ofShops) {
        SecondStepRules.Rule wanted =
                new SecondStepRules.Rule("true".equals(ofStaff), "true".equals(ofShops));
        return Flash.seeOther(
                HERE,
                rules.change(caller, wanted).isEmpty()
                        ? "The rule holds from the next sign-in on."
                        : "Another owner or operator must agree to that: it waits under Approvals.");
    }

    private Page page(Caller caller) {
        List<Member> members = staff.list(caller, null);
        Set<UUID> secured =
                steps.on(caller, members.stream().map(Member::id).toList());
        return Page.of("console/staff")
                .with("members", members)
                .with("secured", secured.stream().map(UUID::toString).toList())
                .with("rule", rules.read(caller));
    }
}
