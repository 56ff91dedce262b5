package io.counterfoil.printing.layout;

import java.util.List;
import java.util.Optional;

/** Puts items on pages of a sheet. Safe for many threads. */
final class Pages {
    private static final int BYTES_PER_ITEM = 1_024;

    private final PageFormat format;
    private final double[] x;
    private final double[] y;
    private final List<Stamp> stamps;

    Pages(Layout layout, Sheet sheet, int dpi, List<Stamp> stamps) {
        this.stamps = stamps;
        this.format =
                new PageFormat(
                        Points.of(sheet.pageWidth(layout)),
                        Points.of(sheet.pageHeight(layout)),
                        Points.of(sheet.slugMm()),
                        Points.of(sheet.bleedMm()));
        Outline label = sheet.label(layout);
        double dx = (label.width() - layout.trim().width()) / 2;
        double dy = (label.height() - layout.trim().height()) / 2;
        x = new double[sheet.perPage()];
        y = new double[sheet.perPage()];
        for (int index = 0; index < x.length; index++) {
            // On whole dots from the page's upper left corner, where rasterisers start to count.
            x[index] = Points.snapped(sheet.labelX(index) + dx, dpi);
            y[index] = format.height() - Points.snapped(sheet.labelY(index) + dy, dpi);
        }
    }

    PageFormat format() {
        return format;
    }

    int perPage() {
        return x.length;
    }

    /** Left edge of the trim of the item at this index of a page, in points from the left. */
    double x(int index) {
        return x[index];
    }

    /** Upper edge of its trim, in points from the upper edge of the page. */
    double y(int index) {
        return format.height() - y[index];
    }

    /** Why an item can't be shown; empty when it can. */
    Optional<String> refusal(Stamp.ItemText item) {
        return stamps.stream().flatMap(stamp -> stamp.refusal(item).stream()).findFirst();
    }

    /** The deflated content of a page with these items, at most {@link #perPage()}. */
    byte[] render(List<Stamp.ItemText> items, Deflate deflate) {
        Content content = new Content(BYTES_PER_ITEM * items.size());
        for (int index = 0; index < items.size(); index++) {
            content.raw("q ").translate(x[index], y[index]).raw("/I Do\n");
            for (Stamp stamp : stamps) {
                stamp.put(items.get(index), content);
            }
            content.raw("Q\n");
        }
        return content.deflated(deflate);
    }
}
