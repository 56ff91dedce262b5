package io.counterfoil;

import io.counterfoil.printing.layout.BureauProfile;
import io.counterfoil.printing.layout.SpotColours;
import io.counterfoil.printing.pdf.OutputCondition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentGroup;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jspecify.annotations.Nullable;

/** How a print bureau wants its files, as options of a command. */
final class BureauArguments {
    /** Profiles of presses have some hundred kilobytes up to a few megabytes. */
    private static final int LARGEST_PROFILE = 8 << 20;

    /** Names of the options that say something of the bureau, as they are kept. */
    private static final List<String> DETAILS =
            List.of(
                    "bleed",
                    "safe",
                    "slug",
                    "cutContour",
                    "scratchPanel",
                    "outputCondition",
                    "iccProfile");

    private BureauArguments() {}

    static void addTo(Subparser arguments) {
        BureauProfile usual = BureauProfile.USUAL;
        ArgumentGroup group =
                arguments
                        .addArgumentGroup("for a print bureau, on the sheet \"bureau\"")
                        .description(
                                "One item a page with bleed, crop marks and spot colours; with the"
                                        + " profile of the bureau's press it is PDF/X-4. Each of"
                                        + " these options makes it such a file.");
        group.addArgument("--bureau")
                .action(Arguments.storeTrue())
                .help("a file for a bureau that asks for nothing else");
        length(group, "--bleed", usual.bleedMm(), "how far artwork goes beyond the trim");
        length(group, "--safe", usual.safeMm(), "how far all that is printed stays inside of it");
        length(group, "--slug", usual.slugMm(), "room around the bleed, for marks");
        group.addArgument("--no-crop-marks")
                .dest("noCropMarks")
                .action(Arguments.storeTrue())
                .help("without marks that show where to cut");
        group.addArgument("--cut-contour")
                .dest("cutContour")
                .metavar("NAME")
                .help("the cutter's spot colour; else " + usual.spots().cutContour());
        group.addArgument("--scratch-panel")
                .dest("scratchPanel")
                .metavar("NAME")
                .help("the scratch ink's spot colour; else " + usual.spots().scratchPanel());
        group.addArgument("--output-condition")
                .dest("outputCondition")
                .metavar("NAME")
                .help("what the bureau calls its press, such as FOGRA39; with --icc-profile");
        group.addArgument("--icc-profile")
                .dest("iccProfile")
                .metavar("FILE.icc")
                .help("the bureau's ICC profile of that press");
    }

    private static void length(ArgumentGroup group, String option, double usual, String help) {
        group.addArgument(option)
                .type(Double.class)
                .metavar("MM")
                .help("%s; else %.1f".formatted(help, usual));
    }

    /** What the bureau wants; empty if nothing was said of one. */
    static Optional<BureauProfile> profile(Namespace arguments) {
        boolean noCropMarks = arguments.getBoolean("noCropMarks");
        if (!arguments.getBoolean("bureau")
                && !noCropMarks
                && DETAILS.stream().allMatch(name -> arguments.get(name) == null)) {
            return Optional.empty();
        }
        BureauProfile usual = BureauProfile.USUAL;
        try {
            return Optional.of(
                    new BureauProfile(
                            or(arguments.getDouble("bleed"), usual.bleedMm()),
                            or(arguments.getDouble("safe"), usual.safeMm()),
                            or(arguments.getDouble("slug"), usual.slugMm()),
                            !noCropMarks,
                            new SpotColours(
                                    or(
                                            arguments.getString("cutContour"),
                                            usual.spots().cutContour()),
                                    or(
                                            arguments.getString("scratchPanel"),
                                            usual.spots().scratchPanel())),
                            condition(
                                    arguments.getString("outputCondition"),
                                    arguments.getString("iccProfile"))));
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<OutputCondition> condition(
            @Nullable String identifier, @Nullable String file) {
        if (identifier == null && file == null) {
            return Optional.empty();
        }
        if (identifier == null || file == null) {
            throw new CommandException(
                    "Give --output-condition and --icc-profile together; the bureau has both.");
        }
        return Optional.of(new OutputCondition(identifier.strip(), read(Path.of(file))));
    }

    private static byte[] read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] profile = in.readNBytes(LARGEST_PROFILE + 1);
            if (profile.length > LARGEST_PROFILE) {
                throw new CommandException(
                        file + " is larger than 8 MB, so it is no ICC profile of a press.");
            }
            return profile;
        } catch (IOException e) {
            throw new CommandException(
                    "The ICC profile " + file + " can't be read; please check its name.", e);
        }
    }

    private static <T> T or(@Nullable T value, T other) {
        return Objects.requireNonNullElse(value, other);
    }
}
