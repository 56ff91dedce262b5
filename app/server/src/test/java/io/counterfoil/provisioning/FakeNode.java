package io.counterfoil.provisioning;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.counterfoil.node.contract.AccountPage;
import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.node.contract.Aside;
import io.counterfoil.node.contract.Capacity;
import io.counterfoil.node.contract.ContractJson;
import io.counterfoil.node.contract.Copy;
import io.counterfoil.node.contract.Credential;
import io.counterfoil.node.contract.Found;
import io.counterfoil.node.contract.MovedTo;
import io.counterfoil.node.contract.NodeKey;
import io.counterfoil.node.contract.NodeProblem;
import io.counterfoil.node.contract.NodeTime;
import io.counterfoil.node.contract.ObjectCounts;
import io.counterfoil.node.contract.Purge;
import io.counterfoil.node.contract.Repositories;
import io.counterfoil.node.contract.Scope;
import io.counterfoil.node.contract.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A storage node of the admin contract alone, which a test can break and rob. */
final class FakeNode implements AutoCloseable {
    private static final int LARGEST_BODY = 1 << 20;

    private final HttpServer server;
    private final NodeKey key;
    private final ObjectMapper json = ContractJson.strict();
    private final NavigableMap<String, AccountStatus> accounts = new ConcurrentSkipListMap<>();
    private volatile boolean down;
    private volatile @Nullable Instant now;
    private volatile Answer proxy = new Answer(200, "");
    private volatile Capacity capacity = new Capacity(1L << 40, 1L << 40, 0, 0, 0, null);
    private volatile Duration delay = Duration.ZERO;
    private volatile Runnable beforePages = () -> {};
    private volatile Runnable beforeChanges = () -> {};
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Copy.Phase copying = Copy.Phase.DONE;
    private volatile Copy.@Nullable Spared spared;
    private volatile @Nullable FakeNode source;
    private volatile Instant started = Instant.EPOCH;

    FakeNode(Path folder) throws IOException {
        this(folder, HttpServer.create());
    }

    /** One that encrypts, with the key of {@code tls}. */
    FakeNode(Path folder, SSLContext tls) throws IOException {
        this(folder, encrypted(tls));
    }

    private FakeNode(Path folder, HttpServer server) throws IOException {
        this.server = server;
        key = NodeKey.readOrCreate(folder.resolve("node.key"), new SecureRandom());
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/admin/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/healthcheck", exchange -> send(exchange, down ? 500 : 200, "{}".getBytes(UTF_8)));
        server.start();
    }

    private static HttpServer encrypted(SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create();
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }

    URI url() {
        return URI.create(
                (server instanceof HttpsServer ? "https://localhost:" : "http://127.0.0.1:")
                        + server.getAddress().getPort()
                        + "/");
    }

    NodeKey key() {
        return key;
    }

    /** From now on it answers nothing useful, or everything again. */
    void setDown(boolean down) {
        this.down = down;
    }

    /** What it has from now on: so many bytes in all, and so many of them free. */
    void setDisk(long total, long free) {
        capacity = new Capacity(total, free, total - free, 0, accounts.size(), null);
    }

    /** From now on it takes so long for each answer. */
    void setDelay(Duration delay) {
        this.delay = delay;
    }

    /** What happens from now on before each page of its accounts. */
    void beforePages(Runnable what) {
        beforePages = what;
    }

    /** What happens from now on before each change of an account. */
    void beforeChanges(Runnable what) {
        beforeChanges = what;
    }

    /** What a proxy in front of it says from now on in its place; an empty body: nothing. */
    void answerInstead(int status, String body) {
        proxy = new Answer(status, body);
    }

    /** From now on each answer says that it is this time there; null: none says it. */
    void setNow(@Nullable Instant now) {
        this.now = now;
    }

    /** Stands in for a backup at a time of this node's clock, until its snapshot is stored. */
    void write(UUID account, Instant at) {
        write(account, at, null);
    }

    /** The same with its snapshot. */
    void backUp(UUID account, Instant at) {
        write(account, at, at);
    }

    private void write(UUID account, Instant at, @Nullable Instant snapshot) {
        use(
                account,
                usage ->
                        new Usage(
                                usage.bytes(),
                                usage.repositories(),
                                usage.objects(),
                                at,
                                snapshot,
                                usage.deleted(),
                                usage.damaged()));
    }

    /** Stands in for a start at a time of this node's clock: what it has now is what it finds. */
    void startAgain(Instant at) {
        started = at;
        accounts.replaceAll(
                (id, status) ->
                        new AccountStatus(
                                status.id(),
                                status.spec(),
                                status.usage(),
                                status.purge(),
                                null,
                                null,
                                null,
                                new Found(at, status.usage().lastWriteAt())));
    }

