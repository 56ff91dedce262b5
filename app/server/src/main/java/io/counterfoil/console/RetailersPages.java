package io.counterfoil.console;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.ApiKeys;
import io.counterfoil.access.Member;
import io.counterfoil.access.NewMember;
import io.counterfoil.access.Role;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.inventory.Credit;
import io.counterfoil.inventory.CreditWords;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.retailers.NewTerminal;
import io.counterfoil.retailers.Outlet;
import io.counterfoil.retailers.Retailer;
import io.counterfoil.retailers.Retailers;
import io.counterfoil.signin.SecondSteps;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The retailers, with their outlets, tills and people. */
@Path("/console/retailers")
@Produces(MediaType.TEXT_HTML)
public final class RetailersPages {
    private final Retailers retailers;
    private final StaffMembers staff;
    private final ApiKeys keys;
    private final Credit credit;
    private final SecondSteps steps;

    /** Pages over what makes up a retailer. */
    public RetailersPages(
            Retailers retailers,
            StaffMembers staff,
            ApiKeys keys,
            Credit credit,
            SecondSteps steps) {
        this.retailers = retailers;
        this.staff = staff;
        this.keys = keys;
        this.credit = credit;
        this.steps = steps;
    }

    /** All retailers, and the form for one more. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page list(
            @Context Caller caller,
            @QueryParam("search") @Nullable String search,
            @QueryParam("after") @Nullable String after) {
        return all(caller, search, Listing.of(null, after));
    }

    /** Adds a retailer. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Response add(@Context Caller caller, @FormParam("name") @Nullable String name) {
        try {
            Retailer retailer = retailers.addRetailer(caller, name);
            return Flash.seeOther(
                    address(retailer.id()), "The retailer is added. Now add its first outlet.");
        } catch (Refused refused) {
            return Response.ok(all(caller, null, Listing.first()).with("name", name).refused(refused))
                    .build();
        }
    }

    /** One retailer with a part of its outlets, newest first; those with a text in their name only. */
    @GET
    @Path("/{id}")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page show(
            @Context Caller caller,
            @PathParam("id") String id,
            @QueryParam("search") @Nullable String search,
            @QueryParam("after") @Nullable String after) {
        return one(caller, retailer(id), search, Listing.of(null, after));
    }

    /** Adds an outlet. */
    @POST
    @Path("/{id}/outlets")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Response addOutlet(
            @Context Caller caller,
            @PathParam("id") String id,
            @FormParam("outlet_name") @Nullable String name) {
        UUID retailer = retailer(id);
        try {
            Outlet outlet = retailers.addOutlet(caller, retailer, name);
            return Flash.seeOther(address(retailer), Text.of(
                    "{outlet} is added.",
                    "outlet",
                    outlet.name()));
        } catch (Refused refused) {
            return Response.ok(
                            one(caller, retailer)
                                    .refused(refused, problem -> problem.of("outlet_name")))
                    .build();
        }
    }

    /** Adds a till and shows its key, the only time. */
    @POST
    @Path("/{id}/outlets/{outlet}/tills")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Page addTill(
            @Context Caller caller,
            @PathParam("id") String id,
            @PathParam("outlet") String outlet,
            @QueryParam("search") @Nullable String search,
            @QueryParam("after") @Nullable String after,
            @FormParam("till_name") @Nullable String name) {
        UUID retailer = retailer(id);
        UUID shop = Fields.idInPath("outlet", outlet);
        try {
            NewTerminal made = retailers.addTerminal(caller, shop, name);
            return one(caller, retailer, search, Listing.of(null, after))
                    .with("till", made.terminal().name())
                    .with("key", made.apiKey());
        } catch (Refused refused) {
            return one(caller, retailer, search, Listing.of(null, after))
                    .refused(refused, problem -> problem.of("till_name-" + shop));
        }
    }

