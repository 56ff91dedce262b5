package io.counterfoil.node.data;

import io.counterfoil.node.accounts.Account;
import io.counterfoil.node.accounts.Accounts;
import io.counterfoil.node.store.Refusal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands requests to accounts that moved on to the node where these are now: all of a request but
 * what is between two neighbours goes on, and the answer comes back the same way. Nothing is kept
 * but what is on its way.
 */
public final class Forwarder {
    private static final Logger log = LoggerFactory.getLogger(Forwarder.class);

    /** For the head of an answer; that to an upload comes after its body. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private static final Duration LONGEST_UPLOAD = Duration.ofHours(1);

    /** A moved account may move again; more are nodes that take each other for the one. */
    private static final int MOST_HOPS = 5;

    private static final String VIA = "1.1 counterfoil-node";

    /** What two neighbours say to each other and to nobody else. */
    private static final Set<String> BETWEEN_NEIGHBOURS =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    /** What the client of the other node says by itself. */
    private static final Set<String> SAID_ANYWAY = Set.of("host", "content-length", "expect");

    private final HttpClient http;
    private final Accounts accounts;

    /**
     * @param http reaches other nodes
     * @param accounts take note of it
     */
    public Forwarder(HttpClient http, Accounts accounts) {
        this.http = http;
        this.accounts = accounts;
    }

    /** Hands on, or returns why not; the answer comes later. */
    @Nullable Refusal forward(Account account, Exchange exchange, URI there) {
        Request request = exchange.request();
        // A proxy in between may have put all of them into one line.
        List<String> hops = request.getHeaders().getCSV(HttpHeader.VIA, false);
        if (hops.stream().filter(VIA::equals).count() >= MOST_HOPS) {
            return Refusal.NODE_AWAY;
        }
        ForwardedBody body = hasBody(request) ? new ForwardedBody(exchange) : null;
        HttpRequest onward;
        try {
            onward = onward(request, there, body);
        } catch (IllegalArgumentException e) {
            // A query or a header that no correct request has; what is wrong may be a secret.
            return Refusal.NOT_HANDED_ON;
        }
        note(account);
        exchange.forwards();
        var unused =
                http.sendAsync(onward, HttpResponse.BodyHandlers.ofPublisher())
                        .whenComplete(
                                (answer, failure) -> {
                                    if (failure == null) {
                                        ForwardedAnswer.pass(answer, exchange);
                                        return;
                                    }
                                    log.warn("{} doesn't answer: {}", there, failure.toString());
                                    if (body == null) {
                                        exchange.refuse(Refusal.NODE_AWAY);
                                    } else {
                                        body.refuse(Refusal.NODE_AWAY);
                                    }
                                });
        return null;
    }

    /** Clients are served also by a node that has no room to write that down. */
    private void note(Account account) {
        try {
            accounts.forwarded(account);
        } catch (IOException e) {
            log.warn(
                    "that account {} is reached by its old address is only remembered until the"
                            + " node stops",
                    account.id(),
                    e);
        }
    }

    private static boolean hasBody(Request request) {
        HttpFields headers = request.getHeaders();
        return headers.contains(HttpHeader.TRANSFER_ENCODING)
                || headers.getLongField(HttpHeader.CONTENT_LENGTH) > 0;
    }

    private static HttpRequest onward(Request request, URI there, @Nullable ForwardedBody body) {
        String path = request.getHttpURI().getPathQuery();
        HttpRequest.Builder onward =
                HttpRequest.newBuilder(URI.create(there + path.substring(1)))
                        .timeout(body == null ? LONGEST_WAIT : LONGEST_UPLOAD)
                        .method(request.getMethod(), publisher(request, body));
        Set<String> own = between(request.getHeaders().getCSV(HttpHeader.CONNECTION, false));
        for (HttpField field : request.getHeaders()) {
            String name = field.getName().toLowerCase(Locale.ROOT);
            if (!own.contains(name) && !SAID_ANYWAY.contains(name) && field.getValue() != null) {
                onward.header(field.getName(), field.getValue());
            }
        }
        return onward.header("Via", VIA).build();
    }

    private static HttpRequest.BodyPublisher publisher(
            Request request, @Nullable ForwardedBody body) {
        if (body == null) {
            return HttpRequest.BodyPublishers.noBody();
        }
        long length = request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
        return length > 0
                ? HttpRequest.BodyPublishers.fromPublisher(body, length)
                : HttpRequest.BodyPublishers.fromPublisher(body);
    }

    /**
     * The names of headers that go no further.
     *
     * @param named those that the header {@code Connection} names
     */
    static Set<String> between(List<String> named) {
        Set<String> all = new HashSet<>(BETWEEN_NEIGHBOURS);
        named.forEach(name -> all.add(name.toLowerCase(Locale.ROOT)));
        return all;
    }
}
