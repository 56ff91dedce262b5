package io.counterfoil.node.store;

/**
 * What the index remembers of an object.
 *
 * @param size its bytes
 * @param storedAt milliseconds of the epoch; a long, as there may be millions of them
 */
public record StoredObject(long size, long storedAt) {}
