package io.counterfoil.node;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.eclipse.jetty.util.thread.SerializedInvoker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class EndedTwiceTest {
    private static final StackTraceElement END =
            new StackTraceElement(
                    "org.eclipse.jetty.server.internal.HttpChannelState", "completeStream", "", 1);
    private static final StackTraceElement ELSEWHERE =
            new StackTraceElement(
                    "org.eclipse.jetty.server.internal.HttpChannelState", "recycle", "", 1);

    private final Logger invoker = (Logger) LoggerFactory.getLogger(SerializedInvoker.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.setContext(invoker.getLoggerContext());
        log.start();
        invoker.addAppender(log);
        EndedTwice.register();
        EndedTwice.register();
    }

    @AfterEach
    void stop() {
        invoker.detachAppender(log);
    }

    private static <T extends Throwable> T at(T fault, StackTraceElement... trace) {
        fault.setStackTrace(trace);
        return fault;
    }

    @Test
    void aRequestThatJettyEndedTwiceIsNoNews() {
        invoker.warn("Serialized invocation error", at(new NullPointerException("x"), END));
        invoker.warn("Serialized invocation error", at(new NullPointerException()));
        assertThat(log.list).isEmpty();
        assertThat(log.getCopyOfAttachedFiltersList()).hasSize(1);
    }

    @Test
    void everyOtherFaultIsLogged() {
        invoker.warn("one", at(new NullPointerException("x"), ELSEWHERE));
        invoker.warn("two", at(new IllegalStateException("x"), END));
        invoker.warn("three");
        Logger other = (Logger) LoggerFactory.getLogger(EndedTwiceTest.class);
        other.addAppender(log);
        other.warn("four", at(new NullPointerException("x"), END));
        other.detachAppender(log);
        assertThat(log.list)
                .extracting(ILoggingEvent::getMessage)
                .containsExactly("one", "two", "three", "four");
    }
}
