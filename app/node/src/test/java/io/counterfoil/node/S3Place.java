package io.counterfoil.node;

import io.counterfoil.node.store.StoreSettings;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Where in the {@link S3Store#shared} store a class of tests keeps its objects; it leaves none. */
final class S3Place implements AfterAllCallback {
    private final String all;
    private final S3Store store = S3Store.shared();

    S3Place(String name) {
        all = "tests-" + name + "-" + UUID.randomUUID() + "/";
    }

    /** A place in it in which there is nothing yet. */
    Part part() {
        return new Part(store, all + UUID.randomUUID() + "/");
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        store.empty(all);
    }

    /**
     * What one node has for its own.
     *
     * @param prefix of its keys
     */
    record Part(S3Store in, String prefix) {
        StoreSettings.S3 store() {
            return in.store(prefix);
        }

        /** Where an account's objects lie, as a key without the slash at its end. */
        String of(UUID account) {
            return prefix + "repositories/" + account;
        }

        /** The keys of an account's objects, without their beginning. */
        List<String> keys(UUID account) throws IOException {
            int beginning = of(account).length() + 1;
            return in.keys(of(account) + "/").stream().map(key -> key.substring(beginning)).toList();
        }

        /** Bytes of an account's objects. */
        long bytes(UUID account) throws IOException {
            return in.bytes(of(account) + "/");
        }
    }
}
