package io.counterfoil.node;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * The restic REST protocol, versions 1 and 2, over the repositories of one account. Who asks and
 * whether they may was settled before.
 *
 * <p>Each method answers and completes the callback, or returns why it doesn't.
 */
final class RepositoryProtocol {
    static final String V2 = "application/vnd.x.restic.rest.v2";
    private static final String V1 = "application/vnd.x.restic.rest.v1";

    /**
     * Up to here an object is read at once: one read and one write cost less than setting up a
     * stream.
     */
    private static final int SMALL = 256 << 10;

    private final ByteBufferPool.Sized buffers;

    RepositoryProtocol(ByteBufferPool pool) {
        this.buffers = new ByteBufferPool.Sized(pool, true, 128 << 10);
    }

    /** {@code POST {p}?create=true}; again is fine. */
    @Nullable Refusal create(
            AccountContent content, Target.Whole target, Request request, Answer answer)
            throws IOException {
        Fields query = Request.extractQueryParameters(request);
        if (!"true".equals(query.getValue("create"))) {
            return Refusal.CREATE_WHAT;
        }
        Refusal refusal = content.createRepository(target.repository());
        return refusal != null ? refusal : answer.empty();
    }

    /** {@code GET {p}{type}/}. */
    @Nullable Refusal list(
            AccountContent content, Target.Listing target, Request request, Answer answer) {
        Repository repository = content.repository(target.repository());
        if (repository == null) {
            return Refusal.NOT_FOUND;
        }
        boolean v2 = request.getHeaders().getCSV(HttpHeader.ACCEPT, false).contains(V2);
        byte[] body = Listings.json(repository.all(target.kind()), v2);
        return answer.bytes(v2 ? V2 : V1, ByteBuffer.wrap(body));
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
        FileChannel file = object == null ? null : content.open(location);
        if (object == null || file == null) {
            return Refusal.NOT_FOUND;
        }
        boolean conditional = request.getHeaders().contains(HttpHeader.IF_RANGE);
        String range = conditional ? null : request.getHeaders().get(HttpHeader.RANGE);
        return switch (ByteRange.of(range, object.size())) {
            case ByteRange.Whole() -> {
                answer.whole(object.size());
                yield send(file, 0, object.size(), answer);
            }
            case ByteRange.Part(long from, long length) -> {
                answer.part(from, length, object.size());
                yield send(file, from, length, answer);
            }
            case ByteRange.Unsatisfiable() -> {
                file.close();
                yield answer.unsatisfiable(object.size());
            }
        };
    }

    private @Nullable Refusal send(FileChannel file, long from, long length, Answer answer)
            throws IOException {
        if (length > SMALL) {
            return answer.stream(Content.Source.from(buffers, file, from, length));
        }
        try (file) {
            ByteBuffer bytes = ByteBuffer.allocate((int) length);
            while (bytes.hasRemaining()) {
                if (file.read(bytes, from + bytes.position()) < 0) {
                    throw new IOException("an object is shorter than it was when it was stored");
                }
            }
            return answer.last(bytes.flip());
        }
    }

    /**
     * {@code POST} of an object: verified, stored durably, and only then 200. Returns while the
     * body still comes.
     */
    @Nullable Refusal store(
            AccountContent content, Location location, Exchange exchange, Answer answer)
            throws IOException {
        Repository repository = content.repository(location.repository());
        if (repository == null) {
            return Refusal.NOT_FOUND;
        }
        boolean known = repository.get(location) != null;
        if (known && location.kind() == Kind.CONFIG) {
            return Refusal.CONFIG_EXISTS;
        }
        Upload upload = Upload.to(content, location);
        Refusal refusal = upload.begin(exchange.request().getLength(), known);
        if (refusal == null) {
            exchange.body().read(new Storing(upload, exchange, answer));
        }
        return refusal;
    }

    /** An upload whose body comes. */
    private record Storing(Upload upload, Exchange exchange, Answer answer)
            implements RequestBody.Taker {
        @Override
        public @Nullable Refusal take(ByteBuffer bytes) throws IOException {
            return upload.write(bytes);
        }

        @Override
        public void end(@Nullable Refusal refusal) {
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

    /** {@code DELETE} of an object; none there is fine. */
    @Nullable Refusal delete(AccountContent content, Location location, Answer answer)
            throws IOException {
        content.delete(location);
        return answer.empty();
    }

    private static @Nullable StoredObject find(AccountContent content, Location location) {
        Repository repository = content.repository(location.repository());
        return repository == null ? null : repository.get(location);
    }

    /** The successful answers. Each ends the exchange and returns null, as there is no refusal. */
    static final class Answer {
        private final Response response;
        private final Callback callback;

        Answer(Exchange exchange) {
            this.response = exchange.response();
            this.callback = exchange.callback();
        }

        @Nullable Refusal empty() {
            response.setStatus(200);
            return last(ByteBuffer.allocate(0));
        }

        @Nullable Refusal bytes(String type, ByteBuffer body) {
            response.setStatus(200);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
            return last(body);
        }

        @Nullable Refusal head(long size) {
            whole(size);
            return last(ByteBuffer.allocate(0));
        }

        @Nullable Refusal unsatisfiable(long size) {
            response.setStatus(416);
            response.getHeaders().put(HttpHeader.CONTENT_RANGE, "bytes */" + size);
            return last(ByteBuffer.allocate(0));
        }

        void whole(long size) {
            response.setStatus(200);
            describe(size);
        }

        void part(long from, long length, long size) {
            response.setStatus(206);
            response.getHeaders()
                    .put(
                            HttpHeader.CONTENT_RANGE,
                            "bytes " + from + "-" + (from + length - 1) + "/" + size);
            describe(length);
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

    /** Listings in both versions of the protocol. */
    static final class Listings {
        private Listings() {}

        static byte[] json(Map<ObjectName, StoredObject> objects, boolean withSizes) {
            StringBuilder json = new StringBuilder(2 + objects.size() * (withSizes ? 96 : 68));
            String separator = "[";
            for (Map.Entry<ObjectName, StoredObject> object : objects.entrySet()) {
                json.append(separator);
                if (withSizes) {
                    json.append("{\"name\":\"")
                            .append(object.getKey())
                            .append("\",\"size\":")
                            .append(object.getValue().size())
                            .append('}');
                } else {
                    json.append('"').append(object.getKey()).append('"');
                }
                separator = ",";
            }
            return json.append(objects.isEmpty() ? "[]" : "]").toString().getBytes(US_ASCII);
        }
    }
}
