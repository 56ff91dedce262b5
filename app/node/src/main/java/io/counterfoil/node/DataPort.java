package io.counterfoil.node;

import io.counterfoil.node.contract.AccountState;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The port that restic talks to: finds out who asks, what for and whether they may, and hands on to
 * the protocol. The Basic user name alone decides which account it is; no path leads to another
 * one.
 */
final class DataPort extends Handler.Abstract {
    private final Accounts accounts;
    private final RepositoryProtocol protocol;
    private final Traffic traffic;
    private final Executor storeThreads;

    /**
     * @param storeThreads runs what calls the store
     */
    DataPort(
            Accounts accounts,
            RepositoryProtocol protocol,
            Traffic traffic,
            Executor storeThreads) {
        this.accounts = accounts;
        this.protocol = protocol;
        this.traffic = traffic;
        this.storeThreads = storeThreads;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Access access = accounts.authenticate(request.getHeaders().get(HttpHeader.AUTHORIZATION));
        UUID account = access == null ? null : access.account().id();
        Exchange exchange = new Exchange(request, response, callback, account);
        Request.addCompletionListener(
                request,
                failure -> traffic.completed(account, request, response, exchange.body(), failure));
        if (access == null) {
            exchange.refuse(Refusal.UNAUTHORISED);
        } else {
            storeThreads.execute(() -> answer(access, exchange));
        }
        return true;
    }

    private void answer(Access access, Exchange exchange) {
        try {
            Refusal refusal = serve(access, exchange);
            if (refusal != null) {
                exchange.refuse(refusal);
            }
        } catch (IOException | RuntimeException e) {
            exchange.fault(e);
        }
    }

    private @Nullable Refusal serve(Access access, Exchange exchange) throws IOException {
        Account account = access.account();
        if (account.state() == AccountState.CLOSED) {
            return Refusal.CLOSED;
        }
        Request request = exchange.request();
        Response response = exchange.response();
        RepositoryProtocol.Answer answer = new RepositoryProtocol.Answer(exchange);
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
            case Target.One one -> serveOne(access, one, exchange, answer);
        };
    }

    private @Nullable Refusal serveOne(
            Access access, Target.One target, Exchange exchange, RepositoryProtocol.Answer answer)
            throws IOException {
        AccountContent content = access.account().content();
        Location location =
                new Location(content.account(), target.repository(), target.kind(), target.name());
        Request request = exchange.request();
        return switch (request.getMethod()) {
            case "HEAD" -> protocol.head(content, location, answer);
            case "GET" -> protocol.get(content, location, request, answer);
            case "POST" -> {
                Refusal refusal = check(access, Permissions.Action.WRITE, target.kind());
                yield refusal != null
                        ? refusal
                        : protocol.store(content, location, exchange, answer);
            }
            case "DELETE" -> {
                Refusal refusal = check(access, Permissions.Action.DELETE, target.kind());
                yield refusal != null ? refusal : protocol.delete(content, location, answer);
            }
            default -> notAllowed(exchange.response(), "HEAD, GET, POST, DELETE");
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
}
