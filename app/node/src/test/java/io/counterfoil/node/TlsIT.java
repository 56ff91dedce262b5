package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.node.contract.MovedTo;
import io.counterfoil.node.tls.TlsConnectorFactory;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jetty.ConnectorFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node with certificates of its own, renewed while it runs; seen by real clients. */
class TlsIT {
    private static final ObjectMapper JSON = Jackson.newObjectMapper();

    private static Authority authority;
    private static SSLContext trusting;
    private static Path first;

    @TempDir Path folder;
    private Path certificate;
    private Path key;
    private TestNode node;

    @BeforeAll
    static void found(@TempDir Path folder) throws Exception {
        authority = new Authority(folder.resolve("ca"));
        trusting = trusting(authority.certificates());
        first = authority.issue(100);
    }

    @BeforeEach
    void start() throws Exception {
        certificate = folder.resolve("fullchain.pem");
        key = folder.resolve("privkey.pem");
        Authority.write(first, certificate, key);
        Path store = folder.resolve("admin.p12");
        Files.copy(first, store);
        NodeConfiguration configuration = NodeConfiguration.of(NodeSettings.in(folder.resolve("node")));
        configuration
                .server()
                .setApplicationConnectors(
                        List.of(
                                connector(
                                        Map.of(
                                                "certificateFile", certificate.toString(),
                                                "privateKeyFile", key.toString()))));
        configuration
                .server()
                .setAdminConnectors(
                        List.of(
                                connector(
                                        Map.of(
                                                "keyStorePath", store.toString(),
                                                "keyStorePassword", authority.password()))));
        node = TestNode.start(configuration, trusting);
    }

    private static ConnectorFactory connector(Map<String, String> certificate) {
        var settings = JSON.createObjectNode();
        settings.put("type", "tls").put("bindHost", "127.0.0.1").put("port", 0);
        settings.put("checkInterval", "20 milliseconds");
        certificate.forEach(settings::put);
        return JSON.convertValue(settings, ConnectorFactory.class);
    }

    private static SSLContext trusting(Path pem) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (var stream = Files.newInputStream(pem)) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(stream));
        }
        TrustManagerFactory managers =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private SSLSocket connect(URI url) throws Exception {
        SSLSocket socket =
                (SSLSocket)
                        trusting.getSocketFactory().createSocket(url.getHost(), url.getPort());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(10_000);
        socket.startHandshake();
        return socket;
    }

    private Instant shownAt(URI url) throws Exception {
        try (SSLSocket socket = connect(url)) {
            X509Certificate shown =
                    (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getNotAfter().toInstant();
        }
    }

    private String open(String path) throws Exception {
        return node.send("GET", node.node().adminUrl().resolve(path), null, null).body();
    }

    private static int status(SSLSocket connection) throws Exception {
        connection
                .getOutputStream()
                .write("HEAD /config HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
        byte[] line = connection.getInputStream().readNBytes(12);
        while (connection.getInputStream().available() > 0) {
            connection.getInputStream().skipNBytes(connection.getInputStream().available());
        }
        return Integer.parseInt(new String(line, 9, 3, US_ASCII));
    }

    @Test
    void certificatesAreRenewedWhileTheNodeRunsAndABrokenOneLeavesTheOldOne() throws Exception {
        URI data = node.node().dataUrl();
        assertThat(data.getScheme()).isEqualTo("https");
        Instant inFifty = Instant.now().plus(Duration.ofDays(50));
        assertThat(shownAt(data)).isAfter(inFifty);
        try (SSLSocket open = connect(data)) {
            assertThat(open.getApplicationProtocol()).isIn("", "http/1.1");
            assertThat(status(open)).isEqualTo(401);

            Path second = authority.issue(40);
            Authority.write(second, certificate, key);
            Authority.replace(folder.resolve("admin.p12"), Files.readAllBytes(second));
            await("both ports show the new one")
                    .untilAsserted(
                            () -> {
                                assertThat(shownAt(data)).isBefore(inFifty);
                                assertThat(shownAt(node.node().adminUrl())).isBefore(inFifty);
                            });
            assertThat(status(open)).as("what is open goes on").isEqualTo(401);
        }
        long end = shownAt(data).getEpochSecond();
        await("what is shown is told a moment later")
                .untilAsserted(
                        () -> {
                            assertThat(open("metrics"))
                                    .containsPattern(
                                            "node_certificate_expiry_seconds\\{port=\"data\"} [0-9.E]+")
                                    .contains(
                                            "node_certificate_expiry_seconds{port=\"admin\"} "
                                                    + (double) end);
                            assertThat(open("healthcheck"))
                                    .contains("\"certificates\":{\"healthy\":true");
                        });

        Authority.replace(certificate, "renewed, but how".getBytes(US_ASCII));
        await("it is told").until(() -> open("healthcheck").contains("the new certificate isn't used"));
        assertThat(shownAt(data).getEpochSecond()).isEqualTo(end);

        Path third = authority.issue(3);
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Authority.write(third, elsewhere.resolve("certificate"), elsewhere.resolve("key"));
        Authority.replace(certificate, Files.readAllBytes(elsewhere.resolve("certificate")));
        await("that the key isn't there yet is told, too")
                .until(() -> open("healthcheck").contains("the key isn't the one"));
        assertThat(shownAt(data).getEpochSecond()).isEqualTo(end);
        Authority.replace(key, Files.readAllBytes(elsewhere.resolve("key")));
        await("the third is used").until(() -> shownAt(data).getEpochSecond() < end);
        await("that is told once it is")
                .untilAsserted(
                        () ->
                                assertThat(open("healthcheck"))
                                        .contains("\"certificates\":{\"healthy\":true")
                                        .contains("wasn't renewed yet"));
    }

    @Test
    void resticWorksOverIt() throws Exception {
        node.open(anAccount().user("anna"));
        URI data = node.node().dataUrl();
        Restic restic =
                new Restic(
                        folder.resolve("home"),
                        "rest:https://anna:%s@%s/"
                                .formatted(AccountSpecs.password("anna"), data.getAuthority()),
                        Map.of());
        String trusted = authority.certificates().toString();
        Path files = Trees.grow(folder.resolve("files"), 2, 10, 1);
        restic.run("init", "--cacert", trusted);
        restic.run("backup", "--cacert", trusted, files.toString());
        assertThat(restic.run("check", "--read-data", "--cacert", trusted))
                .contains("no errors were found");
    }

    @Test
    void anIncompleteConnectorIsRefusedInWords() {
        assertThat(new TlsConnectorFactory().isComplete()).isFalse();
        TlsConnectorFactory half = new TlsConnectorFactory();
        half.setCertificateFile(certificate);
        assertThat(half.isComplete()).isFalse();
        half.setPrivateKeyFile(key);
        assertThat(half.isComplete()).isTrue();
    }

    @Test
    void anotherNodeHandsRequestsOnIfItTrustsThisOnesAuthority() throws Exception {
        UUID id = node.open(anAccount().user("anna"));
        NodeConfiguration other = NodeConfiguration.of(NodeSettings.in(folder.resolve("other")));
        AccountSpecs moved =
                anAccount().user("anna").moved(node.node().dataUrl(), MovedTo.Kept.DROPPED);
        try (TestNode strange = TestNode.start(other)) {
            strange.put(id, moved);
            assertThat(strange.client("anna").get("/keys/").statusCode()).isEqualTo(503);
        }
        other.getPeers().setCertificates(authority.certificates());
        try (TestNode trustful = TestNode.start(other)) {
            assertThat(trustful.client("anna").get("/keys/").statusCode()).isEqualTo(404);
        }
    }
}
