package io.counterfoil;

import io.counterfoil.brand.ColourRole;
import io.counterfoil.brand.Palette;
import io.counterfoil.printing.artwork.Artwork;
import io.counterfoil.printing.artwork.LogoCheck;
import io.counterfoil.printing.layout.Brand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.ArgumentGroup;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jspecify.annotations.Nullable;

/** How the provider looks, as options of a command. */
final class BrandArguments {
    private static final String LOGO = "logo";

    private static final Map<ColourRole, String> USES =
            Map.of(
                    ColourRole.MAIN, "grounds, and headings on white",
                    ColourRole.DARK, "deep grounds with white text, and text on the accent",
                    ColourRole.BRIGHT, "a livelier neighbour of the main colour",
                    ColourRole.ACCENT, "what strikes the eye, such as the price",
                    ColourRole.LIGHT, "small text on dark grounds");

    private BrandArguments() {}

    static void addTo(Subparser arguments) {
        ArgumentGroup group =
                arguments
                        .addArgumentGroup("the provider's logo and colours")
                        .description(
                                "In layouts that have places for them, as all shipped ones do;"
                                        + " without a logo the provider's name stands in its"
                                        + " place.");
        group.addArgument("--" + LOGO)
                .metavar("FILE.svg")
                .help("an SVG, or a PDF of one page, of at most 256 KiB, without pictures of dots");
        for (ColourRole role : ColourRole.values()) {
            group.addArgument("--" + option(role))
                    .dest(option(role))
                    .metavar("#RRGGBB")
                    .help("%s; else %s".formatted(USES.get(role), Palette.SHIPPED.of(role)));
        }
    }

    private static String option(ColourRole role) {
        return "colour-" + role.key();
    }

    /** The brand that was described; what was not said of it is as shipped. */
    static Brand brand(Namespace arguments) {
        return new Brand(
                palette(arguments),
                Optional.ofNullable(arguments.getString(LOGO)).map(BrandArguments::logo));
    }

    private static Palette palette(Namespace arguments) {
        Palette palette =
                new Palette(
                        colour(arguments, ColourRole.DARK),
                        colour(arguments, ColourRole.MAIN),
                        colour(arguments, ColourRole.BRIGHT),
                        colour(arguments, ColourRole.ACCENT),
                        colour(arguments, ColourRole.LIGHT));
        palette.faults().entrySet().stream()
                .findFirst()
                .ifPresent(
                        fault -> {
                            throw new CommandException(
                                    "--%s: %s".formatted(option(fault.getKey()), fault.getValue()));
                        });
        return palette;
    }

    private static String colour(Namespace arguments, ColourRole role) {
        @Nullable String given = arguments.getString(option(role));
        if (given == null) {
            return Palette.SHIPPED.of(role);
        }
        String colour = given.toLowerCase(Locale.ROOT);
        if (!Palette.isColour(colour)) {
            throw new CommandException(
                    "--%s: Write a colour as #rrggbb, such as %s, in quotes for the shell."
                            .formatted(option(role), Palette.SHIPPED.of(role)));
        }
        return colour;
    }

    private static Artwork logo(String file) {
        byte[] content = read(Path.of(file));
        Artwork.Kind kind = Artwork.Kind.of(content);
        Artwork logo = new Artwork(LOGO + kind.extension(), kind, content);
        LogoCheck.fault(logo)
                .ifPresent(
                        fault -> {
                            throw new CommandException("--%s: %s".formatted(LOGO, fault));
                        });
        return logo;
    }

    private static byte[] read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            // One byte more, so that the check sees that it is too large.
            return in.readNBytes(LogoCheck.LARGEST_BYTES + 1);
        } catch (IOException e) {
            throw new CommandException(
                    "The logo " + file + " can't be read; please check its name.", e);
        }
    }
}
