package io.counterfoil.node.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Min;

/** How much of the data port there is for everybody, and for one account. */
public final class LimitSettings {
    @Min(1)
    @JsonProperty
    private int connections = 2_000;

    @Min(1)
    @JsonProperty
    private int connectionsPerAccount = 200;

    @Min(1)
    @JsonProperty
    private int requestsPerAccount = 100;

    public static LimitSettings of(int connections, int connectionsPerAccount, int requestsPerAccount) {
        LimitSettings limits = new LimitSettings();
        limits.connections = connections;
        limits.connectionsPerAccount = connectionsPerAccount;
        limits.requestsPerAccount = requestsPerAccount;
        return limits;
    }

    /** Open at a time; beyond it the one that is idle the longest makes room. */
    public int connections() {
        return connections;
    }

    /** Open at a time of one account; as above. restic opens five. */
    public int connectionsPerAccount() {
        return connectionsPerAccount;
    }

    /** Requests of one account that run at a time; beyond it they are to come again. */
    public int requestsPerAccount() {
        return requestsPerAccount;
    }
}
