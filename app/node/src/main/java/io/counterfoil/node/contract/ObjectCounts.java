package io.counterfoil.node.contract;

/** Numbers of stored objects by kind, over all repositories of an account. */
public record ObjectCounts(
        long config, long data, long index, long keys, long locks, long snapshots) {

    /** All kinds together. */
    public long total() {
        return config + data + index + keys + locks + snapshots;
    }
}
