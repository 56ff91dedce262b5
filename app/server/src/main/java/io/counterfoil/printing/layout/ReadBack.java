package io.counterfoil.printing.layout;

import io.counterfoil.codes.RedemptionCode;
import io.counterfoil.platform.Text;
import io.counterfoil.printing.artwork.TemplateException;
import io.counterfoil.printing.artwork.TimedRenderer;
import io.counterfoil.printing.pdf.PageFormat;
import io.counterfoil.printing.pdf.Points;
import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripperByArea;

/**
 * Reads printed items back as a shop and a customer would: the symbols from the picture of their
 * page, serial and code from its text, each in the item's own place. It shares nothing with the
 * writer but the layout's promises. One page is in memory at a time.
 */
public final class ReadBack {
    /** Finer pictures read no better, and a page of A4 has 35 MB at 600 dpi. */
    private static final int FINEST_DPI = 600;

    /** One byte each; a square metre has them at 196 dpi. */
    private static final double MOST_PIXELS = 60_000_000;

    /** Two hundred pages take a minute; only a busy server, or artwork without bounds, needs more. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private static final Pattern SERIAL = Pattern.compile("(?<![0-9])[0-9]{14}(?![0-9])");
    private static final Pattern CODE =
            Pattern.compile("(?<![0-9A-Z])[0-9A-Z]{4}(-[0-9A-Z]{4}){3}(?![0-9A-Z])");

    private final Promises promises;
    private final List<Label> labels;
    private final int dpi;

    private ReadBack(Volume volume, int side, int items) {
        this.promises = volume.sides().get(side).promises();
        this.labels = volume.labels(side, items);
        this.dpi = dpi(volume.format(), promises.job().dpi());
    }

    /** As fine as the printer, as long as the picture of a page can be kept in memory. */
    static int dpi(PageFormat page, int printer) {
        double inches = page.width() / 72 * (page.height() / 72);
        int most = (int) Math.sqrt(MOST_PIXELS / inches);
        return Math.min(Math.min(printer, FINEST_DPI), most);
    }

    /**
     * What is wrong with a volume of these items, as a sentence without any code; empty when every
     * symbol and text reads as it should.
     *
     * @param pdf what {@code volume} wrote for exactly these items
     * @param items what should be on it, in order
     * @throws ReadBackLateException if it takes more than a quarter of an hour
     */
    public static Optional<String> fault(Volume volume, byte[] pdf, List<Item> items)
            throws IOException {
        SortedMap<Integer, Item> all = new TreeMap<>();
        items.forEach(item -> all.put(all.size(), item));
        return fault(volume, pdf, items.size(), all);
    }

    /**
     * The same for some of the items.
     *
     * @param count how many items are on it
     * @param sample those that are read back, by their places among all, from 0 on
     * @throws ReadBackLateException if it takes more than a quarter of an hour
     */
    public static Optional<String> fault(
            Volume volume, byte[] pdf, int count, SortedMap<Integer, Item> sample)
            throws IOException {
        return fault(volume, pdf, count, sample, LONGEST);
    }

