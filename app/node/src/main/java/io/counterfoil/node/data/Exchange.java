package io.counterfoil.node.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterfoil.node.accounts.Access;
import io.counterfoil.node.accounts.Permissions;
import io.counterfoil.node.content.Target;
import io.counterfoil.node.store.Kind;
import io.counterfoil.node.store.Refusal;
import io.counterfoil.node.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request on the data port, and how it ends when it isn't served. */
final class Exchange {
    private static final Logger log = LoggerFactory.getLogger(Exchange.class);

    /** More than the largest pack that restic makes (128 MiB). */
    private static final long SKIPPED_FOR_FRIENDS = 192L << 20;

    private static final long SKIPPED_FOR_STRANGERS = 1L << 20;
    private static final long SECONDS_FOR_FRIENDS = 60;
    private static final long SECONDS_FOR_STRANGERS = 2;
    static final long RETRY_AFTER_SECONDS = 5;

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final RequestBody body;
    private final @Nullable Access access;
    private final @Nullable Target target;
    private volatile @Nullable Refusal refusal;
    private volatile boolean forwarded;

    /**
     * @param access null for a stranger
     * @param target what the path leads to, null for nothing
     */
    Exchange(
            Request request,
            Response response,
            Callback callback,
            @Nullable Access access,
            @Nullable Target target) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.body = new RequestBody(request, System::nanoTime);
        this.access = access;
        this.target = target;
    }

    Request request() {
        return request;
    }

    Response response() {
        return response;
    }

    Callback callback() {
        return callback;
    }

    RequestBody body() {
        return body;
    }

    /** Who asks; null for a stranger. */
    @Nullable Access access() {
        return access;
    }

    /** What for; null when the path leads nowhere. */
    @Nullable Target target() {
        return target;
    }

    /** Why it wasn't served, if it wasn't. */
    @Nullable Refusal refusal() {
        return refusal;
    }

    /** Another node answers. */
    void forwards() {
        forwarded = true;
    }

    /** Whether it was handed on to another node. */
    boolean isForwarded() {
        return forwarded;
    }

    private @Nullable UUID account() {
        return access == null ? null : access.account().id();
    }

    /** Why this may not be written, or no longer; null when it may. */
    @Nullable Refusal checkWrite() {
        Kind kind = target instanceof Target.One one ? one.kind() : null;
        return access == null
                ? Refusal.UNAUTHORISED
                : access.check(Permissions.Action.WRITE, kind);
    }

    /** The client went away; there is nobody left to answer. */
    void gone(Throwable cause) {
        callback.failed(cause);
    }

    /** The node's own trouble, or its store's. */
    void fault(Throwable cause) {
        if (cause instanceof StoreException known) {
            log.warn("{} for account {}: {}", request.getMethod(), account(), known.getMessage());
            refuse(known.refusal());
            return;
        }
        log.error("{} for account {} failed", request.getMethod(), account(), cause);
        refuse(Refusal.FAULT);
    }

    /**
     * Answers at once and then drops what the client still sends; a connection closed before would
     * hide the answer from it.
     */
    void refuse(Refusal why) {
        refusal = why;
        boolean stranger = access == null;
        boolean waitsForGo =
                request.getHeaders().contains(HttpHeader.EXPECT) && body.received() == 0;
        long most = body.received() + (stranger ? SKIPPED_FOR_STRANGERS : SKIPPED_FOR_FRIENDS);
        boolean ended = waitsForGo || body.skip(most);
        describe(why);
        if (stranger && !ended) {
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
        }
        long seconds = stranger ? SECONDS_FOR_STRANGERS : SECONDS_FOR_FRIENDS;
        Callback written =
                ended
                        ? callback
                        : Callback.from(() -> new Rest(most, seconds).drop(), callback::failed);
        byte[] reason = (why.reason() + "\n").getBytes(UTF_8);
        response.getHeaders()
                .put(new HttpField.LongValueHttpField(HttpHeader.CONTENT_LENGTH, reason.length));
        boolean head = HttpMethod.HEAD.is(request.getMethod());
        response.write(true, head ? ByteBuffer.allocate(0) : ByteBuffer.wrap(reason), written);
    }

    private void describe(Refusal why) {
        response.setStatus(why.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        if (why.equals(Refusal.CROWDED) || why.equals(Refusal.ACCOUNT_CROWDED)) {
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
        }
        if (why.status() == 503) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (why.status() == 401) {
            response.getHeaders()
                    .put(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"storage\", charset=\"UTF-8\"");
        }
    }

    /** What a client sends after it was refused. */
    private final class Rest {
        private final long most;
        private final AtomicBoolean over = new AtomicBoolean();
        private final Scheduler.Task deadline;

        Rest(long most, long seconds) {
            this.most = most;
            this.deadline =
                    request.getComponents()
                            .getScheduler()
                            .schedule(() -> finish(false), seconds, TimeUnit.SECONDS);
        }

        void drop() {
            if (over.get()) {
                return;
            }
            if (body.skip(most)) {
                finish(true);
            } else if (body.received() > most) {
                finish(false);
            } else {
                body.await(this::drop);
            }
        }

        private void finish(boolean whole) {
            if (!over.compareAndSet(false, true)) {
                return;
            }
            deadline.cancel();
            if (whole) {
                callback.succeeded();
            } else {
                callback.failed(new IOException("the client sent on after it was refused"));
            }
        }
    }
}
