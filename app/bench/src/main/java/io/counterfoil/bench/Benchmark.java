package io.counterfoil.bench;

/** One thing to measure, against what somebody would use instead. */
interface Benchmark {
    /** The name to ask for it by. */
    String name();

    /** Measures it; may take minutes and writes its progress to the standard error. */
    Outcome run() throws Exception;
}
