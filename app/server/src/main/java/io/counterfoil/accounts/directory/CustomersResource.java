package io.counterfoil.accounts.directory;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.accounts.Contact;
import io.counterfoil.accounts.Contacts;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.Answer;
import io.counterfoil.web.Csv;
import io.counterfoil.web.Listed;
import io.counterfoil.web.RequestBody;
import io.counterfoil.web.Table;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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

/** Customers and their contacts over the API. */
@Path("/api/v1")
@Tag(name = "Accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class CustomersResource {
    /** Customers as rows of a table. */
    public static final Table<CustomerRow> TABLE =
            Table.of(CustomerRow.class)
                    .with("id", CustomerRow::id)
                    .with("name", CustomerRow::name)
                    .with("email", CustomerRow::email)
                    .with("accounts", CustomerRow::accounts)
                    .with("created_at", CustomerRow::createdAt);

    private final Directory directory;
    private final Contacts contacts;

    /** Serves the customers of {@code directory} and changes {@code contacts}. */
    public CustomersResource(Directory directory, Contacts contacts) {
        this.directory = directory;
        this.contacts = contacts;
    }

    @GET
    @Path("/customers")
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({
        Role.PROVIDER_KEY,
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY
    })
    @Operation(
            summary =
                    "List customers, newest first; search takes a serial number or the beginning of"
                            + " a name, an e-mail address or a username")
    public Listed<CustomerRow> list(
            @Context Caller caller,
            @QueryParam("search") @Nullable String search,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        return Listed.of(
                limit, after, part -> directory.customers(caller, search, state, part), TABLE);
    }

    @GET
    @Path("/customers/{id}")
    @Allowed({
        Role.PROVIDER_KEY,
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY
    })
    @Operation(summary = "A customer with its contacts")
    public CustomerView read(@Context Caller caller, @PathParam("id") String id) {
        return directory.customer(caller, customer(id));
    }

    @PATCH
    @Path("/customers/{id}")
    @Allowed({Role.PROVIDER_KEY, Role.OWNER, Role.SUPPORT})
    @Operation(summary = "Give a customer another name")
    public CustomerView rename(
            @Context Caller caller,
            @PathParam("id") String id,
            Contacts.@Nullable CustomerRequest body) {
        contacts.rename(caller, customer(id), RequestBody.required(body));
        return directory.customer(caller, customer(id));
    }

    @POST
    @Path("/customers/{id}/contacts")
    @Allowed({Role.PROVIDER_KEY, Role.OWNER, Role.SUPPORT})
    @Operation(summary = "Add a contact to a customer")
    @Answer(status = 201, body = Contact.class)
    public Response addContact(
            @Context Caller caller,
            @PathParam("id") String id,
            Contacts.@Nullable ContactRequest body) {
        Contact contact = contacts.add(caller, customer(id), RequestBody.required(body));
        return Response.status(Response.Status.CREATED).entity(contact).build();
    }

    @PATCH
    @Path("/contacts/{id}")
    @Allowed({Role.PROVIDER_KEY, Role.OWNER, Role.SUPPORT})
    @Operation(summary = "Change a contact, in all accounts that share it")
    public Contact changeContact(
            @Context Caller caller,
            @PathParam("id") String id,
            Contacts.@Nullable ContactRequest body) {
        return contacts.change(
                caller, Fields.idInPath("contact", id), RequestBody.required(body));
    }

    private static UUID customer(String id) {
        return Fields.idInPath("customer", id);
    }
}
