package io.counterfoil;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.platform.Ids;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.testing.DropwizardTestSupport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.InstantSource;

/** The HTTP server of a wired service, on ports of its own. */
final class HttpSide {
    // Making it looks through every jar for kinds of settings.
    private static final ObjectMapper SETTINGS = Jackson.newObjectMapper();

    private final DropwizardTestSupport<CounterfoilConfiguration> server;

    private HttpSide(DropwizardTestSupport<CounterfoilConfiguration> server) {
        this.server = server;
    }

    /** Where it stands. */
    enum Place {
        /** Where clients reach it directly. */
        OPEN,
        /** Behind a proxy, whose headers say where requests come from. */
        BEHIND_PROXY
    }

    static HttpSide start(Place place, Wiring wiring, InstantSource clock) {
        DropwizardTestSupport<CounterfoilConfiguration> server =
                new DropwizardTestSupport<>(ServedWiring.class, settings(place)) {
                    @Override
                    public Application<CounterfoilConfiguration> newApplication() {
                        return new ServedWiring(wiring, clock);
                    }
                };
        try {
            server.before();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return new HttpSide(server);
    }

    int port() {
        return server.getLocalPort();
    }

    /** The port of metrics and health checks. */
    int adminPort() {
        return server.getAdminPort();
    }

    void stop() {
        server.after();
    }

    // Loggers are the JVM's, and other servers run beside this one: it leaves them as they are.
    private static CounterfoilConfiguration settings(Place place) {
        try {
            return SETTINGS.readValue(
                    """
                    {"demo": false,
                     "logging": {"type": "external"},
                     "server": {
                       "registerDefaultExceptionMappers": false,
                       "applicationConnectors": [{"type": "http", "port": 0, "bindHost": "127.0.0.1", "useForwardedHeaders": %s}],
                       "adminConnectors": [{"type": "http", "port": 0, "bindHost": "127.0.0.1"}],
                       "requestLog": {"appenders": []}}}
                    """
                            .formatted(place == Place.BEHIND_PROXY),
                    CounterfoilConfiguration.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Only what HTTP needs: the wiring has the rest already. */
    public static final class ServedWiring extends Application<CounterfoilConfiguration> {
        private final Wiring wiring;
        private final InstantSource clock;

        ServedWiring(Wiring wiring, InstantSource clock) {
            this.wiring = wiring;
            this.clock = clock;
        }

        @Override
        public void run(CounterfoilConfiguration settings, Environment environment) {
            Endpoints.open(environment, wiring, new Ids(clock, new SecureRandom()));
        }
    }
}
