package io.counterfoil.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.Credential;
import io.counterfoil.node.contract.MovedTo;
import io.counterfoil.node.contract.Pool;
import io.counterfoil.node.contract.Scope;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Specifications for tests: open, without quota, version 1, unless said otherwise. */
public final class AccountSpecs {
    private long version = 1;
    private @Nullable Long hardQuota;
    private @Nullable Long userQuota;
    private @Nullable Pool pool;
    private @Nullable Long keepDeleted;
    private @Nullable MovedTo movedTo;
    private AccountState state = AccountState.OPEN;
    private final List<Credential> credentials = new ArrayList<>();

    private AccountSpecs() {}

    public static AccountSpecs anAccount() {
        return new AccountSpecs();
    }

    /** The password of every credential made here. */
    public static String password(String user) {
        return "password-of-" + user;
    }

    /** What a client sends who has it. */
    public static String authorization(String user) {
        return authorization(user, password(user));
    }

    /** The same with another password. */
    public static String authorization(String user, String password) {
        String pair = user + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }

    public AccountSpecs version(long number) {
        version = number;
        return this;
    }

    public AccountSpecs hardQuota(long bytes) {
        hardQuota = bytes;
        return this;
    }

    public AccountSpecs userQuota(long bytes) {
        userQuota = bytes;
        return this;
    }

    public AccountSpecs pool(UUID id, long bytes) {
        pool = new Pool(id, bytes);
        return this;
    }

    public AccountSpecs state(AccountState next) {
        state = next;
        return this;
    }

    /** One that went to another node. */
    public AccountSpecs moved(URI url, MovedTo.Kept copy) {
        state = AccountState.MOVED;
        movedTo = new MovedTo(url, copy);
        return this;
    }

    public AccountSpecs keepDeleted(Duration time) {
        keepDeleted = time.toSeconds();
        return this;
    }

    public AccountSpecs user(String name, Scope scope) {
        credentials.add(Credential.of(name, password(name), scope));
        return this;
    }

    public AccountSpecs user(String name) {
        return user(name, Scope.FULL);
    }

    public AccountSpec build() {
        return new AccountSpec(
                version, hardQuota, userQuota, pool, state, keepDeleted, movedTo, credentials);
    }
}
