package io.counterfoil.mail;

import org.jspecify.annotations.Nullable;

/**
 * What somebody who reads bounces and complaints reports, not yet checked.
 *
 * @param address that the message went to
 * @param kind {@code bounce}: it came back for good, or {@code complaint}
 * @param detail what was said, for staff
 */
public record BounceReport(
        @Nullable String address, @Nullable String kind, @Nullable String detail) {}
