package io.counterfoil.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterfoil.node.contract.AccountState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port that restic talks to: finds out who asks, what for and whether they may, and hands on to
 * the protocol. The Basic user name alone decides which account it is; no path leads to another
 * one.
 */
final class DataPort extends Handler.Abstract {
    private static final Logger log = LoggerFactory.getLogger(DataPort.class);

    /** More than the largest pack that restic makes (128 MiB). */
    private static final long DRAINED_FOR_FRIENDS = 192L << 20;

    private static final long DRAINED_FOR_STRANGERS = 1L << 20;
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Accounts accounts;
    private final RepositoryProtocol protocol;
    private final Traffic traffic;

    DataPort(Accounts accounts, RepositoryProtocol protocol, Traffic traffic) {
        this.accounts = accounts;
        this.protocol = protocol;
        this.traffic = traffic;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback)
            throws IOException {
        RequestBody body = new RequestBody(request);
        Access access = accounts.authenticate(request.getHeaders().get(HttpHeader.AUTHORIZATION));
        UUID account = access == null ? null : access.account().id();
        Request.addCompletionListener(
                request, failure -> traffic.completed(account, request, response, body, failure));
        Refusal refusal;
        try {
            refusal =
                    access == null
                            ? Refusal.UNAUTHORISED
                            : serve(access, request, response, body, callback);
        } catch (IOException e) {
            if (body.failed()) {
                callback.failed(e);
                return true;
            }
            log.error("{} for account {} failed", request.getMethod(), account, e);
            refusal = Refusal.FAULT;
        }
        if (refusal != null) {
            refuse(refusal, request, response, body, callback);
        }
        return true;
    }

    private @Nullable Refusal serve(
            Access access, Request request, Response response, RequestBody body, Callback callback)
            throws IOException {
        Account account = access.account();
        if (account.state() == AccountState.CLOSED) {
            return Refusal.CLOSED;
        }
        RepositoryProtocol.Answer answer = new RepositoryProtocol.Answer(response, callback);
        HttpMethod method = HttpMethod.fromString(request.getMethod());
        return switch (Target.parse(request.getHttpURI().getPath())) {
            case null -> Refusal.NOT_FOUND;
            case Target.Whole whole when method == HttpMethod.POST -> {
                Refusal refusal = check(access, Permissions.Action.WRITE, null);
                yield refusal != null
                        ? refusal
                        : protocol.create(account.content(), whole, request, answer);
            }
            case Target.Whole whole -> notAllowed(response, "POST");
            case Target.Listing listing when method == HttpMethod.GET ->
                    protocol.list(account.content(), listing, request, answer);
            case Target.Listing listing -> notAllowed(response, "GET");
            case Target.One one -> serveOne(access, one, request, response, body, answer);
        };
    }

    private @Nullable Refusal serveOne(
            Access access,
            Target.One target,
            Request request,
            Response response,
            RequestBody body,
            RepositoryProtocol.Answer answer)
            throws IOException {
        AccountContent content = access.account().content();
        Location location =
                new Location(content.account(), target.repository(), target.kind(), target.name());
        return switch (request.getMethod()) {
            case "HEAD" -> protocol.head(content, location, answer);
            case "GET" -> protocol.get(content, location, request, answer);
            case "POST" -> {
                Refusal refusal = check(access, Permissions.Action.WRITE, target.kind());
                yield refusal != null
                        ? refusal
                        : protocol.store(content, location, body, request.getLength(), answer);
            }
            case "DELETE" -> {
                Refusal refusal = check(access, Permissions.Action.DELETE, target.kind());
                yield refusal != null ? refusal : protocol.delete(content, location, answer);
            }
            default -> notAllowed(response, "HEAD, GET, POST, DELETE");
        };
    }

    private static @Nullable Refusal check(
            Access access, Permissions.Action action, @Nullable Kind kind) {
        return Permissions.check(access.account().state(), access.scope(), action, kind);
    }

    private static Refusal notAllowed(Response response, String allowed) {
        response.getHeaders().put(HttpHeader.ALLOW, allowed);
        return new Refusal(405, "Use one of " + allowed + " here.");
    }

    /**
     * Answers at once and then reads what the client still sends; a connection closed before would
     * hide the answer from it.
     */
    private static void refuse(
            Refusal refusal,
            Request request,
            Response response,
            RequestBody body,
            Callback callback) {
        response.setStatus(refusal.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        if (refusal.status() == 401) {
            response.getHeaders()
                    .put(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"storage\", charset=\"UTF-8\"");
        }
        byte[] reason = (refusal.reason() + "\n").getBytes(UTF_8);
        response.getHeaders()
                .put(new HttpField.LongValueHttpField(HttpHeader.CONTENT_LENGTH, reason.length));
        boolean head = HttpMethod.HEAD.is(request.getMethod());
        try {
            try (Blocker.Callback written = Blocker.callback()) {
                response.write(
                        true, head ? ByteBuffer.allocate(0) : ByteBuffer.wrap(reason), written);
                written.block();
            }
            boolean waitsForGo =
                    request.getHeaders().contains(HttpHeader.EXPECT) && body.received() == 0;
            if (waitsForGo
                    || body.drain(
                            refusal.status() == 401 ? DRAINED_FOR_STRANGERS : DRAINED_FOR_FRIENDS,
                            DRAIN_NANOS)) {
                callback.succeeded();
            } else {
                callback.failed(new IOException("the client sent on after it was refused"));
            }
        } catch (IOException e) {
            callback.failed(e);
        }
    }
}
