package io.counterfoil.platform;

import java.util.List;

/** Proves that a part of the database is what it has to be; {@code verify} runs all of them. */
public interface Check {

    /** What it looks at, in a few words: {@code event chains}. */
    String subject();

    /** What is wrong, a sentence each, the first few of many; empty if all is well. */
    List<String> faults(Tx tx);

    /**
     * What can be proved neither way, a sentence each, the first few of many: it is said, but is no
     * fault.
     */
    default List<String> unproven(Tx tx) {
        return List.of();
    }
}
