package io.counterfoil.mail;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What each kind of message looks like, with sample values. */
@Path(MailPreviewPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class MailPreviewPages {
    static final String HERE = MailPages.HERE + "/preview";

    private final Previews previews;

    /** Pages over {@code previews}. */
    public MailPreviewPages(Previews previews) {
        this.previews = previews;
    }

    /** One kind, and the choice of all. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY})
    public Page show(@Context Caller caller, @QueryParam("kind") @Nullable String typed) {
        MailKind kind = kind(typed);
        try {
            return page(kind).with("preview", previews.of(caller, kind));
        } catch (Refused refused) {
            return page(kind).refused(refused);
        }
    }

    /** Its HTML alone, as a mail program shows it. */
    @GET
    @Path("/html")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY})
    public Response html(@Context Caller caller, @QueryParam("kind") @Nullable String typed) {
        return MailPages.document(previews.html(caller, kind(typed)));
    }

    /** Sends it to whoever asks. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT})
    public Object send(@Context Caller caller, @FormParam("kind") @Nullable String typed) {
        MailKind kind = kind(typed);
        try {
            UUID message = previews.sendToMe(caller, kind);
            return Flash.seeOther(
                    MailPages.HERE + "/" + message,
                    "The message is on its way to you. Load this page again to see how far it is.");
        } catch (Refused refused) {
            return page(kind).refused(refused);
        }
    }

    private static Page page(MailKind kind) {
        return Page.of("console/mail-preview")
                .with("kinds", Arrays.asList(MailKind.values()))
                .with("kind", kind);
    }

    private static MailKind kind(@Nullable String typed) {
        if (typed == null || typed.isEmpty()) {
            return MailKind.TEMPORARY_PASSWORD;
        }
        Fields fields = new Fields();
        MailKind kind = fields.oneOf("kind", typed, MailKind.class);
        fields.done();
        return kind;
    }
}
