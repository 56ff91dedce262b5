package io.counterfoil.mail;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
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
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The outbox over the API. */
@Path("/api/v1/mail")
@Tag(name = "Mail")
@Produces(MediaType.APPLICATION_JSON)
public final class MailResource {
    private static final Table<MessageAnswer> MESSAGES =
            Table.of(MessageAnswer.class)
                    .with("id", MessageAnswer::id)
                    .with("kind", MessageAnswer::kind)
                    .with("state", MessageAnswer::state)
                    .with("name", MessageAnswer::name)
                    .with("address", MessageAnswer::address)
                    .with("subject", MessageAnswer::subject)
                    .with("attempts", MessageAnswer::attempts)
                    .with("reason", MessageAnswer::reason)
                    .with("posted_at", MessageAnswer::postedAt)
                    .with("due_at", MessageAnswer::dueAt)
                    .with("settled_at", MessageAnswer::settledAt);
    private static final Table<SuppressionAnswer> SUPPRESSIONS =
            Table.of(SuppressionAnswer.class)
                    .with("id", SuppressionAnswer::id)
                    .with("address", SuppressionAnswer::address)
                    .with("kind", SuppressionAnswer::kind)
                    .with("detail", SuppressionAnswer::detail)
                    .with("since", SuppressionAnswer::since);

    private final Outbox outbox;
    private final Suppressions suppressions;
    private final Senders senders;

    /** The API over these. */
    public MailResource(Outbox outbox, Suppressions suppressions, Senders senders) {
        this.outbox = outbox;
        this.suppressions = suppressions;
        this.senders = senders;
    }

    /**
     * A message as the API shows it, without what it says.
     *
     * @param state {@code waiting}, {@code sent}, {@code kept}, {@code failed} or {@code suppressed}
     * @param reason why it isn't sent
     * @param dueAt when it is tried next
     * @param settledAt when it came to its end
     */
    public record MessageAnswer(
            UUID id,
            String kind,
            String state,
            String name,
            String address,
            String subject,
            int attempts,
            @Nullable String reason,
            Instant postedAt,
            @Nullable Instant dueAt,
            @Nullable Instant settledAt) {

        static MessageAnswer of(OutboxMessage message) {
            return new MessageAnswer(
                    message.id(),
                    message.kind(),
                    lower(message.state()),
                    message.name(),
                    message.address(),
                    message.subject(),
                    message.attempts(),
                    message.reason(),
                    message.postedAt(),
                    message.dueAt(),
                    message.settledAt());
        }
    }

    /** An address that gets nothing, as the API shows it. */
    public record SuppressionAnswer(
            UUID id, String address, String kind, @Nullable String detail, Instant since) {

        static SuppressionAnswer of(Suppression suppression) {
            return new SuppressionAnswer(
                    suppression.id(),
                    suppression.address(),
                    lower(suppression.kind()),
                    suppression.detail(),
                    suppression.since());
        }
    }

    /** From whom messages are to be; null: the usual. */
    public record SenderChange(
            @Nullable String name,
            @Nullable String address,
            @Nullable String replyTo,
            @Nullable String language) {}

    /** From whom messages are, as the API shows it; null: the usual. */
    public record SenderAnswer(
            @Nullable String name,
            @Nullable String address,
            @Nullable String replyTo,
            @Nullable String language) {

        static SenderAnswer of(Sender sender) {
            return new SenderAnswer(
                    sender.name(), sender.address(), sender.replyTo(), sender.language());
        }
    }

    @GET
    @Path("/messages")
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(summary = "List messages, the newest first; of one state with state=failed")
    public Listed<MessageAnswer> messages(
            @Context Caller caller,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        MailState only = MailPages.state(state);
        return Listed.of(
                limit,
                after,
                part -> outbox.list(caller, only, part).map(MessageAnswer::of),
                MESSAGES);
    }

    @GET
    @Path("/messages/{id}")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(summary = "What has become of a message")
    public MessageAnswer message(@Context Caller caller, @PathParam("id") String id) {
        return MessageAnswer.of(outbox.find(caller, Fields.idInPath("message", id)));
    }

    @POST
    @Path("/messages/{id}/retry")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.PROVIDER_KEY})
    @Operation(summary = "Try a message that wasn't sent again, at once")
    public MessageAnswer retry(@Context Caller caller, @PathParam("id") String id) {
        return MessageAnswer.of(outbox.retry(caller, Fields.idInPath("message", id)));
    }

    @POST
    @Path("/bounces")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.SUPPORT, Role.PROVIDER_KEY})
    @Operation(
            summary = "Report a bounce or a complaint, so that the address gets nothing any more",
            description =
                    "For whoever reads what mail servers send back. kind: bounce for a message"
                            + " that came back for good, complaint for one that its reader marked"
                            + " as unwanted.")
    @Answer(status = 201, body = SuppressionAnswer.class)
    public Response bounce(@Context Caller caller, @Nullable BounceReport body) {
        return Response.status(Response.Status.CREATED)
                .entity(
                        SuppressionAnswer.of(
                                suppressions.report(caller, RequestBody.required(body))))
                .build();
    }

    @GET
    @Path("/suppressions")
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(summary = "List the addresses that get nothing, the newest first")
    public Listed<SuppressionAnswer> suppressed(
            @Context Caller caller,
            @QueryParam("search") @Nullable String search,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        return Listed.of(
                limit,
                after,
                part -> suppressions.list(caller, search, part).map(SuppressionAnswer::of),
                SUPPRESSIONS);
    }

    @DELETE
    @Path("/suppressions/{id}")
    @Allowed({Role.OWNER, Role.SUPPORT, Role.PROVIDER_KEY})
    @Operation(summary = "Let an address get messages again")
    public void lift(@Context Caller caller, @PathParam("id") String id) {
        suppressions.lift(caller, Fields.idInPath("suppressed address", id));
    }

    @GET
    @Path("/sender")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(summary = "From whom messages are")
    public SenderAnswer sender(@Context Caller caller) {
        return SenderAnswer.of(senders.read(caller));
    }

    @PUT
    @Path("/sender")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.PROVIDER_KEY})
    @Operation(
            summary = "Change from whom messages are",
            description =
                    "What is left out is the usual: your name, the address of the installation,"
                            + " answers to the address that a message comes from, and English for"
                            + " readers who chose no language. language: en or de.")
    public SenderAnswer changeSender(@Context Caller caller, @Nullable SenderChange body) {
        SenderChange wanted = RequestBody.required(body);
        return SenderAnswer.of(
                senders.change(
                        caller,
                        new Sender(
                                wanted.name(),
                                wanted.address(),
                                wanted.replyTo(),
                                wanted.language())));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
