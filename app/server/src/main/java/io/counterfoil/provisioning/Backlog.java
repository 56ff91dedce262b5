package io.counterfoil.provisioning;

/**
 * What the nodes don't have yet, or not any more.
 *
 * @param waiting accounts of whose state a newer version is desired than their node has confirmed
 * @param failing those of them whose last delivery failed
 * @param stuck accounts whose deletion has begun and which their node could not remove so far
 * @param damaged accounts of which their node found objects with wrong bytes
 */
public record Backlog(int waiting, int failing, int stuck, int damaged) {}
