/**
 * Benchmarks against named peers. {@link io.counterfoil.bench.Bench} runs them by name; each is one
 * class that implements {@code Benchmark}.
 *
 * <p>For people who change the product; nothing uses it.
 */
@NullMarked
package io.counterfoil.bench;

import org.jspecify.annotations.NullMarked;
