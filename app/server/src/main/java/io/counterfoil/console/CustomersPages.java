package io.counterfoil.console;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.accounts.Contacts;
import io.counterfoil.accounts.directory.CustomerView;
import io.counterfoil.accounts.directory.Directory;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Json;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Download;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finding a customer, and what they have. */
@Path("/console/customers")
@Produces(MediaType.TEXT_HTML)
public final class CustomersPages {
    private final Directory directory;
    private final Contacts contacts;
    private final PersonalData data;

    /** Pages over {@code directory}, {@code contacts} and all other {@code data} of customers. */
    public CustomersPages(Directory directory, Contacts contacts, PersonalData data) {
        this.directory = directory;
        this.contacts = contacts;
        this.data = data;
    }

    /** The newest customers, or those that were searched for. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page list(
            @Context Caller caller,
            @QueryParam("search") @Nullable String search,
            @QueryParam("state") @Nullable String state,
            @QueryParam("after") @Nullable String after) {
        Page page =
                Page.of("console/customers")
                        .with("search", search)
                        .with("states", Directory.STATES);
        try {
            return page.with("state", state == null || state.isEmpty() ? null : state)
                    .with(
                            "customers",
                            directory.customers(caller, search, state, Listing.of(null, after)));
        } catch (Refused refused) {
            return page.refused(refused);
        }
    }

    /** Forgets somebody who left and has no account any more, by their address. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Response eraseAddress(
            @Context Caller caller, @FormParam("email") @Nullable String email) {
        try {
            contacts.eraseAddress(caller, email);
            return Flash.seeOther(
                    "/console/customers",
                    "Whoever read there is forgotten. What may be left is said where you typed the"
                            + " address.");
        } catch (Refused refused) {
            return Response.ok(list(caller, null, null, null).with("email", email).refused(refused))
                    .build();
        }
    }

    /** The accounts whose space fills. */
    @GET
    @Path("/filling")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page filling(@Context Caller caller, @QueryParam("after") @Nullable String after) {
        return Page.of("console/filling")
                .with("accounts", directory.filling(caller, Listing.of(null, after)));
    }

    /** The accounts that had no backup for a while. */
    @GET
    @Path("/silent")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page silent(@Context Caller caller, @QueryParam("after") @Nullable String after) {
        return Page.of("console/silent")
                .with("accounts", directory.silent(caller, Listing.of(null, after)));
    }

    /** One customer. */
    @GET
    @Path("/{id}")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page show(
            @Context Caller caller,
            @PathParam("id") String id,
            @QueryParam("after") @Nullable String after) {
        return one(caller, customer(id), after);
    }

    /** Gives a customer another name. */
    @POST
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.SUPPORT})
    public Response rename(
            @Context Caller caller,
            @PathParam("id") String id,
            @FormParam("customer_name") @Nullable String name) {
        UUID customer = customer(id);
        try {
            contacts.rename(caller, customer, new Contacts.CustomerRequest(name));
            return Flash.seeOther(address(customer), "The name is changed.");
        } catch (Refused refused) {
            return Response.ok(
                            one(caller, customer, null)
                                    .refused(
                                            refused,
                                            problem ->
                                                    problem.of("customer_name")))
                    .build();
        }
    }

    /** Adds a contact. */
    @POST
    @Path("/{id}/contacts")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.SUPPORT})
    public Response addContact(
            @Context Caller caller,
            @PathParam("id") String id,
            @FormParam("name") @Nullable String name,
            @FormParam("email") @Nullable String email) {
        UUID customer = customer(id);
        Contacts.ContactRequest asked = new Contacts.ContactRequest(name, email);
        try {
            contacts.add(caller, customer, asked);
            return Flash.seeOther(address(customer), "The contact is added.");
        } catch (Refused refused) {
            return Response.ok(one(caller, customer, null).with("asked", asked).refused(refused))
                    .build();
        }
    }

    /** Changes a contact. */
    @POST
    @Path("/{id}/contacts/{contact}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.SUPPORT})
    public Response changeContact(
            @Context Caller caller,
            @PathParam("id") String id,
            @PathParam("contact") String contactId,
            @FormParam("name") @Nullable String name,
            @FormParam("email") @Nullable String email) {
        UUID customer = customer(id);
        UUID contact = Fields.idInPath("contact", contactId);
        Contacts.ContactRequest asked = new Contacts.ContactRequest(name, email);
        try {
            UUID changed = contacts.change(caller, contact, asked).customer();
            return Flash.seeOther(
                    address(changed), "The contact is changed, in all accounts that share it.");
        } catch (Refused refused) {
            if (refused.type() == ProblemType.NOT_FOUND) {
                throw refused;
            }
            return Response.ok(
                            one(caller, customer, null)
                                    .refused(
                                            refused,
                                            problem ->
                                                    problem.of(problem.field() + "-" + contact)))
                    .build();
        }
    }

    /** All that is kept about the customer, as a file to hand out on request. */
    @POST
    @Path("/{id}/personal-data")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.SUPPORT})
    public Response export(@Context Caller caller, @PathParam("id") String id) {
        UUID customer = customer(id);
        PersonalData.PersonalExport export = data.of(caller, customer);
        return new Download(
                        "customer-" + customer + ".json",
                        MediaType.APPLICATION_JSON,
                        out -> Json.mapper().writerWithDefaultPrettyPrinter().writeValue(out, export))
                .answer();
    }

    /** Forgets a customer who has no account any more. */
    @POST
    @Path("/{id}/erasure")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Response erase(@Context Caller caller, @PathParam("id") String id) {
        UUID customer = customer(id);
        try {
            contacts.erase(caller, customer);
            return Flash.seeOther("/console/customers", "The customer is forgotten.");
        } catch (Refused refused) {
            if (refused.type() == ProblemType.NOT_FOUND) {
                throw refused;
            }
            return Response.ok(one(caller, customer, null).refused(refused)).build();
        }
    }

    private Page one(Caller caller, UUID id, @Nullable String after) {
        CustomerView customer = directory.customer(caller, id);
        return Page.of("console/customer")
                .about("customer", id)
                .with("customer", customer)
                .with("accounts", directory.accounts(caller, id, null, Listing.of(null, after)));
    }

    private static UUID customer(String id) {
        return Fields.idInPath("customer", id);
    }

    static String address(UUID customer) {
        return "/console/customers/" + customer;
    }
}
