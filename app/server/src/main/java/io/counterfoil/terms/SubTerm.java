package io.counterfoil.terms;

/**
 * Where a sub-account stands: with its parent account, or on its own way to deletion.
 *
 * @param term its state
 * @param own whether it was uninstalled itself; then it is {@link TermState.DeletionScheduled}, and
 *     only its time is its parent's
 */
public record SubTerm(TermState term, boolean own) {
    public SubTerm {
        if (own && !(term instanceof TermState.DeletionScheduled)) {
            throw new IllegalArgumentException("nothing but a date of its own sets one apart");
        }
    }
}
