package io.counterfoil;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long tests wait for what is sure to come, on a machine that has much else to do. Those that
 * are about how long something takes say so themselves.
 */
public final class Patience implements BeforeAllCallback {
    private static final Duration USUAL = Duration.ofSeconds(30);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(USUAL);
    }
}
