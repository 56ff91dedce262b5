package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives test classes the browser of their thread. To start one takes seconds; whoever needs somebody
 * new takes a new page, which knows nothing of the others. No page may do what its policy forbids,
 * nor fail at a script: the test in which one does fails. Pages are closed with their test, before
 * its server is.
 */
public final class OneBrowser
        implements ParameterResolver, BeforeEachCallback, AfterTestExecutionCallback {
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
    public void beforeEach(ExtensionContext test) {
        used(test)
                .ifPresent(
                        browser -> {
                            browser.closePages();
                            browser.forgetComplaints();
                        });
    }

    @Override
    public void afterTestExecution(ExtensionContext test) {
        used(test)
                .ifPresent(
                        browser -> {
                            browser.closePages();
                            assertThat(browser.takeComplaints())
                                    .as("complaints of pages")
                                    .isEmpty();
                        });
    }

    private static Optional<Chromium> used(ExtensionContext test) {
        return Optional.ofNullable(
                test.getRoot().getStore(OPEN).get(Thread.currentThread(), Chromium.class));
    }
}
