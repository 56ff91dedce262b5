package io.counterfoil.platform.postgres;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The three roles with their passwords, which a file that only its owner may read keeps. */
record Passwords(Credentials superuser, Credentials owner, Credentials app) {
    private static final int RANDOM_BYTES = 24;

    static Path file(Path home) {
        return home.resolve("passwords");
    }

    static Passwords create(Path home, SecureRandom random) throws IOException {
        var passwords =
                new Passwords(
                        credentials("postgres", random),
                        credentials("counterfoil_owner", random),
                        credentials("counterfoil_app", random));
        String content =
                Stream.of(passwords.superuser, passwords.owner, passwords.app)
                        .map(role -> role.user() + "=" + role.password() + "\n")
                        .collect(Collectors.joining());
        Path unfinished = home.resolve("passwords.new");
        Files.deleteIfExists(unfinished);
        Folders.writePrivately(unfinished, content.getBytes(StandardCharsets.UTF_8));
        Files.move(
                unfinished,
                file(home),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        Folders.sync(home);
        return passwords;
    }

    static Passwords read(Path home) throws IOException {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file(home))) {
            properties.load(reader);
        }
        return new Passwords(
                credentials("postgres", properties, home),
                credentials("counterfoil_owner", properties, home),
                credentials("counterfoil_app", properties, home));
    }

    @Override
    public String toString() {
        return "passwords of %s, %s and %s".formatted(superuser, owner, app);
    }

    private static Credentials credentials(String user, SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new Credentials(user, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private static Credentials credentials(String user, Properties properties, Path home) {
        String password = properties.getProperty(user);
        if (password == null) {
            throw new PostgresException(
                    "%s lacks the password of %s. Put the file back from your copy."
                            .formatted(file(home), user));
        }
        return new Credentials(user, password);
    }
}
