package io.counterfoil.printing.artwork;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DDrawControlDefault;
import io.counterfoil.platform.Text;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.PathIterator;

/**
 * Looks at each shape of an SVG right before it is drawn: whether there is still time, and what it
 * costs to fill it with a gradient, which is cut out along it.
 */
final class PatientControl extends PdfBoxGraphics2DDrawControlDefault {
    private static final int MOST_NUMBERS_OF_A_SEGMENT = 6;

    private final String name;
    private final Patience patience;
    private Cuts cuts = Cuts.NONE;

    /**
     * Looks at one file.
     *
     * @param name for messages
     */
    PatientControl(String name, Patience patience) {
        this.name = name;
        this.patience = patience;
    }

    @Override
    public Shape transformShapeBeforeFill(Shape shape, IDrawControlEnv drawing) {
        patience.require();
        if (!(drawing.getPaint() instanceof Color)) {
            cuts = cuts.plus(Cuts.along(numbers(shape)));
            cuts.fault()
                    .ifPresent(
                            fault -> {
                                throw TemplateException.ofArtwork(name, Text.of(fault));
                            });
        }
        return shape;
    }

    @Override
    public Shape transformShapeBeforeDraw(Shape shape, IDrawControlEnv drawing) {
        patience.require();
        return shape;
    }

    private static long numbers(Shape shape) {
        double[] segment = new double[MOST_NUMBERS_OF_A_SEGMENT];
        long numbers = 0;
        for (PathIterator path = shape.getPathIterator(null); !path.isDone(); path.next()) {
            numbers +=
                    switch (path.currentSegment(segment)) {
                        case PathIterator.SEG_MOVETO, PathIterator.SEG_LINETO -> 2;
                        case PathIterator.SEG_QUADTO -> 4;
                        case PathIterator.SEG_CUBICTO -> 6;
                        default -> 0;
                    };
        }
        return numbers;
    }
}
