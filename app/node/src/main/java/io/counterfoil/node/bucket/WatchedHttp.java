package io.counterfoil.node.bucket;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Sends bodies that may come slowly themselves, to a store that may not: whoever waits for it to take
 * the next bytes, which no time-out of a socket ends, or for its answer, is woken when its {@link
 * Allowance} is used up. While the body is waited for, that doesn't run.
 */
final class WatchedHttp implements SdkHttpClient {
    private static final int LOOKS = 60;

    private final SdkHttpClient http;
    private final Duration patience;
    private final ScheduledThreadPoolExecutor watch;

    /**
     * @param http makes the connections; not closed with this
     * @param patience the most that the store may take before anything moves
     */
    WatchedHttp(SdkHttpClient http, Duration patience) {
        this.http = http;
        this.patience = patience;
        this.watch =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("bucket-watch").factory());
        watch.setRemoveOnCancelPolicy(true);
    }

    @Override
    public String clientName() {
        return http.clientName();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        Allowance allowance = new Allowance(patience);
        HttpExecuteRequest.Builder watched =
                HttpExecuteRequest.builder()
                        .request(request.httpRequest())
                        .metricCollector(request.metricCollector().orElse(null));
        request.contentStreamProvider()
                .ifPresent(
                        body ->
                                watched.contentStreamProvider(
                                        () -> new Body(body.newStream(), allowance)));
        return new Watched(http.prepareRequest(watched.build()), allowance);
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }

    /** A body; while its next bytes are waited for, the store has nothing to do. */
    private static final class Body extends FilterInputStream {
        private final Allowance allowance;
        private int taken;

        Body(InputStream in, Allowance allowance) {
            super(in);
            this.allowance = allowance;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            // Who asks for more got rid of what it had.
            allowance.rest(System.nanoTime(), taken);
            taken = 0;
            int count = in.read(target, from, length);
            taken = Math.max(0, count);
            allowance.run(System.nanoTime());
            return count;
        }
    }

    private final class Watched implements ExecutableHttpRequest {
        private final ExecutableHttpRequest request;
        private final Allowance allowance;
        private volatile boolean cut;

        Watched(ExecutableHttpRequest request, Allowance allowance) {
            this.request = request;
            this.allowance = allowance;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            allowance.run(System.nanoTime());
            long pause = patience.toMillis() / LOOKS;
            Future<?> looking =
                    watch.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
            try {
                return request.call();
            } catch (IOException | RuntimeException e) {
                if (cut) {
                    SocketTimeoutException late =
                            new SocketTimeoutException("the store takes nothing and says nothing");
                    late.addSuppressed(e);
                    throw late;
                }
                throw e;
            } finally {
                looking.cancel(false);
            }
        }

        private void look() {
            if (allowance.isOver(System.nanoTime())) {
                cut = true;
                request.abort();
            }
        }

        @Override
        public void abort() {
            request.abort();
        }
    }
}
