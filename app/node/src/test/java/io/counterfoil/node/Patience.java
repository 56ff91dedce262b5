package io.counterfoil.node;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long tests wait for what is sure to come, on a machine that has much else to do. It is shorter
 * than what a node itself waits for, so that nothing passes as done that was only given up.
 */
public final class Patience implements BeforeAllCallback {
    private static final Duration USUAL = Duration.ofSeconds(20);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(USUAL);
    }
}
