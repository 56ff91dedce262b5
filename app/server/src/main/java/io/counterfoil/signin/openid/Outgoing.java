package io.counterfoil.signin.openid;

import com.google.common.net.InetAddresses;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Requests to OpenID providers: over TLS, to public addresses, without redirects, and none that
 * takes long or answers much.
 */
final class Outgoing implements HTTPRequestSender {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 1 << 20;
    private static final String JAVA_SETS = "content-length";

    private final boolean localNetwork;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    /** May go to addresses of this machine and of private networks if {@code localNetwork}. */
    Outgoing(boolean localNetwork) {
        this.localNetwork = localNetwork;
    }

    /** Somebody is not asked: the address is none where OpenID providers may be. */
    static final class NotThere extends IOException {
        private static final long serialVersionUID = 1L;

        NotThere(String message) {
            super(message);
        }
    }

    @Override
    public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
        check(request.getURI());
        HttpRequest.Builder asked = HttpRequest.newBuilder(request.getURI()).timeout(PATIENCE);
        for (Map.Entry<String, List<String>> header : request.getHeaderMap().entrySet()) {
            if (!header.getKey().equalsIgnoreCase(JAVA_SETS)) {
                header.getValue().forEach(value -> asked.header(header.getKey(), value));
            }
        }
        String body = request.getBody();
        asked.method(
                request.getMethod().name(),
                body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body));
        HttpResponse<byte[]> answer = answer(asked.build());
        HTTPResponse read = new HTTPResponse(answer.statusCode());
        answer.headers()
                .map()
                .forEach((name, values) -> read.setHeader(name, values.toArray(String[]::new)));
        read.setBody(new String(answer.body(), StandardCharsets.UTF_8));
        return read;
    }

    private HttpResponse<byte[]> answer(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, head -> new Limited(HttpResponse.BodySubscribers.ofByteArray()));
        try {
            return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            answer.cancel(true);
        }
    }

    /** Takes a body that is not long. */
    private static final class Limited implements HttpResponse.BodySubscriber<byte[]> {
        private final HttpResponse.BodySubscriber<byte[]> all;
        private long bytes;
        private Flow.@Nullable Subscription subscription;

        Limited(HttpResponse.BodySubscriber<byte[]> all) {
            this.all = all;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return all.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            all.onSubscribe(given);
        }

        @Override
        public void onNext(List<ByteBuffer> part) {
            bytes += part.stream().mapToLong(ByteBuffer::remaining).sum();
            if (bytes > MOST_BYTES) {
                Objects.requireNonNull(subscription).cancel();
                all.onError(new IOException("the answer is longer than " + MOST_BYTES + " bytes"));
            } else {
                all.onNext(part);
            }
        }

        @Override
        public void onError(Throwable failure) {
            all.onError(failure);
        }

        @Override
        public void onComplete() {
            all.onComplete();
        }
    }

    /**
     * Refuses addresses where no OpenID provider may be. What a name leads to is kept by Java for
     * half a minute (networkaddress.cache.ttl), so a request right after this nearly always goes
     * where was looked; only a name that was looked up almost that long before may lead elsewhere by
     * then, where a server still has to prove over TLS that it has that name.
     *
     * @throws IOException also if the name leads nowhere
     */
    void check(URI uri) throws IOException {
        String host = uri.getHost();
        if (host == null || uri.getUserInfo() != null) {
            throw new NotThere("no address of a server: " + uri);
        }
        boolean local = false;
        for (InetAddress address : InetAddress.getAllByName(host)) {
            local |= isLocal(address);
        }
        if (local && !localNetwork) {
            throw new NotThere(host + " is in a private network");
        }
        boolean plain = "http".equals(uri.getScheme());
        if (!"https".equals(uri.getScheme()) && !(plain && local)) {
            throw new NotThere(uri + " does not begin with https://");
        }
    }

    private static boolean isLocal(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || (address instanceof Inet6Address six
                        && ((address.getAddress()[0] & 0xfe) == 0xfc
                                || InetAddresses.hasEmbeddedIPv4ClientAddress(six)))
                || isShared(address);
    }

    /** 100.64.0.0/10, which networks share behind one address (RFC 6598). */
    private static boolean isShared(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    }
}
