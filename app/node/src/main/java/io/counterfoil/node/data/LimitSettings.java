package io.counterfoil.node.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;

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

    // restic from 0.17 on gives a request up that has got nowhere for five minutes.
    @NotNull
    @MaxDuration(value = 2, unit = TimeUnit.MINUTES)
    @JsonProperty
    private Duration waitWhileMoving = Duration.seconds(20);

    public static LimitSettings of(int connections, int connectionsPerAccount, int requestsPerAccount) {
        LimitSettings limits = new LimitSettings();
        limits.connections = connections;
        limits.connectionsPerAccount = connectionsPerAccount;
        limits.requestsPerAccount = requestsPerAccount;
        return limits;
    }

    /** The same with another patience of requests to an account that is being moved. */
    public LimitSettings waitingWhileMoving(java.time.Duration patience) {
        LimitSettings limits = of(connections, connectionsPerAccount, requestsPerAccount);
        limits.waitWhileMoving = Duration.milliseconds(patience.toMillis());
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

    /** How long a request to an account that is being moved waits before it is to come again. */
    public java.time.Duration waitWhileMoving() {
        return waitWhileMoving.toJavaDuration();
    }
}
