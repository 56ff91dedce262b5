package io.counterfoil;

import io.counterfoil.platform.InstallationException;
import io.counterfoil.platform.Json;
import io.counterfoil.platform.PrivateFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the very first start does: a demo world, or a link to set up the first provider. Told to the
 * console once, never to a log. Later starts say where everything is.
 */
final class FirstStart {
    private final CounterfoilConfiguration settings;
    private final Wiring wiring;
    private final PrintStream console;

    FirstStart(CounterfoilConfiguration settings, Wiring wiring, PrintStream console) {
        this.settings = settings;
        this.wiring = wiring;
        this.console = console;
    }

    /**
     * Does what is due, once the service answers at {@code server} and the storage node at {@code
     * node}.
     */
    void run(URI server, URI node) throws IOException {
        Path unfinished = settings.dataFolder().resolve("demo.unfinished");
        if (Files.exists(unfinished)) {
            throw new InstallationException(
                    "The demo world was interrupted while it was made. Delete the folder %s and start again."
                            .formatted(settings.dataFolder()));
        }
        if (!settings.demo()) {
            wiring.setup().linkIfNeeded().map(server::resolve).ifPresent(this::showLink);
        } else if (wiring.access().providers().all().isEmpty()) {
            Files.createFile(unfinished);
            DemoWorld.Facts facts = new DemoWorld(wiring, server, node).make();
            PrivateFiles.write(
                    settings.dataFolder().resolve("demo.json"),
                    DemoWorld.json(facts, Json.mapper()));
            Files.delete(unfinished);
            show(facts);
            return;
        }
        console.printf(
                """

                  Counterfoil is running: %1$sconsole for the provider, %1$sretail for shops,
                  %1$sredeem and %1$saccount for customers; restic reaches %2$s. Ctrl-C stops it.

                """,
                server, node);
    }

    private void showLink(URI link) {
        console.printf(
                "%n  Set up the first provider (this link works once, for 24 hours):%n    %s%n%n",
                link);
    }

    private void show(DemoWorld.Facts facts) {
        console.printf(
                """

                  Counterfoil is running, with a demo world to try things in (also in %9$s):

                    Redeem a card   %1$sredeem    code %2$s (serial %3$s)
                    Customer        %1$saccount   once a code opened one
                    Provider        %1$sconsole   %4$s  password %5$s
                    Retailer        %1$sretail    %6$s  password %7$s
                    Storage node    %8$s

                  Ctrl-C stops it; the next start goes on with everything that is there.

                """,
                facts.server(),
                facts.code(),
                facts.serial(),
                facts.provider().email(),
                facts.provider().password(),
                facts.retailer().email(),
                facts.retailer().password(),
                facts.node(),
                settings.dataFolder().resolve("demo.json"));
    }
}
