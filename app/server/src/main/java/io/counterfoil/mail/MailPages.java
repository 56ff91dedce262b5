package io.counterfoil.mail;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import io.counterfoil.web.SafeHeaders;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The outbox, for the provider's staff. */
@Path(MailPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class MailPages {
    static final String HERE = "/console/mail";

    /** A mail has styles of its own, but loads and runs nothing, wherever its text comes from. */
    private static final String SANDBOX =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action"
                    + " 'none'; base-uri 'none'; frame-ancestors 'none'";

    private final Outbox outbox;
    private final Previews previews;
    private final boolean hasServer;

    /**
     * Pages over {@code outbox}, which say what is wrong with the texts of {@code previews}.
     *
     * @param hasServer whether there is a mail server that messages go out through
     */
    public MailPages(Outbox outbox, Previews previews, boolean hasServer) {
        this.outbox = outbox;
        this.previews = previews;
        this.hasServer = hasServer;
    }

    /** The newest messages, or those before one, in all states or in one. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY})
    public Page list(
            @Context Caller caller,
            @QueryParam("state") @Nullable String state,
            @QueryParam("after") @Nullable String after) {
        MailState only = state(state);
        return Page.of("console/mail")
                .with("messages", outbox.list(caller, only, Listing.of(null, after)))
                .with("states", Arrays.asList(MailState.values()))
                .with("state", only)
                .with("faults", previews.faults(caller))
                .with("hasServer", hasServer);
    }

    /** One message, with what it says unless that is a secret. */
    @GET
    @Path("/{id}")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY})
    public Page show(
            @Context Caller caller, @Context Principal principal, @PathParam("id") String id) {
        UUID message = message(id);
        return page(caller, principal, message)
                .with("text", outbox.text(caller, message).map(MailText::text).orElse(null));
    }

    /** Its HTML alone, as a mail program shows it. */
    @GET
    @Path("/{id}/html")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY})
    public Response html(@Context Caller caller, @PathParam("id") String id) {
        return document(
                outbox.html(caller, message(id))
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                ProblemType.GONE,
                                                "What this message says is a secret, or not kept"
                                                        + " any more.")));
    }

    /** The same message with its secret. */
    @POST
    @Path("/{id}/secret")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.SUPPORT})
    public Page secret(
            @Context Caller caller, @Context Principal principal, @PathParam("id") String id) {
        UUID message = message(id);
        MailText text = outbox.reveal(caller, principal.role(), message);
        return page(caller, principal, message).with("text", text.text());
    }

    /** Tries a message again. */
    @POST
    @Path("/{id}/retry")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT})
    public Object retry(
            @Context Caller caller, @Context Principal principal, @PathParam("id") String id) {
        UUID message = message(id);
        try {
            outbox.retry(caller, message);
            return Flash.seeOther(HERE + "/" + message, "The message is tried again now.");
        } catch (Refused refused) {
            if (refused.type() == ProblemType.CONFLICT) {
                return page(caller, principal, message).refused(refused);
            }
            throw refused;
        }
    }

    private Page page(Caller caller, Principal principal, UUID id) {
        OutboxMessage message = outbox.find(caller, id);
        return Page.of("console/mail-message")
                .about("mail", id)
                .with("message", message)
                .with("mayReveal", Outbox.mayReveal(principal.role(), message))
                .with("letsStaffIn", message.letsStaffIn())
                .with(
                        "mayRetry",
                        principal.role() != Role.READ_ONLY && !outbox.isLate(caller, message));
    }

    /** A message's HTML as a document of its own. */
    static Response document(String html) {
        return Response.ok(html, MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .header(SafeHeaders.CONTENT_SECURITY_POLICY, SANDBOX)
                .build();
    }

    /** One of the states, or null for all of them. */
    static @Nullable MailState state(@Nullable String typed) {
        if (typed == null || typed.isEmpty()) {
            return null;
        }
        Fields fields = new Fields();
        MailState state = fields.oneOf("state", typed, MailState.class);
        fields.done();
        return state;
    }

    private static UUID message(String id) {
        return Fields.idInPath("message", id);
    }
}
