package io.counterfoil.access;

import io.counterfoil.platform.Caller;
import java.util.Optional;

/** What people call the things that the audit log names by id. */
@FunctionalInterface
public interface SubjectNames {

    /**
     * The name of a thing; empty if it has none, or is not there any more.
     *
     * @param caller who asks, and may know it
     * @param kind what kind of thing, such as {@code run}
     * @param id which of them
     */
    Optional<String> name(Caller caller, String kind, String id);
}
