package io.counterfoil.platform.postgres;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The user that the server runs as. PostgreSQL refuses root, so root lends itself another name.
 *
 * @param prefix goes before each command
 * @param user whose the server's files are
 */
record RunAs(List<String> prefix, int user) {
    private static final int ROOT = 0;
    private static final int NOBODY = 65534;

    // In a user namespace without a mapping root's processes are nobody's by name, and still read
    // and
    // write root's files. Containers often forbid namespaces; there the files become nobody's.
    private static final List<RunAs> FOR_ROOT =
            List.of(
                    new RunAs(List.of("unshare", "--user"), ROOT),
                    new RunAs(
                            List.of(
                                    "setpriv",
                                    "--reuid=" + NOBODY,
                                    "--regid=" + NOBODY,
                                    "--clear-groups"),
                            NOBODY),
                    new RunAs(List.of("runuser", "--user", "nobody", "--"), NOBODY));

    /** The first way that works here. */
    static RunAs choose(Path program) {
        return choose((int) new UnixSystem().getUid(), program, RunAs::works);
    }

    static RunAs choose(int user, Path program, Predicate<List<String>> works) {
        if (user != ROOT) {
            return new RunAs(List.of(), user);
        }
        return FOR_ROOT.stream()
                .filter(way -> works.test(way.command(program, List.of("--version"))))
                .findFirst()
                .orElseThrow(
                        () ->
                                new PostgresException(
                                        """
                                        PostgreSQL refuses to run as root, and on this machine neither "unshare --user" \
                                        nor the user nobody can run %s. Start this service as an ordinary user, \
                                        put its data where the user nobody may enter, or set database.url to a server of your own.\
                                        """
                                                .formatted(program)));
    }

    List<String> command(Path program, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(program.toString());
        command.addAll(arguments);
        return command;
    }

    /** Makes this user the owner of a file, or of a folder and all in it. */
    void own(Path path) throws IOException {
        if (owner(path) == user) {
            return;
        }
        Files.walkFileTree(
                path,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        return handOver(file);
                    }

                    // The folder comes last, so that an interrupted walk starts again.
                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path folder, @Nullable IOException failure) throws IOException {
                        return handOver(folder);
                    }
                });
    }

    private FileVisitResult handOver(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
        return FileVisitResult.CONTINUE;
    }

    private static int owner(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean works(List<String> command) {
        try {
            return Command.run(command, "").succeeded();
        } catch (IOException e) {
            // The helper isn't installed.
            return false;
        }
    }
}
