package io.counterfoil.catalog;

/** How much of the backup software a plan unlocks. */
public enum Edition {
    /** No open files on server systems, no versioning; the backup software sees to it. */
    BASIC,
    /** No restriction. */
    SELECT,
    /** Free for some days. */
    TRIAL
}
