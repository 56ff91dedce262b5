package io.counterfoil.printing.layout;

import io.counterfoil.printing.pdf.Content;
import io.counterfoil.printing.pdf.Deflate;
import io.counterfoil.printing.pdf.PageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Draws the pages of sheets: one for each side. Safe for many threads. */
final class Pages {
    /** Room for a QR code and a line or two. */
    private static final int BYTES_PER_ITEM = 5_000;

    private final PageFormat format;
    private final List<Side> sides;
    private final Optional<SlipFace> slips;

    /**
     * Pages of sheets.
     *
     * @param sides the front, and the back if there is one
     * @param slips draws header and trailer on fronts; empty if there are none
     */
    Pages(PageFormat format, List<Side> sides, Optional<SlipFace> slips) {
        this.format = format;
        this.sides = List.copyOf(sides);
        this.slips = slips;
    }

    PageFormat format() {
        return format;
    }

    /** How many labels a page has. */
    int perPage() {
        return sides.getFirst().labels();
    }

    /** The front, and the back if there is one. */
    List<Side> sides() {
        return sides;
    }

    /** Whether a volume has a header and a trailer. */
    boolean haveSlips() {
        return slips.isPresent();
    }

    /** Where a label's item is on a page that shows a side. */
    Label label(int side, int page, int label) {
        Side shown = sides.get(side);
        return new Label(page, shown.x(label), format.height() - shown.y(label));
    }

    /** Why an item can't be shown; empty when it can. */
    Optional<String> refusal(Stamp.ItemText item) {
        return sides.stream()
                .flatMap(side -> side.stamps().stream())
                .flatMap(stamp -> stamp.refusal(item).stream())
                .findFirst();
    }

    /** The deflated contents of a sheet's pages. */
    List<byte[]> render(List<Imposition.Placed<Piece>> sheet, Deflate deflate) {
        List<byte[]> contents = new ArrayList<>(sides.size());
        for (Side side : sides) {
            Content content = new Content(BYTES_PER_ITEM * sheet.size());
            for (Imposition.Placed<Piece> placed : sheet) {
                side.moveTo(placed.label(), content.raw("q "));
                switch (placed.thing()) {
                    case Stamp.ItemText item -> side.put(item, content);
                    case Piece.Notice notice -> {
                        // The back of a notice stays empty.
                        if (side == sides.getFirst()) {
                            slips.orElseThrow().put(notice, content);
                        }
                    }
                }
                content.raw("Q\n");
            }
            contents.add(content.deflated(deflate));
        }
        return contents;
    }
}
