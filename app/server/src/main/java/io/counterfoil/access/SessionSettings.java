package io.counterfoil.access;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import io.dropwizard.validation.ValidationMethod;
import java.util.concurrent.TimeUnit;

/**
 * How long browsers stay signed in.
 *
 * <p>NIST SP 800-63B-4 (2.2.3) wants a new sign-in after an hour without use and after a day at the
 * latest where more than a password may be asked for; OWASP's session management cheat sheet has 15
 * to 30 minutes without use and a working day. The shipped values are within both: half an hour for
 * those who see everybody's codes and money, and for customers, who may sit at other people's
 * computers; an hour at the counter, where customers come and go.
 */
public final class SessionSettings {
    @MinDuration(value = 1, unit = TimeUnit.MINUTES)
    @MaxDuration(value = 12, unit = TimeUnit.HOURS)
    @JsonProperty
    private Duration staffIdle = Duration.minutes(30);

    @MinDuration(value = 5, unit = TimeUnit.MINUTES)
    @MaxDuration(value = 24, unit = TimeUnit.HOURS)
    @JsonProperty
    private Duration staffLongest = Duration.hours(12);

    @MinDuration(value = 1, unit = TimeUnit.MINUTES)
    @MaxDuration(value = 12, unit = TimeUnit.HOURS)
    @JsonProperty
    private Duration shopIdle = Duration.hours(1);

    @MinDuration(value = 5, unit = TimeUnit.MINUTES)
    @MaxDuration(value = 24, unit = TimeUnit.HOURS)
    @JsonProperty
    private Duration shopLongest = Duration.hours(12);

    @MinDuration(value = 1, unit = TimeUnit.MINUTES)
    @MaxDuration(value = 12, unit = TimeUnit.HOURS)
    @JsonProperty
    private Duration customerIdle = Duration.minutes(30);

    @MinDuration(value = 5, unit = TimeUnit.MINUTES)
    @MaxDuration(value = 24, unit = TimeUnit.HOURS)
    @JsonProperty
    private Duration customerLongest = Duration.hours(12);

    /**
     * How long a session lasts.
     *
     * @param idle unused for so long it is over
     * @param longest after this time it is over, used or not
     */
    public record Span(java.time.Duration idle, java.time.Duration longest) {}

    /** Of the provider's own staff. */
    public Span staff() {
        return new Span(staffIdle.toJavaDuration(), staffLongest.toJavaDuration());
    }

    /** Of people who work in shops. */
    public Span shops() {
        return new Span(shopIdle.toJavaDuration(), shopLongest.toJavaDuration());
    }

    /** Of customers. */
    public Span customers() {
        return new Span(customerIdle.toJavaDuration(), customerLongest.toJavaDuration());
    }

    /** Whether no session is over before it could have been unused for so long. */
    @JsonIgnore
    @ValidationMethod(
            message =
                    "a session can't be unused for longer than it lasts: let each …Idle be at most"
                            + " its …Longest")
    public boolean isEachIdleWithinLongest() {
        return fits(staff()) && fits(shops()) && fits(customers());
    }

    private static boolean fits(Span span) {
        return span.idle().compareTo(span.longest()) <= 0;
    }
}
