package io.counterfoil.node.accounts;

import java.util.concurrent.atomic.AtomicInteger;

/** What one account has of the data port at the moment. */
public final class Share {
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();

    /** Takes one more, and tells how many that makes. */
    public int takeConnection() {
        return connections.incrementAndGet();
    }

    public void giveConnection() {
        connections.decrementAndGet();
    }

    /** Takes one more unless there are so many. */
    public boolean takeRequest(int most) {
        if (requests.incrementAndGet() > most) {
            requests.decrementAndGet();
            return false;
        }
        return true;
    }

    public void giveRequest() {
        requests.decrementAndGet();
    }
}
