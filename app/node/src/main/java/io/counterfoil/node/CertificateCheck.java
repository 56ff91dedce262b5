package io.counterfoil.node;

import com.codahale.metrics.health.HealthCheck;
import io.counterfoil.node.tls.CertificateState;
import io.counterfoil.node.tls.TlsConnectorFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Healthy while each connector's certificate is valid and the newest one on the disk. */
final class CertificateCheck extends HealthCheck {
    private final Map<String, List<TlsConnectorFactory>> connectors;
    private final InstantSource clock;

    /**
     * @param connectors by the name of their port
     */
    CertificateCheck(Map<String, List<TlsConnectorFactory>> connectors, InstantSource clock) {
        this.connectors = connectors;
        this.clock = clock;
    }

    @Override
    protected Result check() {
        Instant now = clock.instant();
        List<String> complaints = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        connectors.forEach(
                (port, ofPort) -> {
                    for (TlsConnectorFactory connector : ofPort) {
                        CertificateState state = connector.state();
                        String complaint = state == null ? null : state.complaint(now);
                        String warning = state == null ? null : state.warning(now);
                        if (complaint != null) {
                            complaints.add(port + " port: " + complaint);
                        } else if (warning != null) {
                            warnings.add(port + " port: " + warning);
                        }
                    }
                });
        return complaints.isEmpty()
                ? Result.healthy(warnings.isEmpty() ? null : String.join("; ", warnings))
                : Result.unhealthy(String.join("; ", complaints));
    }
}
