package io.counterfoil.node.contract;

import java.util.List;

/**
 * An account's repositories by their paths below the account's root, in their order: "" or
 * "laptop/".
 */
public record Repositories(List<String> repositories) {
    public Repositories {
        repositories = List.copyOf(repositories);
    }
}