    /** Stands in for a disk that changes bytes. */
    void damage(UUID account, @Nullable Aside damaged) {
        use(
                account,
                usage ->
                        new Usage(
                                usage.bytes(),
                                usage.repositories(),
                                usage.objects(),
                                usage.lastWriteAt(),
                                null,
                                usage.deleted(),
                                damaged));
    }

    /** Stands in for a client that deletes, and for the days after which that is over. */
    void keepDeleted(UUID account, @Nullable Aside deleted) {
        use(
                account,
                usage ->
                        new Usage(
                                usage.bytes(),
                                usage.repositories(),
                                usage.objects(),
                                usage.lastWriteAt(),
                                null,
                                deleted,
                                usage.damaged()));
    }

    private void use(UUID account, UnaryOperator<Usage> change) {
        accounts.computeIfPresent(
                account.toString(),
                (id, status) ->
                        new AccountStatus(
                                account,
                                status.spec(),
                                change.apply(status.usage()),
                                status.purge(),
                                status.undelete(),
                                status.copy(),
                                null,
                                status.found()));
    }

    /** From where it fetches objects, and how far that is as soon as somebody asks for it. */
    void fetchFrom(FakeNode source, Copy.Phase phase) {
        this.source = source;
        this.copying = phase;
    }

    /** How much more it has from now on, once it has fetched all, than where that came from. */
    void spare(ObjectCounts objects, long bytes) {
        spared = new Copy.Spared(objects, bytes);
    }

    private static Usage and(Usage there, Copy.@Nullable Spared more) {
        return more == null
                ? there
                : new Usage(
                        there.bytes() + more.bytes(),
                        there.repositories(),
                        there.objects().plus(more.objects()),
                        there.lastWriteAt(),
                        there.lastSnapshotAt(),
                        there.deleted(),
                        null);
    }

    private record Answer(int status, String body) {}

    /** Forgets an account. */
    void lose(UUID account) {
        accounts.remove(account.toString());
    }

    /** Stands in for uploads and for restored backups. */
    @CanIgnoreReturnValue
    AccountStatus set(UUID account, AccountSpec spec, long bytes) {
        Usage usage =
                new Usage(
                        bytes,
                        bytes == 0 ? 0 : 1,
                        new ObjectCounts(0, 0, 0, 0, 0, 0),
                        null,
                        null,
                        null,
                        null);
        AccountStatus status =
                new AccountStatus(
                        account, spec, usage, null, null, null, null, new Found(started, null));
        accounts.put(account.toString(), status);
        return status;
    }

    @Nullable AccountStatus find(UUID account) {
        return accounts.get(account.toString());
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        pause();
        if (!proxy.body().isEmpty()) {
            send(exchange, proxy.status(), proxy.body().getBytes(UTF_8));
        } else if (down || !key.opens(exchange.getRequestHeaders().getFirst("Authorization"))) {
            refuse(exchange, down ? 503 : 401, NodeProblem.BAD_KEY, null);
        } else if (exchange.getRequestURI().getPath().endsWith("/copy")) {
            copy(exchange);
        } else if (exchange.getRequestURI().getPath().endsWith("/repositories")) {
            send(exchange, 200, new Repositories(List.of("")));
        } else if (exchange.getRequestMethod().equals("PUT")) {
            put(exchange);
        } else if (exchange.getRequestURI().getPath().equals("/admin/accounts")) {
            page(exchange);
        } else if (exchange.getRequestURI().getPath().equals("/admin/capacity")) {
            send(exchange, 200, capacity);
        } else {
            one(exchange);
        }
    }

