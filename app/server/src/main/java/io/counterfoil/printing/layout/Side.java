package io.counterfoil.printing.layout;

import io.counterfoil.printing.pdf.Content;
import io.counterfoil.printing.pdf.PageFormat;
import io.counterfoil.printing.pdf.Points;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One side of the sheets: where items lie on it, and what is drawn for each. */
final class Side {
    private final Promises promises;
    private final byte[] form;
    private final List<Stamp> stamps;
    private final double[] x;
    private final double[] y;

    /**
     * A side.
     *
     * @param form name of what all items share, in the resources of the pages
     * @param stamps what differs
     * @param trims of the items, label by label, from the upper left corner of the page
     */
    Side(Promises promises, String form, List<Stamp> stamps, List<Box> trims, PageFormat format) {
        this.promises = promises;
        this.form = ("/" + form + " Do\n").getBytes(StandardCharsets.US_ASCII);
        this.stamps = List.copyOf(stamps);
        int dpi = promises.job().dpi();
        x = new double[trims.size()];
        y = new double[trims.size()];
        for (int label = 0; label < x.length; label++) {
            // On whole dots from the page's upper left corner, where rasterisers start to count.
            x[label] = Points.snapped(trims.get(label).x(), dpi);
            y[label] = format.height() - Points.snapped(trims.get(label).y(), dpi);
        }
    }

    /** What every item should show on this side. */
    Promises promises() {
        return promises;
    }

    List<Stamp> stamps() {
        return stamps;
    }

    /** How many labels there are. */
    int labels() {
        return x.length;
    }

    /** Left edge of the item on a label, in points from the left edge of the page. */
    double x(int label) {
        return x[label];
    }

    /** Upper edge of the item on a label, in points from the lower edge of the page. */
    double y(int label) {
        return y[label];
    }

    /** Moves the origin to the upper left corner of the item on a label. */
    void moveTo(int label, Content content) {
        content.translate(x[label], y[label]);
    }

    /** Draws an item at the origin. */
    void put(Stamp.ItemText item, Content content) {
        content.raw(form);
        for (Stamp stamp : stamps) {
            stamp.put(item, content);
        }
    }
}
