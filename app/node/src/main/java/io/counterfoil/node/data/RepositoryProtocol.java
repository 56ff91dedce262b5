package io.counterfoil.node.data;

import io.counterfoil.node.content.AccountContent;
import io.counterfoil.node.content.Permit;
import io.counterfoil.node.content.Repository;
import io.counterfoil.node.content.Target;
import io.counterfoil.node.content.Upload;
import io.counterfoil.node.contract.Copy;
import io.counterfoil.node.store.Kind;
import io.counterfoil.node.store.Location;
import io.counterfoil.node.store.ObjectName;
import io.counterfoil.node.store.ObjectStore;
import io.counterfoil.node.store.Refusal;
import io.counterfoil.node.store.StoredObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The restic REST protocol, versions 1 and 2, over the repositories of one account. Who asks and
 * whether they may was settled before.
 *
 * <p>Each method answers and completes the callback, or returns why it doesn't.
 */
public final class RepositoryProtocol {
    static final String V2 = "application/vnd.x.restic.rest.v2";
    private static final String V1 = "application/vnd.x.restic.rest.v1";

    private final Executor storeThreads;

    /**
     * @param storeThreads runs what calls the store
     */
    public RepositoryProtocol(Executor storeThreads) {
        this.storeThreads = storeThreads;
    }

    /** {@code POST {p}?create=true}; again is fine. */
    @Nullable Refusal create(
            AccountContent content, Target.Whole target, Exchange exchange, Answer answer)
            throws IOException {
        // As it came, like the path: decoding may fail.
        String query = exchange.request().getHttpURI().getQuery();
        if (query == null || !List.of(query.split("&")).contains("create=true")) {
            return Refusal.CREATE_WHAT;
        }
        Refusal refusal = content.createRepository(target.repository(), exchange::checkWrite);
        return refusal != null ? refusal : answer.empty();
    }

    /** {@code GET {p}{type}/}, for another node also of what is damaged. */
    @Nullable Refusal list(
            AccountContent content, Target.Listing target, Request request, Answer answer) {
        Repository repository = content.repository(target.repository());
        if (repository == null) {
            return Refusal.NOT_FOUND;
        }
        List<String> accepted = request.getHeaders().getCSV(HttpHeader.ACCEPT, false);
        if (accepted.contains(Copy.DAMAGED)) {
            return answer.list(
                    Copy.DAMAGED, content.damaged(target.repository(), target.kind()), true);
        }
        boolean v2 = accepted.contains(V2);
        return answer.list(v2 ? V2 : V1, repository.all(target.kind()), v2);
    }

    /** {@code HEAD} of an object. */
    @Nullable Refusal head(AccountContent content, Location location, Answer answer) {
        StoredObject object = find(content, location);
        return object == null ? Refusal.NOT_FOUND : answer.head(object.size());
    }

    /** {@code GET} of an object or of a part of it. */
    @Nullable Refusal get(AccountContent content, Location location, Request request, Answer answer)
            throws IOException {
        StoredObject object = find(content, location);
        if (object == null) {
            return Refusal.NOT_FOUND;
        }
        long size = object.size();
        boolean conditional = request.getHeaders().contains(HttpHeader.IF_RANGE);
        String range = conditional ? null : request.getHeaders().get(HttpHeader.RANGE);
        return switch (ByteRange.of(range, size)) {
            case ByteRange.Whole() ->
                    send(content.read(location, 0, size), answer, () -> answer.whole(size));
            case ByteRange.Part(long from, long length) ->
                    send(
                            content.read(location, from, length),
                            answer,
                            () -> answer.part(from, length, size));
            case ByteRange.Unsatisfiable() -> answer.unsatisfiable(size);
        };
    }

    private static @Nullable Refusal send(
            ObjectStore.@Nullable Outgoing bytes, Answer answer, Runnable head) {
        if (bytes == null) {
            return Refusal.NOT_FOUND;
        }
        head.run();
        return switch (bytes) {
            case ObjectStore.Outgoing.AtOnce(ByteBuffer all) -> answer.last(all);
            case ObjectStore.Outgoing.Streamed(Content.Source source) -> answer.stream(source);
        };
    }

