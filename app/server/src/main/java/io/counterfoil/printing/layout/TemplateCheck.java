package io.counterfoil.printing.layout;

import io.counterfoil.brand.Palette;
import io.counterfoil.platform.Text;
import io.counterfoil.printing.artwork.Artwork;
import io.counterfoil.printing.artwork.TemplateException;
import io.counterfoil.printing.pdf.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Looks at layouts and sheets before somebody keeps them, with the eyes of the print engine: each
 * answer is a sentence that says what to mend, and empty when nothing is wrong.
 */
public final class TemplateCheck {
    private TemplateCheck() {}

    /** Reads and draws something. */
    private interface Trial {
        void run() throws IOException;
    }

    /** Why a layout can't be read. */
    public static Optional<String> layout(String name, byte[] json) {
        return fault(() -> LayoutReader.read(name, json));
    }

    /**
     * Why the artwork of a layout that can be read can't be drawn for it, or which text could not be
     * read on it.
     */
    public static Optional<String> artwork(String name, byte[] json, Artwork artwork) {
        return fault(
                () -> {
                    Design design = Design.read(name, json, artwork, Palette.SHIPPED);
                    try (PDDocument document = new PDDocument()) {
                        design.addArtwork(new Seed(), document, false);
                    }
                    Optional<Text> illegible = Legibility.fault(design);
                    if (illegible.isPresent()) {
                        throw new TemplateException(illegible.get());
                    }
                });
    }

    /**
     * Which text of a layout of {@code templates}, or of its back, could not be read on its artwork in
     * these colours.
     */
    public static Optional<String> legibility(Templates templates, String name, Palette colours) {
        return fault(
                () -> {
                    Optional<String> next = Optional.of(name);
                    while (next.isPresent()) {
                        String side = next.get();
                        Design design =
                                Design.read(
                                        side,
                                        templates.read("layouts", side, ".json").orElseThrow(),
                                        templates.artwork(side).orElseThrow(),
                                        colours);
                        Optional<Text> illegible = Legibility.fault(design);
                        if (illegible.isPresent()) {
                            throw new TemplateException(illegible.get());
                        }
                        next = side.equals(name) ? design.layout().reverse() : Optional.empty();
                    }
                });
    }

    /** Why a sheet can't be used. */
    public static Optional<String> sheet(String name, byte[] json) {
        return fault(() -> SheetReader.read(name, json));
    }

    private static Optional<String> fault(Trial trial) {
        try {
            trial.run();
            return Optional.empty();
        } catch (TemplateException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("Artwork that can't be drawn in memory.", e);
        }
    }
}
