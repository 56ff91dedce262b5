package io.counterfoil.node.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/**
 * How much room a node has.
 *
 * @param totalBytes size of the volume that holds the data folder
 * @param usableBytes what is free on it and may be filled, the configured minimum already taken off
 * @param usedBytes sum of all accounts' usage, deleted objects that are kept included
 * @param promisedBytes sum of hard quotas, a pool counted once; accounts without one count their
 *     usage
 * @param accounts number of accounts, purged ones not counted
 * @param scrub how far reading all objects again is; null = that is off, or has not begun
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_NULL)
public record Capacity(
        long totalBytes,
        long usableBytes,
        long usedBytes,
        long promisedBytes,
        long accounts,
        @Nullable Scrub scrub) {}
