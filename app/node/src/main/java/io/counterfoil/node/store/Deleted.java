package io.counterfoil.node.store;

/**
 * An object that a client deleted and that is kept for a while.
 *
 * @param location where it was
 * @param at when it was deleted, in milliseconds of the epoch
 * @param object what the index had of it
 */
public record Deleted(Location location, long at, StoredObject object) {}
