package io.counterfoil.node;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import org.eclipse.jetty.util.thread.SerializedInvoker;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Leaves out of the log that Jetty ended a refused request twice: where a request with a bad path
 * follows another one on its connection, two threads may come to its end, and the second one finds
 * no stream any more. Its answer is out by then. Jetty's issue 14745; anybody could fill the log by
 * that. Whatever else goes wrong there is logged, but for what has lost its trace and may be the same.
 */
final class EndedTwice extends Filter<ILoggingEvent> {
    private static final String CHANNEL = "org.eclipse.jetty.server.internal.HttpChannelState";

    /** From now on no log of this process has it. */
    static void register() {
        LoggerContext logs = (LoggerContext) LoggerFactory.getILoggerFactory();
        for (Logger logger : logs.getLoggerList()) {
            logger.iteratorForAppenders().forEachRemaining(EndedTwice::leaveOut);
        }
    }

    private static void leaveOut(Appender<ILoggingEvent> appender) {
        if (appender.getCopyOfAttachedFiltersList().stream()
                .noneMatch(EndedTwice.class::isInstance)) {
            EndedTwice filter = new EndedTwice();
            filter.start();
            appender.addFilter(filter);
        }
    }

    @Override
    public FilterReply decide(ILoggingEvent line) {
        return line.getLoggerName().equals(SerializedInvoker.class.getName())
                        && isEndOfWhatHasEnded(line.getThrowableProxy())
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }

    private static boolean isEndOfWhatHasEnded(@Nullable IThrowableProxy fault) {
        if (fault == null || !fault.getClassName().equals(NullPointerException.class.getName())) {
            return false;
        }
        StackTraceElementProxy[] trace = fault.getStackTraceElementProxyArray();
        // Of what happens often the machine tells no trace any more.
        return trace.length == 0 || isEnd(trace[0].getStackTraceElement());
    }

    private static boolean isEnd(StackTraceElement at) {
        return at.getClassName().equals(CHANNEL) && at.getMethodName().equals("completeStream");
    }
}