    /**
     * {@code POST} of an object: verified, stored durably, and only then 200. Returns while the
     * body still comes.
     */
    @Nullable Refusal store(
            AccountContent content, Location location, Exchange exchange, Answer answer)
            throws IOException {
        if (content.repository(location.repository()) == null) {
            return Refusal.NOT_FOUND;
        }
        boolean known = content.has(location);
        if (known && location.kind() == Kind.CONFIG) {
            return Refusal.CONFIG_EXISTS;
        }
        Upload upload = Upload.to(content, location, exchange::checkWrite);
        Refusal refusal = upload.begin(exchange.request().getLength(), known);
        if (refusal == null) {
            exchange.body().read(new Storing(upload, exchange, answer, storeThreads));
        }
        return refusal;
    }

    /** An upload whose body comes. */
    private record Storing(Upload upload, Exchange exchange, Answer answer, Executor storeThreads)
            implements RequestBody.Taker {
        @Override
        public boolean takesNow(Runnable later) {
            return upload.takesNow(later);
        }

        @Override
        public @Nullable Refusal take(ByteBuffer bytes) throws IOException {
            return upload.write(bytes);
        }

        @Override
        public void end(@Nullable Refusal refusal) {
            storeThreads.execute(() -> finish(refusal));
        }

        private void finish(@Nullable Refusal refusal) {
            Refusal end = refusal;
            try (upload) {
                if (end == null) {
                    end = upload.finish();
                }
            } catch (IOException | RuntimeException e) {
                exchange.fault(e);
                return;
            }
            if (end == null) {
                end = answer.empty();
            }
            if (end != null) {
                exchange.refuse(end);
            }
        }

        @Override
        public void gone(Throwable cause) {
            close(cause);
            exchange.gone(cause);
        }

        @Override
        public void fault(Throwable cause) {
            close(cause);
            exchange.fault(cause);
        }

        private void close(Throwable cause) {
            try {
                upload.close();
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    /**
     * {@code DELETE} of an object; none there is fine.
     *
     * @param keep whether it is kept for a while, out of clients' sight
     */
    @Nullable Refusal delete(
            AccountContent content,
            Location location,
            boolean keep,
            Permit permit,
            Answer answer)
            throws IOException {
        Refusal refusal = content.delete(location, keep, permit);
        return refusal != null ? refusal : answer.empty();
    }

    private static @Nullable StoredObject find(AccountContent content, Location location) {
        Repository repository = content.repository(location.repository());
        return repository == null ? null : repository.get(location);
    }

    /** The successful answers. Each ends the exchange and returns null, as there is no refusal. */
    static final class Answer {
        private static final long MOST_SKIPPED = 64 << 10;

        private final Response response;
        private final Callback callback;
        private final RequestBody body;

        Answer(Exchange exchange) {
            this.response = exchange.response();
            this.callback = exchange.callback();
            this.body = exchange.body();
        }

        @Nullable Refusal empty() {
            begin(200);
            return last(ByteBuffer.allocate(0));
        }

        @Nullable Refusal list(
                String type, Map<ObjectName, StoredObject> objects, boolean withSizes) {
            begin(200);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
            new ListingWriter(objects, withSizes, response, callback).iterate();
            return null;
        }

        @Nullable Refusal head(long size) {
            whole(size);
            return last(ByteBuffer.allocate(0));
        }

        @Nullable Refusal unsatisfiable(long size) {
            begin(416);
            response.getHeaders().put(HttpHeader.CONTENT_RANGE, "bytes */" + size);
            return last(ByteBuffer.allocate(0));
        }

        void whole(long size) {
            begin(200);
            describe(size);
        }

        void part(long from, long length, long size) {
            begin(206);
            response.getHeaders()
                    .put(
                            HttpHeader.CONTENT_RANGE,
                            "bytes " + from + "-" + (from + length - 1) + "/" + size);
            describe(length);
        }

        /** A body that nobody asked for ends the connection, and the client is told so. */
        private void begin(int status) {
            response.setStatus(status);
            if (!body.skip(MOST_SKIPPED)) {
                response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
            }
        }

        private void describe(long length) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/octet-stream");
            response.getHeaders().put(HttpHeader.ACCEPT_RANGES, "bytes");
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
        }

        @Nullable Refusal last(ByteBuffer bytes) {
            response.write(true, bytes, callback);
            return null;
        }

        @Nullable Refusal stream(Content.Source source) {
            Content.copy(source, response, callback);
            return null;
        }
    }
}
