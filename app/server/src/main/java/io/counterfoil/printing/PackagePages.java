package io.counterfoil.printing;

import io.counterfoil.access.Open;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.printing.bureau.BureauLinks;
import io.counterfoil.printing.bureau.Deliveries;
import io.counterfoil.web.Languages;
import io.counterfoil.web.Page;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a bureau sees behind its link: first its package, then the form for its reply. The link's
 * token stands in the query, which the request log leaves out. Opening the page uses nothing up,
 * since mail scanners and previews do that too.
 */
@Path("/bureau")
@Produces(MediaType.TEXT_HTML)
public final class PackagePages {
    private final Deliveries deliveries;
    private final BureauReplies replies;

    /** Pages over {@code deliveries} and the {@code replies} to them. */
    public PackagePages(Deliveries deliveries, BureauReplies replies) {
        this.deliveries = deliveries;
        this.replies = replies;
    }

    /** Says what it is, or asks what became of it. */
    @GET
    @Open
    public Page show(@Context Caller caller, @QueryParam("token") @Nullable String token) {
        Optional<BureauReplies.Awaited> awaited = replies.awaited(caller, token);
        return awaited.isPresent()
                ? page(awaited.get(), token)
                : Page.of("bureau/package")
                        .with("offer", deliveries.offer(caller, token))
                        .with("token", Objects.requireNonNull(token));
    }

    /** Sends it. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.WILDCARD)
    @Open
    public Response send(
            @Context Caller caller,
            @FormParam("token") @Nullable String token,
            @Context HttpServletRequest request,
            @Context ContainerRequestContext asked) {
        return deliveries
                .deliver(caller, token, request.getRemoteAddr(), Languages.of(asked))
                .answer();
    }

    /** Takes the reply. */
    @POST
    @Path("/reply")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open
    public Page reply(
            @Context Caller caller,
            @FormParam("token") @Nullable String token,
            @FormParam("table") @Nullable String table,
            @Context HttpServletRequest request) {
        BureauReplies.Awaited before =
                replies.awaited(caller, token).orElseThrow(BureauLinks::notFetched);
        String typed = table == null ? "" : table;
        try {
            replies.handIn(
                    caller,
                    token,
                    new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                    request.getRemoteAddr());
            return page(replies.awaited(caller, token).orElse(before), token);
        } catch (Refused refused) {
            return Page.of("bureau/reply")
                    .with("awaited", before)
                    .with("token", token)
                    .with("table", typed)
                    .refused(refused);
        }
    }

    private static Page page(BureauReplies.Awaited awaited, @Nullable String token) {
        return Page.of("bureau/reply")
                .with("awaited", awaited)
                .with("reply", awaited.last().orElse(null))
                .with("token", token);
    }
}
