package io.counterfoil.node.tls;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.jetty.HttpsConnectorFactory;
import io.dropwizard.jetty.SslReload;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP/1.1 over TLS: {@code type: tls}. In place of a key store it takes {@code certificateFile} and
 * {@code privateKeyFile} in PEM. Either is read again when its files change; connections that are
 * open go on as they are, and new ones get the new certificate. One that can't be used leaves the
 * old one in its place.
 */
@JsonTypeName("tls")
public final class TlsConnectorFactory extends HttpsConnectorFactory {
    private static final Logger log = LoggerFactory.getLogger(TlsConnectorFactory.class);

    private @Nullable Path certificateFile;
    private @Nullable Path privateKeyFile;
    private Duration checkInterval = Duration.minutes(1);

    private volatile @Nullable KeyMaterial material;
    private volatile @Nullable CertificateState state;

    /** The server's certificate and those that lead to its authority, in PEM. */
    @JsonProperty
    public @Nullable Path getCertificateFile() {
        return certificateFile;
    }

    @JsonProperty
    public void setCertificateFile(Path certificateFile) {
        this.certificateFile = certificateFile;
    }

    /** The key of that certificate: PEM, PKCS #8, without a password. */
    @JsonProperty
    public @Nullable Path getPrivateKeyFile() {
        return privateKeyFile;
    }

    @JsonProperty
    public void setPrivateKeyFile(Path privateKeyFile) {
        this.privateKeyFile = privateKeyFile;
    }

    /** How often the files are looked at. */
    @NotNull
    @MinDuration(value = 10, unit = TimeUnit.MILLISECONDS)
    @JsonProperty
    public Duration getCheckInterval() {
        return checkInterval;
    }

    @JsonProperty
    public void setCheckInterval(Duration checkInterval) {
        this.checkInterval = checkInterval;
    }

    /** Whether there is something to show to clients. */
    @JsonIgnore
    @ValidationMethod(
            message =
                    "type: tls needs certificateFile and privateKeyFile, or keyStorePath and"
                            + " keyStorePassword")
    public boolean isComplete() {
        return certificateFile != null
                ? privateKeyFile != null
                : getKeyStorePath() != null && getKeyStorePassword() != null;
    }

    /** {@link #isComplete} says more. */
    @Override
    @JsonIgnore
    public boolean isValidKeyStorePath() {
        return true;
    }

    /** {@link #isComplete} says more. */
    @Override
    @JsonIgnore
    public boolean isValidKeyStorePassword() {
        return true;
    }

    /** How the certificate is; null before {@link #build}. */
    @JsonIgnore
    public @Nullable CertificateState state() {
        return state;
    }

    private KeyMaterial.Source source() {
        if (certificateFile != null && privateKeyFile != null) {
            return new KeyMaterial.Pem(certificateFile, privateKeyFile);
        }
        String path = getKeyStorePath();
        String password = getKeyStorePassword();
        if (path == null || password == null) {
            throw new IllegalStateException("nothing to show to clients");
        }
        return new KeyMaterial.Store(Path.of(path), getKeyStoreType(), password);
    }

    @Override
    public Connector build(
            Server server, MetricRegistry metrics, String name, @Nullable ThreadPool threadPool) {
        KeyMaterial.Source source = source();
        byte[] seen = KeyMaterial.fingerprint(source.files());
        try {
            KeyMaterial first = source.read();
            material = first;
            state = new CertificateState(first.expiresAt(), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Connector connector = super.build(server, metrics, name, threadPool);
        SslReload reload =
                server.getBeans(SslReload.class).stream()
                        .reduce((first, last) -> last)
                        .orElseThrow();
        server.addBean(new Watch(server, source, reload.getFactory(), seen));
        return connector;
    }

    @Override
    protected SslContextFactory.Server configureSslContextFactory(SslContextFactory factory) {
        SslContextFactory.Server configured = super.configureSslContextFactory(factory);
        KeyMaterial now = material;
        if (now != null) {
            configured.setKeyStore(now.store());
            configured.setKeyStorePassword(now.password());
            configured.setKeyManagerPassword(now.password());
        }
        return configured;
    }

    /** Looks at the files from time to time. */
    private final class Watch extends AbstractLifeCycle implements Runnable {
        private final Server server;
        private final KeyMaterial.Source source;
        private final SslContextFactory factory;
        private byte @Nullable [] seen;
        private volatile Scheduler.@Nullable Task next;

        Watch(
                Server server,
                KeyMaterial.Source source,
                SslContextFactory factory,
                byte @Nullable [] seen) {
            this.server = server;
            this.source = source;
            this.factory = factory;
            this.seen = seen;
        }

        @Override
        protected void doStart() {
            later();
        }

        @Override
        protected void doStop() {
            Scheduler.Task task = next;
            if (task != null) {
                task.cancel();
            }
        }

        private void later() {
            next =
                    server.getScheduler()
                            .schedule(
                                    this, checkInterval.toMilliseconds(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void run() {
            try {
                look();
            } finally {
                if (isRunning()) {
                    later();
                }
            }
        }

        private void look() {
            byte[] now = KeyMaterial.fingerprint(source.files());
            KeyMaterial before = material;
            if (before != null && now != null && Arrays.equals(now, seen)) {
                state = new CertificateState(before.expiresAt(), null);
                return;
            }
            try {
                KeyMaterial next = source.read();
                material = next;
                dryRun();
                factory.reload(TlsConnectorFactory.this::configureSslContextFactory);
                state = new CertificateState(next.expiresAt(), null);
                seen = now;
                log.info("{} were renewed and are used from now on.", source.files());
            } catch (Exception e) {
                material = before;
                keep(before, String.valueOf(e.getMessage()));
            }
        }

        /** What fails half-way would leave the connector without any certificate. */
        private void dryRun() throws Exception {
            SslContextFactory.Server trial = new SslContextFactory.Server();
            configureSslContextFactory(trial);
            trial.start();
            trial.stop();
        }

        private void keep(@Nullable KeyMaterial before, String fault) {
            CertificateState known = state;
            if (before != null) {
                state = new CertificateState(before.expiresAt(), fault);
            }
            if (known == null || !fault.equals(known.fault())) {
                log.error("The new certificate isn't used, the old one stays: {}", fault);
            }
        }
    }
}
