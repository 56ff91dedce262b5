package io.counterfoil.node;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.node.contract.ContractJson;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** One small JSON file for each account. What {@link #write} returned from survives a power cut. */
final class AccountFiles {
    private static final String SUFFIX = ".json";

    private final DataFolder folder;
    private final ObjectMapper json = ContractJson.strict();

    AccountFiles(DataFolder folder) {
        this.folder = folder;
    }

    void write(UUID id, Account.Entry entry) throws IOException {
        folder.replace(folder.accounts().resolve(id + SUFFIX), json.writeValueAsBytes(entry));
    }

    /**
     * All of them.
     *
     * @throws IOException also when one can't be understood: a node that forgot an account would
     *     turn away its owner and give its space to others
     */
    Map<UUID, Account.Entry> readAll() throws IOException {
        Map<UUID, Account.Entry> entries = new TreeMap<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder.accounts(), "*" + SUFFIX)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                try {
                    entries.put(
                            UUID.fromString(name.substring(0, name.length() - SUFFIX.length())),
                            json.readValue(file.toFile(), Account.Entry.class));
                } catch (IOException | IllegalArgumentException e) {
                    throw new IOException(
                            file + " is no account: restore it from a backup or move it away", e);
                }
            }
        }
        return entries;
    }
}
