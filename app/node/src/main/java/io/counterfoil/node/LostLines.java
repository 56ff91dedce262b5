package io.counterfoil.node;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AsyncAppenderBase;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import io.dropwizard.logback.ThrottlingAppenderWrapper;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.slf4j.LoggerFactory;

/**
 * Leaves out and counts the lines of a log that waits for a pipe or a disk and whose queue is full.
 * By default whoever logs would wait for room in it, and with them the requests of all clients.
 */
final class LostLines extends Filter<ILoggingEvent> {
    private final AsyncAppenderBase<ILoggingEvent> log;
    private final Counter lost;

    private LostLines(AsyncAppenderBase<ILoggingEvent> log, Counter lost) {
        this.log = log;
        this.lost = lost;
    }

    /** From now on no log of this process makes anybody wait. */
    static void register(PrometheusRegistry metrics) {
        Counter lost =
                Counter.builder()
                        .name("node_lost_log_lines")
                        .help("Lines left out of a log that took no more of them.")
                        .withoutExemplars()
                        .register(metrics);
        LoggerContext logs = (LoggerContext) LoggerFactory.getILoggerFactory();
        for (Logger logger : logs.getLoggerList()) {
            logger.iteratorForAppenders().forEachRemaining(appender -> watch(appender, lost));
        }
    }

    private static void watch(Appender<ILoggingEvent> appender, Counter lost) {
        if (appender instanceof ThrottlingAppenderWrapper<ILoggingEvent> slowed) {
            watch(slowed.getAppender(), lost);
        } else if (appender instanceof AsyncAppenderBase<ILoggingEvent> log) {
            LostLines filter = new LostLines(log, lost);
            filter.start();
            log.addFilter(filter);
            // Where several lines come at once for the last place in the queue.
            log.setNeverBlock(true);
        }
    }

    /** The last places in the queue are kept for warnings, if its settings say so. */
    @Override
    public FilterReply decide(ILoggingEvent line) {
        boolean minor = !line.getLevel().isGreaterOrEqual(Level.WARN);
        if (log.getRemainingCapacity() == 0 || (minor && log.isQueueBelowDiscardingThreshold())) {
            lost.inc();
            return FilterReply.DENY;
        }
        return FilterReply.NEUTRAL;
    }
}
