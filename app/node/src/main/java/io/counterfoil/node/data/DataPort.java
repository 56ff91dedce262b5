package io.counterfoil.node.data;

import io.counterfoil.node.accounts.Access;
import io.counterfoil.node.accounts.Account;
import io.counterfoil.node.accounts.Permissions;
import io.counterfoil.node.content.AccountContent;
import io.counterfoil.node.content.Target;
import io.counterfoil.node.contract.MovedTo;
import io.counterfoil.node.store.Location;
import io.counterfoil.node.store.Refusal;
import java.io.IOException;
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
public final class DataPort extends Handler.Abstract.NonBlocking {
    private final Door door;
    private final Connections connections;
    private final RepositoryProtocol protocol;
    private final Forwarder forwarder;
    private final Traffic traffic;
    private final Executor storeThreads;

    /**
     * @param storeThreads runs what calls the store
     */
    public DataPort(
            Door door,
            Connections connections,
            RepositoryProtocol protocol,
            Forwarder forwarder,
            Traffic traffic,
            Executor storeThreads) {
        this.door = door;
        this.connections = connections;
        this.protocol = protocol;
        this.forwarder = forwarder;
        this.traffic = traffic;
        this.storeThreads = storeThreads;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Target target = Target.parse(request.getHttpURI().getPath());
        Door.Answer answer = admit(request);
        Access access = answer instanceof Door.Answer.Open open ? open.access() : null;
        Exchange exchange = new Exchange(request, response, callback, access, target);
        traffic.begins(exchange);
        switch (answer) {
            case Door.Answer.Shut(Refusal refusal) -> exchange.refuse(refusal);
            case Door.Answer.Open(Access who) -> {
                Refusal refusal = connections.admit(request, who);
                if (refusal != null) {
                    exchange.refuse(refusal);
                } else if (answersAtOnce(request, who)) {
                    answer(who, target, exchange, true);
                } else {
                    begin(who, target, exchange, true);
                }
            }
        }
        return true;
    }

    /**
     * Whether memory alone answers it: this thread sees to other connections, too, so nothing may
     * wait on it, and another one would take longer to begin than such an answer takes.
     */
    private static boolean answersAtOnce(Request request, Access access) {
        return HttpMethod.HEAD.is(request.getMethod())
                && access.account().entry().spec().movedTo() == null;
    }

    /** On another thread: the present one sees to all connections, or to all that waits. */
    private void begin(
            Access access, @Nullable Target target, Exchange exchange, boolean mayWait) {
        exchange.request()
                .getComponents()
                .getExecutor()
                .execute(
                        () ->
                                storeThreads.execute(
                                        () -> answer(access, target, exchange, mayWait)));
    }

    private Door.Answer admit(Request request) {
        Refusal refusal = connections.refusal(request);
        return refusal != null
                ? new Door.Answer.Shut(refusal)
                : door.knock(
                        request.getHeaders().get(HttpHeader.AUTHORIZATION),
                        Request.getRemoteAddr(request));
    }

    /**
     * @param mayWait whether it has not waited yet for its account to be moved
     */
    private void answer(
            Access access, @Nullable Target target, Exchange exchange, boolean mayWait) {
        try {
            Refusal refusal = serve(access, target, exchange);
            if (refusal == null || (mayWait && waits(refusal, access, target, exchange))) {
                return;
            }
            exchange.refuse(refusal);
        } catch (IOException | RuntimeException | Error e) {
            exchange.fault(e);
        }
    }

    /** Nothing of it was read yet, so that all of it can be served later. */
    private boolean waits(
            Refusal refusal, Access access, @Nullable Target target, Exchange exchange) {
        return refusal.equals(Refusal.MOVING)
                && exchange.body().received() == 0
                && connections.holds(access, () -> begin(access, target, exchange, false));
    }

    private @Nullable Refusal serve(Access access, @Nullable Target target, Exchange exchange)
            throws IOException {
        Account account = access.account();
        Refusal closed = access.check(Permissions.Action.READ, null);
        if (closed != null) {
            return closed;
        }
        MovedTo there = account.entry().spec().movedTo();
        if (there != null && target != null) {
            return forwarder.forward(account, exchange, there.url());
        }
        Request request = exchange.request();
        Response response = exchange.response();
        RepositoryProtocol.Answer answer = new RepositoryProtocol.Answer(exchange);
        HttpMethod method = HttpMethod.fromString(request.getMethod());
        return switch (target) {
            case null -> Refusal.NOT_FOUND;
            case Target.Whole whole when method == HttpMethod.POST -> {
                Refusal refusal = exchange.checkWrite();
                yield refusal != null
                        ? refusal
                        : protocol.create(account.content(), whole, exchange, answer);
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
                Refusal refusal = exchange.checkWrite();
                yield refusal != null
                        ? refusal
                        : protocol.store(content, location, exchange, answer);
            }
            case "DELETE" ->
                    protocol.delete(
                            content,
                            location,
                            !access.account().keepDeleted().isZero(),
                            () -> access.check(Permissions.Action.DELETE, target.kind()),
                            answer);
            default -> notAllowed(exchange.response(), "HEAD, GET, POST, DELETE");
        };
    }

    private static Refusal notAllowed(Response response, String allowed) {
        response.getHeaders().put(HttpHeader.ALLOW, allowed);
        return Refusal.notAllowed(allowed);
    }
}
