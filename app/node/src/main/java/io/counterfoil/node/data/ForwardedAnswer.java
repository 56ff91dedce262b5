package io.counterfoil.node.data;

import io.counterfoil.node.store.Refusal;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Flow;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Another node's answer on its way to the client: read from there as fast as the client takes it,
 * and not faster.
 */
final class ForwardedAnswer implements Flow.Subscriber<List<ByteBuffer>> {
    private final Exchange exchange;
    private final Response response;
    private Flow.@Nullable Subscription subscription;

    private ForwardedAnswer(Exchange exchange) {
        this.exchange = exchange;
        this.response = exchange.response();
    }

    /** Sends it on. */
    static void pass(
            HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer, Exchange exchange) {
        Response response = exchange.response();
        response.setStatus(answer.statusCode());
        Set<String> own = Forwarder.between(answer.headers().allValues("connection"));
        answer.headers()
                .map()
                .forEach(
                        (name, values) -> {
                            if (!own.contains(name.toLowerCase(Locale.ROOT))) {
                                response.getHeaders().put(name, values);
                            }
                        });
        answer.body().subscribe(new ForwardedAnswer(exchange));
    }

    @Override
    public void onSubscribe(Flow.Subscription next) {
        subscription = next;
        next.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        write(buffers.iterator());
    }

    private void write(Iterator<ByteBuffer> rest) {
        Flow.Subscription from = subscription;
        if (from == null) {
            throw new IllegalStateException("bytes came from nowhere");
        }
        if (!rest.hasNext()) {
            from.request(1);
            return;
        }
        response.write(
                false,
                rest.next(),
                Callback.from(
                        () -> write(rest),
                        failure -> {
                            from.cancel();
                            exchange.gone(failure);
                        }));
    }

    /** Half an answer ends with a broken connection, so that nobody takes it for a whole one. */
    @Override
    public void onError(Throwable cause) {
        if (response.isCommitted()) {
            exchange.gone(cause);
        } else {
            response.reset();
            exchange.refuse(Refusal.NODE_AWAY);
        }
    }

    @Override
    public void onComplete() {
        response.write(true, ByteBuffer.allocate(0), exchange.callback());
    }
}
