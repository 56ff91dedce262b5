package io.counterfoil.node;

import java.util.concurrent.atomic.AtomicInteger;

/** What one account has of the data port at the moment. */
final class Share {
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();

    /** Takes one more, and tells how many that makes. */
    int takeConnection() {
        return connections.incrementAndGet();
    }

    void giveConnection() {
        connections.decrementAndGet();
    }

    /** Takes one more unless there are so many. */
    boolean takeRequest(int most) {
        if (requests.incrementAndGet() > most) {
            requests.decrementAndGet();
            return false;
        }
        return true;
    }

    void giveRequest() {
        requests.decrementAndGet();
    }
}
