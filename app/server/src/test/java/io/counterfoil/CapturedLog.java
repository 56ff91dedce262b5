package io.counterfoil;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/**
 * Everything that is logged in this JVM while it is open, our own packages in every detail. Tests
 * beside it log too: what is looked for, or must not be there, has to be its own test's.
 */
public final class CapturedLog implements AutoCloseable {
    private static final List<CapturedLog> OPEN = new CopyOnWriteArrayList<>();

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("io.counterfoil");
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender =
            new AppenderBase<>() {
                @Override
                protected void append(ILoggingEvent event) {
                    // While loggers are set up anew others log what the service never does.
                    if (!event.getLoggerName().startsWith(ours.getName())
                            && !event.getLevel().isGreaterOrEqual(Level.INFO)) {
                        return;
                    }
                    IThrowableProxy failure = event.getThrowableProxy();
                    lines.add(
                            event.getThreadName()
                                    + " "
                                    + event.getMDCPropertyMap()
                                    + " "
                                    + event.getFormattedMessage()
                                    + (failure == null
                                            ? ""
                                            : ThrowableProxyUtil.asString(failure)));
                }
            };
    // Every server or command that starts sets the loggers of the JVM up anew.
    private final LoggerContextListener reopening =
            new LoggerContextListener() {
                @Override
                public boolean isResetResistant() {
                    return true;
                }

                @Override
                public void onReset(LoggerContext context) {
                    listen();
                }

                @Override
                public void onStart(LoggerContext context) {}

                @Override
                public void onStop(LoggerContext context) {}

                @Override
                public void onLevelChange(Logger logger, Level level) {}
            };

    /** Captures from now on. */
    public CapturedLog() {
        appender.setContext(root.getLoggerContext());
        OPEN.add(this);
        root.getLoggerContext().addListener(reopening);
        listen();
    }

    /**
     * Each logged line, with its thread (which is called after the method and path of its request),
     * context and stack trace.
     */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        root.getLoggerContext().removeListener(reopening);
        root.detachAppender(appender);
        appender.stop();
        OPEN.remove(this);
        if (OPEN.isEmpty()) {
            ours.setLevel(null);
        }
    }

    private void listen() {
        appender.start();
        root.addAppender(appender);
        ours.setLevel(Level.TRACE);
    }
}
