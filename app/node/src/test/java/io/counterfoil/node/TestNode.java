package io.counterfoil.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.node.contract.ContractJson;
import io.counterfoil.node.store.DurableFiles;
import io.counterfoil.node.store.StoreSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A node on free ports, with hands for both of them. */
final class TestNode implements AutoCloseable {
    static final ObjectMapper JSON = ContractJson.strict();

    private final Path folder;
    private final StorageNode node;
    private final HttpClient http;

    private TestNode(Path folder, StorageNode node) {
        this(folder, node, HttpClient.newBuilder());
    }

    private TestNode(Path folder, StorageNode node, HttpClient.Builder http) {
        this.folder = folder;
        this.node = node;
        this.http = http.version(HttpClient.Version.HTTP_1_1).build();
    }

    static TestNode start(Path folder) throws IOException {
        return start(NodeSettings.in(folder));
    }

    static TestNode start(NodeSettings settings) throws IOException {
        return new TestNode(settings.dataFolder(), StorageNode.start(settings));
    }

    static TestNode start(NodeSettings settings, InstantSource clock) throws IOException {
        return new TestNode(settings.dataFolder(), StorageNode.start(settings, clock));
    }

    /** A node whose disk is looked at. */
    static TestNode start(NodeSettings settings, DurableFiles.Opener disk) throws IOException {
        return new TestNode(
                settings.dataFolder(), StorageNode.start(settings, InstantSource.system(), disk));
    }

    /** A node whose objects lie elsewhere. */
    static TestNode start(Path folder, StoreSettings store) throws IOException {
        NodeConfiguration configuration = NodeConfiguration.of(NodeSettings.in(folder));
        configuration.setStore(store);
        return start(configuration);
    }

    /** A node with settings of which its host says nothing. */
    static TestNode start(NodeConfiguration configuration) throws IOException {
        return new TestNode(
                configuration.getDataFolder(),
                StorageNode.start(configuration, InstantSource.system(), FileChannel::open));
    }

    /** One over TLS, whose clients trust these. */
    static TestNode start(NodeConfiguration configuration, SSLContext trusted) throws IOException {
        return new TestNode(
                configuration.getDataFolder(),
                StorageNode.start(configuration, InstantSource.system(), FileChannel::open),
                HttpClient.newBuilder().sslContext(trusted));
    }

    /** A node that was started by other means. */
    static TestNode of(Path folder, StorageNode started) {
        return new TestNode(folder, started);
    }

    StorageNode node() {
        return node;
    }

    /** Puts an account in force under a new id. */
    UUID open(AccountSpecs spec) throws IOException, InterruptedException {
        UUID id = UUID.randomUUID();
        put(id, spec);
        return id;
    }

    void put(UUID id, AccountSpecs spec) throws IOException, InterruptedException {
        HttpResponse<String> response = tryPut(id, spec.build());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    HttpResponse<String> tryPut(UUID id, AccountSpec spec)
            throws IOException, InterruptedException {
        return admin("PUT", "admin/accounts/" + id, JSON.writeValueAsString(spec));
    }

    AccountStatus status(UUID id) throws IOException, InterruptedException {
        HttpResponse<String> response = admin("GET", "admin/accounts/" + id, null);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readValue(response.body(), AccountStatus.class);
    }

    /** A call to the admin port with the right key. */
    HttpResponse<String> admin(String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        return send(method, node.adminUrl().resolve(path), body, node.key().authorization());
    }

    /** What the node counts under this name. */
    double metric(String name) throws IOException, InterruptedException {
        String metrics = admin("GET", "metrics", null).body();
        return metrics.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(metrics));
    }

    HttpResponse<String> send(
            String method, URI url, @Nullable String body, @Nullable String authorization)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url)
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A client of the data port. */
    Client client(String user) {
        return new Client(user);
    }

    /** Bytes of all stored files, of one account or of all. */
    long bytesOnDisk(@Nullable UUID account) throws IOException {
        return bytesOnDisk(folder, account);
    }

    static long bytesOnDisk(Path dataFolder, @Nullable UUID account) throws IOException {
        Path root = dataFolder.resolve("repositories");
        Path part = account == null ? root : root.resolve(account.toString());
        if (!Files.exists(part)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(part)) {
            return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
        }
    }

    /** Names of files that aren't whole yet. */
    List<Path> incoming() throws IOException {
        return incoming(folder);
    }

    static List<Path> incoming(Path dataFolder) throws IOException {
        try (Stream<Path> files = Files.list(dataFolder.resolve("incoming"))) {
            return files.toList();
        }
    }

    @Override
    public void close() {
        http.close();
        node.close();
    }

    /** Somebody with a user name and its password. */
    final class Client {
        private final String user;

        private Client(String user) {
            this.user = user;
        }

        String authorization() {
            return AccountSpecs.authorization(user);
        }

        /** Makes the repository at the account's root. */
        Client withRepository() throws IOException, InterruptedException {
            assertThat(post("/?create=true", new byte[0])).isEqualTo(200);
            return this;
        }

        int post(String path, byte[] body) throws IOException, InterruptedException {
            return call("POST", path, body).statusCode();
        }

        /** A body without Content-Length. */
        int postChunked(String path, byte[] body) throws IOException, InterruptedException {
            return send(
                            "POST",
                            path,
                            HttpRequest.BodyPublishers.fromPublisher(
                                    HttpRequest.BodyPublishers.ofByteArray(body)))
                    .statusCode();
        }

        int delete(String path) throws IOException, InterruptedException {
            return call("DELETE", path, new byte[0]).statusCode();
        }

        HttpResponse<byte[]> get(String path, String... headers)
                throws IOException, InterruptedException {
            return send("GET", path, HttpRequest.BodyPublishers.noBody(), headers);
        }

        /** The same, with a body that is still to be read. */
        HttpResponse<InputStream> open(String path) throws IOException, InterruptedException {
            return http.send(
                    request("GET", path, HttpRequest.BodyPublishers.noBody()).build(),
                    HttpResponse.BodyHandlers.ofInputStream());
        }

        HttpResponse<byte[]> call(String method, String path, byte[] body)
                throws IOException, InterruptedException {
            return send(method, path, HttpRequest.BodyPublishers.ofByteArray(body));
        }

        private HttpResponse<byte[]> send(
                String method, String path, HttpRequest.BodyPublisher body, String... headers)
                throws IOException, InterruptedException {
            HttpRequest.Builder request = request(method, path, body);
            if (headers.length > 0) {
                request.headers(headers);
            }
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        }

        private HttpRequest.Builder request(
                String method, String path, HttpRequest.BodyPublisher body) {
            String base = node.dataUrl().toString();
            URI url = URI.create(base.substring(0, base.length() - 1) + path);
            return HttpRequest.newBuilder(url)
                    .method(method, body)
                    .header("Authorization", authorization());
        }
    }
}
