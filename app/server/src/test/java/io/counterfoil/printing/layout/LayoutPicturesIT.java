package io.counterfoil.printing.layout;

import static io.counterfoil.printing.layout.PrintFixture.job;
import static io.counterfoil.printing.layout.PrintFixture.volume;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterfoil.codes.RedemptionCode;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.printing.artwork.TemplateException;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.function.IntBinaryOperator;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares each shipped layout with a small picture of it that somebody looked at. The pictures are
 * in {@code src/test/resources/layouts}; what a layout looks like now is written to {@code
 * target/layouts}, to be looked at and copied when a change is meant.
 */
class LayoutPicturesIT {
    private static final Templates SHIPPED = Templates.shipped();
    private static final int DPI = 300;
    private static final int DOTS_PER_PIXEL = 6;
    private static final double MM_PER_PIXEL = 25.4 * DOTS_PER_PIXEL / DPI;

    /** A millimetre: what moves changes some of them, another rendering of letters hardly. */
    private static final int TILE = 2;

    /** Of 255. Poppler's two rasterisers, which have nothing in common, differ by less. */
    private static final int ALLOWED_PER_TILE = 40;

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    static SortedSet<String> layouts() {
        return SHIPPED.names("layouts", ".json");
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void looksAsItDidWhenSomebodyLooked(String layout) throws Exception {
        BufferedImage now = picture(SHIPPED, layout);
        Path seen = Files.createDirectories(Path.of("target", "layouts"));
        File file = seen.resolve(layout + ".png").toFile();
        ImageIO.write(now, "png", file);

        assertThat(pictures().resolve(layout + ".png"))
                .as("no picture to compare with; look at %s and copy it", file)
                .isRegularFile();
        assertThat(differences(now, stored(layout))).as("look at %s", file).isEmpty();
    }

    @Test
    void noPictureIsLeftOfALayoutThatIsGone() throws Exception {
        try (Stream<Path> files = Files.list(pictures())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            layouts().stream().map(layout -> layout + ".png").toList());
        }
    }

    @Test
    void aMovedPlaceIsSeen() throws Exception {
        assertThat(aMoveByAMillimetreIsSeen("gift-card", 0)).isTrue();
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("layouts")
    void anyMovedPlaceIsSeen(String layout) throws Exception {
        int places = fields(json(layout)).size();
        int moved = 0;
        for (int place = 0; place < places; place++) {
            if (aMoveByAMillimetreIsSeen(layout, place)) {
                moved++;
            }
        }
        assertThat(moved).isGreaterThanOrEqualTo(places / 2);
    }

    /** Moves a place in the first direction in which there is room; false if there is none. */
    private boolean aMoveByAMillimetreIsSeen(String name, int place) throws Exception {
        for (Move move : Move.values()) {
            ObjectNode layout = json(name);
            ObjectNode field = (ObjectNode) fields(layout).get(place);
            field.put("x", field.get("x").asDouble() + move.dx);
            field.put("y", field.get("y").asDouble() + move.dy);
            if (isValid(layout)) {
                Path layouts = Files.createDirectories(folder.resolve("layouts"));
                JSON.writeValue(layouts.resolve(name + ".json").toFile(), layout);
                assertThat(differences(picture(Templates.in(folder), name), stored(name)))
                        .as("%s moved %s in %s", field.get("field"), move, name)
                        .isNotEmpty();
                return true;
            }
        }
        return false;
    }

    private enum Move {
        DOWN(0, 1),
        UP(0, -1),
        RIGHT(1, 0),
        LEFT(-1, 0);

        private final double dx;
        private final double dy;

        Move(double dx, double dy) {
            this.dx = dx;
            this.dy = dy;
        }
    }

    private static boolean isValid(ObjectNode layout) throws IOException {
        try {
            LayoutReader.read("moved", JSON.writeValueAsBytes(layout));
            return true;
        } catch (TemplateException e) {
            return false;
        }
    }

    private static ObjectNode json(String layout) throws IOException {
        return (ObjectNode) JSON.readTree(SHIPPED.read("layouts", layout, ".json").orElseThrow());
    }

    private static ArrayNode fields(ObjectNode layout) {
        return (ArrayNode) layout.required("fields");
    }

    private BufferedImage picture(Templates templates, String layout) throws Exception {
        byte[] volume =
                volume(new PrintEngine(templates), job(layout, "bureau"), List.of(item()));
        Path pdf = Files.write(folder.resolve("item.pdf"), volume);
        Path pgm = new Tools(folder).pages(pdf, DPI).getFirst();
        Raster page = Raster.read(pgm, DPI);
        int width = page.width() / DOTS_PER_PIXEL;
        int height = page.height() / DOTS_PER_PIXEL;
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int left = x * DOTS_PER_PIXEL;
                int top = y * DOTS_PER_PIXEL;
                picture.getRaster()
                        .setSample(
                                x, y, 0, mean(page::grey, left, top, DOTS_PER_PIXEL));
            }
        }
        return picture;
    }

    private static int mean(IntBinaryOperator grey, int left, int top, int size) {
        int sum = 0;
        for (int y = top; y < top + size; y++) {
            for (int x = left; x < left + size; x++) {
                sum += grey.applyAsInt(x, y);
            }
        }
        return Math.round((float) sum / (size * size));
    }

    private static Item item() {
        return switch (RedemptionCode.parse("0000-0000-0000-0000")) {
            case RedemptionCode.Parsed.Valid valid ->
                    Item.of(SerialNumber.of(100_000, 1), valid.code());
            case RedemptionCode.Parsed.Mistyped mistyped ->
                    throw new AssertionError(mistyped.reason());
        };
    }

    /** The tiles that differ by more than another rendering explains, with their grey levels. */
    private static List<String> differences(BufferedImage now, BufferedImage before) {
        if (now.getWidth() != before.getWidth() || now.getHeight() != before.getHeight()) {
            return List.of(
                    "%d × %d dots instead of %d × %d"
                            .formatted(
                                    now.getWidth(),
                                    now.getHeight(),
                                    before.getWidth(),
                                    before.getHeight()));
        }
        List<String> differences = new ArrayList<>();
        for (int y = 0; y + TILE <= now.getHeight(); y++) {
            for (int x = 0; x + TILE <= now.getWidth(); x++) {
                int is = grey(now, x, y);
                int was = grey(before, x, y);
                if (Math.abs(is - was) > ALLOWED_PER_TILE) {
                    differences.add(
                            "%.0f, %.0f mm: %d instead of %d"
                                    .formatted(
                                            x * MM_PER_PIXEL,
                                            y * MM_PER_PIXEL,
                                            is,
                                            was));
                }
            }
        }
        return differences;
    }

    private static int grey(BufferedImage picture, int left, int top) {
        return mean((x, y) -> picture.getRaster().getSample(x, y, 0), left, top, TILE);
    }

    private static BufferedImage stored(String layout) throws IOException, URISyntaxException {
        return ImageIO.read(pictures().resolve(layout + ".png").toFile());
    }

    private static Path pictures() throws URISyntaxException {
        return Path.of(
                Objects.requireNonNull(LayoutPicturesIT.class.getResource("/layouts")).toURI());
    }
}
