package io.counterfoil;

import io.counterfoil.printing.layout.TemplateList;
import io.counterfoil.printing.layout.TemplateList.LayoutEntry;
import io.counterfoil.printing.layout.Templates;
import io.counterfoil.printing.lists.ListException;
import io.counterfoil.printing.lists.WholeFile;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import java.nio.file.Files;
import java.nio.file.Path;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/**
 * A command that works with layouts and sheets alone: it needs no settings, no database and no
 * service. What it can't do it says in a sentence.
 */
abstract class TemplatesCommand extends Command {

    TemplatesCommand(String name, String description) {
        super(name, description);
    }

    @Override
    public void configure(Subparser arguments) {
        arguments
                .addArgument("--templates")
                .metavar("FOLDER")
                .help("a folder with layouts and sheets of your own, beside those that are shipped");
    }

    /** Does it. */
    abstract void run(Namespace arguments, Templates templates) throws Exception;

    @Override
    public final void run(Bootstrap<?> bootstrap, Namespace arguments) throws Exception {
        String folder = arguments.getString("templates");
        if (folder != null && !Files.isDirectory(Path.of(folder))) {
            throw new CommandException(
                    "There is no folder " + folder + "; name one that has layouts/ or sheets/.");
        }
        run(arguments, folder == null ? Templates.shipped() : Templates.in(Path.of(folder)));
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable failure) {
        if (failure instanceof CommandException || failure instanceof ListException) {
            cli.getStdErr().println(failure.getMessage());
        } else {
            super.onError(cli, namespace, failure);
        }
    }

    /** The layout with this name. */
    static LayoutEntry layout(TemplateList list, String name) {
        return list.layouts().stream()
                .filter(layout -> layout.name().equals(name))
                .findAny()
                .orElseThrow(
                        () ->
                                new CommandException(
                                        ("There is no layout \"%s\" that can be read; the command"
                                                        + " layouts lists those there are, and"
                                                        + " check-layout says what is wrong with"
                                                        + " one.")
                                                .formatted(name)));
    }

    /** Goes on if there is a sheet with this name. */
    static void requireSheet(TemplateList list, String name) {
        if (!list.hasSheet(name)) {
            throw new CommandException(
                    "There is no sheet \"%s\"; the command sheets lists those there are."
                            .formatted(name));
        }
    }

    static void say(String line) {
        System.out.println(line);
    }

    /** Says something of a file, beside the output if that is where the file goes. */
    static void say(Path file, String line) {
        (WholeFile.isFile(file) ? System.out : System.err).println(line);
    }
}