    /** Makes a key for the retailer's own programs and shows it, the only time. */
    @POST
    @Path("/{id}/keys")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Page addKey(
            @Context Caller caller,
            @PathParam("id") String id,
            @FormParam("label") @Nullable String label) {
        UUID retailer = retailer(id);
        try {
            ApiKeys.Made made = keys.make(caller, label, retailer);
            return one(caller, retailer).with("program", made.label()).with("key", made.key());
        } catch (Refused refused) {
            return one(caller, retailer).refused(refused);
        }
    }

    /** Adds somebody who works for the retailer and shows their first password. */
    @POST
    @Path("/{id}/people")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Page addPerson(
            @Context Caller caller,
            @PathParam("id") String id,
            @FormParam("email") @Nullable String email,
            @FormParam("name") @Nullable String name,
            @FormParam("role") @Nullable String role) {
        Retailer retailer = retailers.retailer(caller, retailer(id));
        NewMember asked = new NewMember(email, name, role, retailer.id());
        try {
            StaffMembers.WithPassword made = staff.create(caller, asked);
            return one(caller, retailer.id()).with("made", made);
        } catch (Refused refused) {
            return one(caller, retailer.id()).with("asked", asked).refused(refused);
        }
    }

    /** Lets somebody of the retailer sign in no more. */
    @POST
    @Path("/{id}/people/{person}/disable")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Response disablePerson(
            @Context Caller caller,
            @PathParam("id") String id,
            @PathParam("person") String person) {
        Member member = staff.disable(caller, person(caller, id, person));
        return Flash.seeOther(address(retailer(id)), Text.of(
                "{name} can no longer sign in.",
                "name",
                member.name()));
    }

    /** Lets somebody of the retailer sign in again. */
    @POST
    @Path("/{id}/people/{person}/enable")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Response enablePerson(
            @Context Caller caller,
            @PathParam("id") String id,
            @PathParam("person") String person) {
        Member member = staff.enable(caller, person(caller, id, person));
        return Flash.seeOther(address(retailer(id)), Text.of(
                "{name} can sign in again.",
                "name",
                member.name()));
    }

    /** Gives somebody of the retailer a new password and shows it. */
    @POST
    @Path("/{id}/people/{person}/new-password")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Page newPassword(
            @Context Caller caller,
            @PathParam("id") String id,
            @PathParam("person") String person) {
        StaffMembers.WithPassword made = staff.newPassword(caller, person(caller, id, person));
        return one(caller, retailer(id)).with("made", made);
    }

    private UUID person(Caller caller, String retailer, String id) {
        UUID person = Fields.idInPath("member of staff", id);
        return staff.list(caller, retailer(retailer)).stream()
                .map(Member::id)
                .filter(person::equals)
                .findAny()
                .orElseThrow(() -> Refused.notFound("member of staff"));
    }

    private Page all(Caller caller, @Nullable String search, Listing listing) {
        Slice<Retailer> slice = retailers.retailers(caller, search, listing);
        return Page.of("console/retailers")
                .with("search", search)
                .with("retailers", slice.items())
                .with("next", slice.next());
    }

    private Page one(Caller caller, UUID id) {
        return one(caller, id, null, Listing.first());
    }

    private Page one(Caller caller, UUID id, @Nullable String search, Listing listing) {
        List<Member> people = staff.list(caller, id);
        Slice<Outlet> outlets = retailers.outlets(caller, id, search, listing);
        return Page.of("console/retailer")
                .about("retailer", id)
                .with("retailer", retailers.retailer(caller, id))
                .with("credit", credit.state(caller, id).map(CreditWords::of).orElse(null))
                .with("search", search)
                .with("outlets", outlets.items())
                .with("next", outlets.next())
                .with(
                        "tills",
                        retailers.terminalsOf(
                                caller, outlets.items().stream().map(Outlet::id).toList()))
                .with("people", people)
                .with("secured", steps.on(caller, people.stream().map(Member::id).toList()));
    }

    private static UUID retailer(String id) {
        return Fields.idInPath("retailer", id);
    }

    private static String address(UUID retailer) {
        return "/console/retailers/" + retailer;
    }
}
