package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives test classes the browser of their thread. To start one takes seconds; whoever needs somebody
 * new takes a new page, which knows nothing of the others. No page may do what its policy forbids,
 * nor fail at a script: the test in which one does fails.
 */
public final class OneBrowser implements ParameterResolver, AfterEachCallback {
    private static final Namespace OPEN = Namespace.create(OneBrowser.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType().equals(Chromium.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot()
                .getStore(OPEN)
                .getOrComputeIfAbsent(
                        Thread.currentThread(), thread -> new Chromium(), Chromium.class);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        Chromium used =
                test.getRoot()
                        .getStore(OPEN)
                        .get(Thread.currentThread(), Chromium.class);
        if (used != null) {
            assertThat(used.takeComplaints()).as("complaints of pages").isEmpty();
        }
    }
}
