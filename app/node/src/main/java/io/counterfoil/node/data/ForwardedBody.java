package io.counterfoil.node.data;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.counterfoil.node.store.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A request's body on its way to another node: read from the client as fast as that one takes it,
 * and not faster.
 */
final class ForwardedBody
        implements Flow.Publisher<ByteBuffer>, Flow.Subscription, RequestBody.Taker {
    private final Exchange exchange;
    private volatile Flow.@Nullable Subscriber<? super ByteBuffer> taker;

    @GuardedBy("this")
    private long wanted;

    @GuardedBy("this")
    private boolean begun;

    @GuardedBy("this")
    private boolean ended;

    @GuardedBy("this")
    private boolean refused;

    @GuardedBy("this")
    private @Nullable Refusal failure;

    @GuardedBy("this")
    private @Nullable Runnable waiting;

    ForwardedBody(Exchange exchange) {
        this.exchange = exchange;
    }

    /** Once: what was read from the client is not there a second time. */
    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        if (taker != null) {
            subscriber.onSubscribe(
                    new Flow.Subscription() {
                        @Override
                        public void request(long n) {}

                        @Override
                        public void cancel() {}
                    });
            subscriber.onError(new IOException("the body was sent before"));
            return;
        }
        taker = subscriber;
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        Runnable next;
        synchronized (this) {
            wanted += n;
            next = begun ? waiting : () -> exchange.body().read(this);
            begun = true;
            waiting = null;
        }
        if (next != null) {
            next.run();
        }
    }

    /** Who asks no more gets no more. */
    @Override
    public void cancel() {}

    @Override
    public synchronized boolean takesNow(Runnable later) {
        boolean now = wanted > 0 || failure != null;
        waiting = now ? null : later;
        return now;
    }

    @Override
    public @Nullable Refusal take(ByteBuffer bytes) {
        synchronized (this) {
            if (failure != null) {
                return failure;
            }
            wanted--;
        }
        taker().onNext(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
        return null;
    }

    @Override
    public void end(@Nullable Refusal refusal) {
        Refusal known;
        boolean first;
        synchronized (this) {
            ended = true;
            known = refusal != null ? refusal : failure;
            first = known != null && !refused;
            refused |= first;
        }
        if (known == null) {
            taker().onComplete();
        } else if (first) {
            taker().onError(new IOException(known.reason()));
            exchange.refuse(known);
        }
    }

    @Override
    public void gone(Throwable cause) {
        if (isFirstToEnd()) {
            taker().onError(cause);
            exchange.gone(cause);
        }
    }

    @Override
    public void fault(Throwable cause) {
        if (isFirstToEnd()) {
            taker().onError(cause);
            exchange.fault(cause);
        }
    }

    private synchronized boolean isFirstToEnd() {
        boolean first = !refused;
        ended = true;
        refused = true;
        return first;
    }

    /** The other node doesn't take it: what still comes is dropped, and the client told so. */
    void refuse(Refusal why) {
        Runnable next = null;
        boolean now;
        synchronized (this) {
            failure = why;
            now = !refused && (ended || !begun);
            refused |= now;
            if (!now) {
                next = waiting;
                waiting = null;
            }
        }
        if (now) {
            exchange.refuse(why);
        } else if (next != null) {
            next.run();
        }
    }

    private Flow.Subscriber<? super ByteBuffer> taker() {
        Flow.Subscriber<? super ByteBuffer> known = taker;
        if (known == null) {
            throw new IllegalStateException("nobody asked for the body");
        }
        return known;
    }
}
