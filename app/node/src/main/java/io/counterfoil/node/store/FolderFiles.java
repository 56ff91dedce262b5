package io.counterfoil.node.store;

import io.counterfoil.node.accounts.Accounts;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Accounts' files in the data folder. */
public final class FolderFiles implements SmallFiles {
    private final DataFolder folder;

    public FolderFiles(DataFolder folder) {
        this.folder = folder;
    }

    @Override
    public void replace(String name, byte[] content) throws IOException {
        folder.replace(folder.accounts().resolve(name), content);
    }

    @Override
    public Map<String, byte[]> readAll() throws IOException {
        Map<String, byte[]> all = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.accounts())) {
            for (Path file : files) {
                all.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
            }
        }
        return all;
    }

    @Override
    public String where(String name) {
        return folder.accounts().resolve(name).toString();
    }
}
