package io.counterfoil.node.accounts;

/**
 * What goes on in the background with accounts' bytes.
 *
 * @param purger removes those of accounts that end
 * @param trash brings back what was deleted, or removes it for good
 * @param emptier removes those of accounts that went to another node
 */
public record Workers(Purger purger, TrashWorker trash, Emptier emptier) {
    /** Takes up what the last run of the node didn't finish. */
    public void begin() {
        purger.resume();
        emptier.resume();
        trash.begin();
    }
}