    /** The same in another time. */
    static Optional<String> fault(
            Volume volume, byte[] pdf, int count, SortedMap<Integer, Item> sample, Duration most)
            throws IOException {
        List<ReadBack> readers =
                IntStream.range(0, volume.sides().size())
                        .mapToObj(side -> new ReadBack(volume, side, count))
                        .toList();
        int pages = volume.pages(count);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            if (document.getNumberOfPages() != pages) {
                return Optional.of(
                        Text.of(
                                        "It has {pages} pages instead of {wanted}.",
                                        "pages",
                                        String.valueOf(document.getNumberOfPages()),
                                        "wanted",
                                        String.valueOf(pages))
                                .toString());
            }
            TimedRenderer renderer = new TimedRenderer(document, Text.of("The sample"), most);
            for (int page = 0; page < pages; page++) {
                ReadBack reader = readers.get(page % readers.size());
                Optional<String> fault = reader.fault(document, renderer, page, sample);
                if (fault.isPresent()) {
                    return fault;
                }
            }
            return Optional.empty();
        } catch (TemplateException e) {
            throw new ReadBackLateException(most, e);
        }
    }

    private Optional<String> fault(
            PDDocument document, TimedRenderer renderer, int page, SortedMap<Integer, Item> sample)
            throws IOException {
        List<Integer> here =
                sample.keySet().stream()
                        .filter(index -> labels.get(index).page() == page)
                        .toList();
        if (here.isEmpty()) {
            return Optional.empty();
        }
        PDFTextStripperByArea text = new PDFTextStripperByArea();
        for (int index : here) {
            Label label = labels.get(index);
            text.addRegion(
                    Integer.toString(index),
                    new Rectangle2D.Double(
                            label.x(),
                            label.y(),
                            Points.of(promises.layout().trim().width()),
                            Points.of(promises.layout().trim().height())));
        }
        text.extractRegions(document.getPage(page));
        List<Rectangle> places =
                here.stream()
                        .flatMap(
                                index ->
                                        promises
                                                .symbols(Objects.requireNonNull(sample.get(index)))
                                                .stream()
                                                .map(symbol -> place(symbol, labels.get(index))))
                        .toList();
        SymbolReader symbols = new SymbolReader(renderer.grey(page, dpi, places));
        for (int index : here) {
            Item item = Objects.requireNonNull(sample.get(index));
            Optional<String> fault =
                    textFault(item, text.getTextForRegion(Integer.toString(index)))
                            .or(() -> symbolFault(item, labels.get(index), symbols));
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private Optional<String> textFault(Item item, String text) {
        String serial = item.serial().toString();
        if (promises.showsSerial() && !isOnly(SERIAL, text, serial)) {
            return Optional.of(
                    Text.of(
                                    "The item {serial} does not show its serial number in its"
                                            + " place.",
                                    "serial",
                                    serial)
                            .toString());
        }
        if (promises.showsCode()) {
            String code = item.code().map(RedemptionCode::reveal).orElse("");
            if (!isOnly(CODE, text, code)) {
                return Optional.of(
                        Text.of(
                                        "The item {serial} does not show its own redemption code"
                                                + " in its place.",
                                        "serial",
                                        serial)
                                .toString());
            }
        }
        return Optional.empty();
    }

    /** Whether a text of this form stands there, and no other one of the form. */
    private static boolean isOnly(Pattern form, String text, String wanted) {
        List<String> found = form.matcher(text).results().map(MatchResult::group).toList();
        return !found.isEmpty() && found.stream().allMatch(wanted::equals);
    }

    private Optional<String> symbolFault(Item item, Label label, SymbolReader reader) {
        for (Promises.Expected symbol : promises.symbols(item)) {
            Rectangle place = place(symbol, label);
            Optional<String> read =
                    reader.read(
                            symbol.symbology(),
                            place.x,
                            place.y,
                            place.x + place.width,
                            place.y + place.height);
            if (read.isEmpty()) {
                return Optional.of(
                        symbolFault("The {symbol} of the item {serial} can't be read.", symbol, item));
            }
            if (!read.get().equals(symbol.content())) {
                return Optional.of(
                        symbolFault(
                                "The {symbol} of the item {serial} says something else than it"
                                        + " should.",
                                symbol,
                                item));
            }
        }
        return Optional.empty();
    }

    /** In the picture of its page, light border included. */
    private Rectangle place(Promises.Expected symbol, Label label) {
        double x = label.x() + Points.of(symbol.box().x());
        double y = label.y() + Points.of(symbol.box().y());
        int left = (int) Math.floor(dots(x));
        int top = (int) Math.floor(dots(y));
        int right = (int) Math.ceil(dots(x + Points.of(symbol.box().width())));
        int bottom = (int) Math.ceil(dots(y + Points.of(symbol.box().height())));
        return new Rectangle(left, top, right - left, bottom - top);
    }

    private static String symbolFault(String pattern, Promises.Expected symbol, Item item) {
        return Text.of(
                        pattern,
                        "symbol",
                        symbol.symbology().title(),
                        "serial",
                        item.serial().toString())
                .toString();
    }

    private double dots(double points) {
        return points * dpi / 72;
    }
}
