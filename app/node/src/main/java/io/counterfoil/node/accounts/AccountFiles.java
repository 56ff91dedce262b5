package io.counterfoil.node.accounts;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.node.contract.ContractJson;
import io.counterfoil.node.store.SmallFiles;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** One small JSON file for each account. What {@link #write} returned from survives a power cut. */
public final class AccountFiles {
    private static final String SUFFIX = ".json";

    private final SmallFiles files;
    private final ObjectMapper json = ContractJson.strict();

    public AccountFiles(SmallFiles files) {
        this.files = files;
    }

    void write(UUID id, Account.Entry entry) throws IOException {
        files.replace(id + SUFFIX, json.writeValueAsBytes(entry));
    }

    /**
     * All of them.
     *
     * @throws IOException also when one can't be understood: a node that forgot an account would
     *     turn away its owner and give its space to others
     */
    Map<UUID, Account.Entry> readAll() throws IOException {
        Map<UUID, Account.Entry> entries = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : files.readAll().entrySet()) {
            String name = file.getKey();
            if (!name.endsWith(SUFFIX)) {
                continue;
            }
            try {
                entries.put(
                        UUID.fromString(name.substring(0, name.length() - SUFFIX.length())),
                        json.readValue(file.getValue(), Account.Entry.class));
            } catch (IOException | IllegalArgumentException e) {
                throw new IOException(
                        files.where(name)
                                + " is no account: restore it from a backup or move it away",
                        e);
            }
        }
        return entries;
    }
}
