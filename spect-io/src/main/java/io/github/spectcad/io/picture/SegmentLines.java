package io.github.spectcad.io.picture;

import io.github.spectcad.core.AhaGeometry;
import io.github.spectcad.core.AhaSegment;
import io.github.spectcad.core.TerritoryMap;
import io.github.spectcad.core.VesselTerritory;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The borders and labels of the 17 segments, with stronger borders between the territories of different vessels. */
final class SegmentLines {
    private static final AhaGeometry GEOMETRY = AhaGeometry.STANDARD;
    private static final double[] RINGS = {0, GEOMETRY.apexRadius(), GEOMETRY.apicalRadius(), GEOMETRY.midRadius(), 1};
    /** Every border of a sector lies at a multiple of this angle. */
    private static final int STEP_DEGREES = 15;

    private static final double NEARBY = 1e-6;
    private static final float RIM_WIDTH = 7;
    private static final double LINE_HEIGHT = 16;

    private final TerritoryMap territories;
    private final double centreX;
    private final double centreY;
    private final double radius;

    SegmentLines(TerritoryMap territories, double centreX, double centreY, double radius) {
        this.territories = territories;
        this.centreX = centreX;
        this.centreY = centreY;
        this.radius = radius;
    }

    void draw(Graphics2D graphics, Function<AhaSegment, List<String>> labels) {
        List<Shape> segmentBorders = new ArrayList<>();
        List<Shape> territoryBorders = new ArrayList<>();
        for (int ring = 1; ring < RINGS.length; ring++) {
            double inner = RINGS[ring - 1];
            double middle = (inner + RINGS[ring]) / 2;
            for (int angle = 0; angle < 360; angle += STEP_DEGREES) {
                sort(
                        new Line2D.Double(
                                x(inner, angle), y(inner, angle), x(RINGS[ring], angle), y(RINGS[ring], angle)),
                        GEOMETRY.segmentAt(middle, angle - NEARBY),
                        GEOMETRY.segmentAt(middle, angle + NEARBY),
                        segmentBorders,
                        territoryBorders);
                if (inner > 0) {
                    double between = angle + STEP_DEGREES / 2.0;
                    sort(
                            arc(inner * radius, angle),
                            GEOMETRY.segmentAt(inner - NEARBY, between),
                            GEOMETRY.segmentAt(inner + NEARBY, between),
                            segmentBorders,
                            territoryBorders);
                }
            }
        }
        stroke(graphics, segmentBorders, 2.6f, 1f);
        stroke(graphics, territoryBorders, 5f, 2.6f);
        drawRim(graphics);
        AhaSegment.ORDER.forEach(segment -> drawLabel(graphics, segment, labels.apply(segment)));
    }

    private void sort(Shape border, AhaSegment one, AhaSegment other, List<Shape> segments, List<Shape> territory) {
        if (one != other) {
            (territories.vesselOf(one) == territories.vesselOf(other) ? segments : territory).add(border);
        }
    }

    /** Dark lines in a light halo are seen on every map. */
    private static void stroke(Graphics2D graphics, List<Shape> borders, float haloWidth, float width) {
        graphics.setColor(new Color(255, 255, 255, 170));
        graphics.setStroke(new BasicStroke(haloWidth, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
        borders.forEach(graphics::draw);
        graphics.setColor(new Color(25, 25, 25));
        graphics.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        borders.forEach(graphics::draw);
    }

    /** The rim shows which vessel supplies the basal segments. */
    private void drawRim(Graphics2D graphics) {
        graphics.setStroke(new BasicStroke(RIM_WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
        for (int angle = 0; angle < 360; angle += STEP_DEGREES) {
            AhaSegment segment = GEOMETRY.segmentAt(1, angle + STEP_DEGREES / 2.0);
            graphics.setColor(VesselColours.of(territories.vesselOf(segment)));
            Arc2D piece = arc(radius + RIM_WIDTH / 2, angle);
            // a little more than the piece, against seams
            piece.setAngleExtent(STEP_DEGREES + 0.2);
            graphics.draw(piece);
        }
    }

    /** Up to two lines, the second one smaller. */
    private void drawLabel(Graphics2D graphics, AhaSegment segment, List<String> lines) {
        double middle = segment.ring().sectorDegrees() / 2.0 + segment.startDegrees();
        int ring = RINGS.length - 1 - segment.ring().ordinal();
        double at = segment == AhaSegment.APEX ? 0 : (RINGS[ring - 1] + RINGS[ring]) / 2;
        double rise = (lines.size() - 1) * LINE_HEIGHT / 2;
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isEmpty()) {
                drawLine(
                        graphics,
                        lines.get(i),
                        i == 0 ? 15 : 12,
                        x(at, middle),
                        y(at, middle) - rise + i * LINE_HEIGHT);
            }
        }
    }

    private static void drawLine(Graphics2D graphics, String line, int size, double centreX, double centreY) {
        TextLayout text =
                new TextLayout(line, new Font(Font.SANS_SERIF, Font.BOLD, size), graphics.getFontRenderContext());
        double width = text.getBounds().getWidth();
        double height = text.getBounds().getHeight();
        Shape outline = text.getOutline(AffineTransform.getTranslateInstance(
                centreX - width / 2 - text.getBounds().getX(),
                centreY - height / 2 - text.getBounds().getY()));
        graphics.setStroke(new BasicStroke(3.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.setColor(new Color(255, 255, 255, 215));
        graphics.draw(outline);
        graphics.setColor(new Color(20, 20, 20));
        graphics.fill(outline);
    }

    private Arc2D arc(double r, int angle) {
        return new Arc2D.Double(centreX - r, centreY - r, 2 * r, 2 * r, angle, STEP_DEGREES, Arc2D.OPEN);
    }

    private double x(double relativeRadius, double degrees) {
        return centreX + relativeRadius * radius * Math.cos(Math.toRadians(degrees));
    }

    private double y(double relativeRadius, double degrees) {
        return centreY - relativeRadius * radius * Math.sin(Math.toRadians(degrees));
    }

    /** One colour a vessel, told apart also by the colour-blind (Okabe and Ito). */
    static final class VesselColours {
        private VesselColours() {}

        static Color of(VesselTerritory vessel) {
            return switch (vessel) {
                case LAD -> new Color(0xD55E00);
                case RCA -> new Color(0x0072B2);
                case LCX -> new Color(0x009E73);
            };
        }
    }
}