    /** Until its time has come, or the node is closed. */
    private void pause() throws IOException {
        try {
            if (closed.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("the node is gone");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void one(HttpExchange exchange) {
        UUID id = id(exchange);
        AccountStatus known = find(id);
        try {
            if (known == null) {
                refuse(exchange, 404, NodeProblem.UNKNOWN_ACCOUNT, null);
            } else if (exchange.getRequestMethod().equals("DELETE")) {
                send(exchange, 200, purged(known));
            } else {
                send(exchange, 200, known);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fetches what another fake has, if that lets this one in. */
    private void copy(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        UUID id = UUID.fromString(path.split("/", -1)[3]);
        Copy.Request asked =
                json.readValue(exchange.getRequestBody().readAllBytes(), Copy.Request.class);
        AccountStatus here = find(id);
        FakeNode from = source;
        AccountStatus there = from == null ? null : from.find(id);
        if (here == null || there == null || !takesCopies(here.spec())) {
            refuse(exchange, 409, NodeProblem.NOT_CLOSED, here);
            return;
        }
        boolean lent =
                there.spec()
                        .credentials()
                        .contains(
                                Credential.of(
                                        asked.from().user(),
                                        asked.from().password(),
                                        Scope.COPY));
        boolean quiet = !asked.exact() || there.spec().state() == AccountState.MOVING;
        Copy.Phase phase = lent && quiet ? copying : Copy.Phase.FAILED;
        Copy copy =
                new Copy(
                        asked.id(),
                        phase,
                        asked.exact(),
                        1,
                        there.usage().bytes(),
                        1,
                        there.usage().bytes(),
                        spared,
                        phase == Copy.Phase.FAILED ? "The source can't be read." : null,
                        Instant.EPOCH,
                        null);
        AccountStatus copied =
                new AccountStatus(
                        id,
                        here.spec(),
                        phase == Copy.Phase.DONE ? and(there.usage(), spared) : here.usage(),
                        here.purge(),
                        null,
                        copy,
                        null,
                        here.found());
        accounts.put(id.toString(), copied);
        send(exchange, 202, copied);
    }

    private static boolean takesCopies(AccountSpec spec) {
        MovedTo onward = spec.movedTo();
        return spec.state() == AccountState.CLOSED
                || (onward != null && onward.copy() == MovedTo.Kept.KEPT);
    }

    private AccountStatus purged(AccountStatus known) {
        if (known.purge() != null) {
            return known;
        }
        Purge purge =
                new Purge(
                        Purge.Phase.DONE,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        1,
                        known.usage().bytes(),
                        0,
                        0,
                        Instant.EPOCH);
        AccountStatus gone =
                new AccountStatus(known.id(), known.spec(), known.usage(), purge, null);
        accounts.put(known.id().toString(), gone);
        return gone;
    }

    private static UUID id(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
    }

    private void put(HttpExchange exchange) throws IOException {
        beforeChanges.run();
        UUID id = id(exchange);
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (body.length > LARGEST_BODY) {
            refuse(exchange, 413, NodeProblem.BAD_REQUEST, null);
            return;
        }
        AccountSpec spec = json.readValue(body, AccountSpec.class);
        AccountStatus current = find(id);
        if (current != null && current.purge() != null) {
            refuse(exchange, 410, NodeProblem.PURGED, current);
        } else if (current != null && current.spec().version() > spec.version()) {
            refuse(exchange, 409, NodeProblem.OLDER_VERSION, current);
        } else if (current != null
                && current.spec().version() == spec.version()
                && !current.spec().equals(spec)) {
            refuse(exchange, 409, NodeProblem.OTHER_CONTENT, current);
        } else if (isTaken(id, spec)) {
            refuse(exchange, 409, NodeProblem.CREDENTIAL_TAKEN, null);
        } else {
            AccountStatus changed = set(id, spec, current == null ? 0 : current.usage().bytes());
            if (current != null) {
                changed =
                        new AccountStatus(
                                id,
                                spec,
                                current.usage(),
                                null,
                                null,
                                current.copy(),
                                null,
                                current.found());
                accounts.put(id.toString(), changed);
            }
            send(exchange, 200, changed);
        }
    }

    private boolean isTaken(UUID id, AccountSpec spec) {
        Set<String> wanted =
                spec.credentials().stream().map(Credential::id).collect(Collectors.toSet());
        return accounts.values().stream()
                .filter(status -> !status.id().equals(id))
                .flatMap(status -> status.spec().credentials().stream())
                .anyMatch(credential -> wanted.contains(credential.id()));
    }

    private void page(HttpExchange exchange) throws IOException {
        beforePages.run();
        String query = exchange.getRequestURI().getQuery();
        int limit = Integer.parseInt(parameter(query, "limit", "100"));
        String after = parameter(query, "after", "");
        List<AccountStatus> page = new ArrayList<>();
        for (AccountStatus status : accounts.tailMap(after, false).values()) {
            if (page.size() == limit) {
                send(exchange, 200, new AccountPage(page, page.getLast().id()));
                return;
            }
            if (status.purge() == null) {
                page.add(status);
            }
        }
        send(exchange, 200, new AccountPage(page, null));
    }

    private static String parameter(String query, String name, String other) {
        Matcher value = Pattern.compile("(?:^|&)" + name + "=([^&]*)").matcher(query);
        return value.find() ? value.group(1) : other;
    }

    private void refuse(
            HttpExchange exchange, int status, String type, @Nullable AccountStatus current)
            throws IOException {
        send(exchange, status, new NodeProblem(type, "No", status, "Not now.", current));
    }

    private void send(HttpExchange exchange, int status, Object body) {
        try {
            send(exchange, status, json.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(HttpExchange exchange, int status, byte[] bytes) {
        try (exchange) {
            Instant time = now;
            if (time != null) {
                exchange.getResponseHeaders().set(NodeTime.HEADER, NodeTime.write(time));
            }
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
