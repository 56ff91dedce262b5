package io.counterfoil;

import io.counterfoil.proof.ProofCheck;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code verify-proof}: checks a proof pack, without a database or settings. */
final class VerifyProofCommand extends Command {

    VerifyProofCommand() {
        super("verify-proof", "Checks a proof pack of an item or a statement by itself");
    }

    @Override
    public void configure(Subparser arguments) {
        arguments.addArgument("file").metavar("FILE").help("the pack, as it was downloaded");
    }

    @Override
    public void run(Bootstrap<?> bootstrap, Namespace arguments) {
        ProofCheck.Report report = read(Path.of(arguments.getString("file")));
        if (!report.faults().isEmpty()) {
            throw new CommandException(
                    "NOT IN ORDER%n%s"
                            .formatted(String.join(System.lineSeparator(), report.faults())));
        }
        TemplatesCommand.say(
                "%s: in order, %d events, %d lines"
                        .formatted(report.about(), report.events(), report.lines()));
        TemplatesCommand.say(
                "Last hash of each chain; a pack of another day must have them on its way:");
        report.heads().forEach((subject, hash) -> TemplatesCommand.say(hash + "  " + subject));
    }

    private static ProofCheck.Report read(Path file) {
        try (BufferedReader pack = Files.newBufferedReader(file)) {
            return ProofCheck.of(pack);
        } catch (NoSuchFileException e) {
            throw new CommandException("There is no file " + file + ".", e);
        } catch (MalformedInputException e) {
            throw new CommandException(file + " is no proof pack: it is not text.", e);
        } catch (IOException e) {
            throw new CommandException(
                    file + " can't be read. Is it a file, and may you read it?", e);
        }
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable failure) {
        if (failure instanceof CommandException) {
            cli.getStdErr().println(failure.getMessage());
        } else {
            super.onError(cli, namespace, failure);
        }
    }
}
