package io.counterfoil.provisioning;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Asks several nodes at the same time, so that one that is slow or away holds up no other. */
final class AllNodes {
    private AllNodes() {}

    /** What each of them answered, in their order. */
    static <T> List<T> ask(List<Node> nodes, Function<Node, T> question) {
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<T>> asked =
                    nodes.stream()
                            .map(
                                    node ->
                                            CompletableFuture.supplyAsync(
                                                    () -> question.apply(node), each))
                            .toList();
            return asked.stream().map(CompletableFuture::join).toList();
        }
    }
}
