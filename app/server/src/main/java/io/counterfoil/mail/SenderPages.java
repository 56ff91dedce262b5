package io.counterfoil.mail;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** From whom messages are. */
@Path(SenderPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class SenderPages {
    static final String HERE = MailPages.HERE + "/sender";

    private final Senders senders;

    /** Pages over {@code senders}. */
    public SenderPages(Senders senders) {
        this.senders = senders;
    }

    /** The sender as it is. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY})
    public Page show(@Context Caller caller) {
        return page(senders.read(caller));
    }

    /** Changes it. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Object change(
            @Context Caller caller,
            @FormParam("name") @Nullable String name,
            @FormParam("address") @Nullable String address,
            @FormParam("reply_to") @Nullable String replyTo,
            @FormParam("language") @Nullable String language) {
        Sender wanted = new Sender(name, address, replyTo, language);
        try {
            senders.change(caller, wanted);
            return Flash.seeOther(HERE, "Messages are sent so from now on.");
        } catch (Refused refused) {
            return page(wanted).refused(refused);
        }
    }

    private Page page(Sender sender) {
        return Page.of("console/mail-sender").with("sender", sender).with("usual", senders.usual());
    }
}
