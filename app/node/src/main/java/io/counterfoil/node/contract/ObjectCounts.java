package io.counterfoil.node.contract;

/** Numbers of stored objects by kind, over all repositories of an account. */
public record ObjectCounts(
        long config, long data, long index, long keys, long locks, long snapshots) {

    /** These and others. */
    public ObjectCounts plus(ObjectCounts other) {
        return new ObjectCounts(
                config + other.config,
                data + other.data,
                index + other.index,
                keys + other.keys,
                locks + other.locks,
                snapshots + other.snapshots);
    }

    /** All kinds together. */
    public long total() {
        return config + data + index + keys + locks + snapshots;
    }
}
