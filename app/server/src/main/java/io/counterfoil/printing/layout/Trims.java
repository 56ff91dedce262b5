package io.counterfoil.printing.layout;

import io.counterfoil.printing.layout.Placing.Flip;
import java.util.List;
import java.util.stream.IntStream;

/** Where the items of a layout lie on a sheet, as a printer has to print them. */
record Trims(Layout layout, Sheet sheet, Printer printer) {
    /** On the front, label by label, from the upper left corner of the page. */
    List<Box> front() {
        return trims(false, false, printer.front());
    }

    /**
     * On the back, as one sees it after turning the paper: behind the front of the same item.
     *
     * @param flip over which edge it is turned
     */
    List<Box> back(Flip flip) {
        boolean upright = sheet.pageHeight(layout) >= sheet.pageWidth(layout);
        boolean sideways = upright == (flip == Flip.LONG);
        return trims(sideways, !sideways, printer.back());
    }

    private List<Box> trims(boolean mirrorX, boolean mirrorY, Correction correction) {
        return IntStream.range(0, sheet.perPage())
                .mapToObj(label -> trim(label, mirrorX, mirrorY, correction))
                .toList();
    }

    private Box trim(int index, boolean mirrorX, boolean mirrorY, Correction correction) {
        Outline label = sheet.label(layout);
        Outline trim = layout.trim();
        double left = sheet.labelX(index);
        double top = sheet.labelY(index);
        if (mirrorX) {
            left = sheet.pageWidth(layout) - left - label.width();
        }
        if (mirrorY) {
            top = sheet.pageHeight(layout) - top - label.height();
        }
        return new Box(
                left
                        + (label.width() - trim.width()) / 2
                        + correction.shiftX(left + label.width() / 2),
                top
                        + (label.height() - trim.height()) / 2
                        + correction.shiftY(top + label.height() / 2),
                trim.width(),
                trim.height());
    }
}
