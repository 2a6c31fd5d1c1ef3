package io.github.spectcad.io.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Where the parts of a bull's-eye stand: title, disc with segments and directions, scale. */
final class PanelDrawing {
    private static final int DIAMETER = 420;
    private static final int SIDE_MARGIN = 44;
    private static final int SCALE_SPACE = 92;
    private static final int DISC_TOP = 56;
    private static final int SCALE_WIDTH = 16;
    private static final int SCALE_HEIGHT = 240;

    static final int WIDTH = SIDE_MARGIN + DIAMETER + SIDE_MARGIN + SCALE_SPACE;
    static final int HEIGHT = DISC_TOP + DIAMETER + 40;

    private PanelDrawing() {}

    static void draw(Graphics2D graphics, BullsEye panel, int left, int top) {
        int x = left + SIDE_MARGIN;
        int y = top + DISC_TOP;
        double centreX = x + DIAMETER / 2.0;
        double centreY = y + DIAMETER / 2.0;
        Drawing.heading(graphics, panel.title(), centreX, top + 18, 16, DIAMETER + SIDE_MARGIN);
        graphics.drawImage(disc(panel.disc()), x, y, null);
        new SegmentLines(panel.territories(), centreX, centreY, DIAMETER / 2.0).draw(graphics, panel::label);
        direction(graphics, "anterior", centreX, y - 14);
        direction(graphics, "inferior", centreX, y + DIAMETER + 24);
        Drawing.sideways(graphics, "septal", left + 26.0, centreY);
        Drawing.sideways(graphics, "lateral", x + DIAMETER + 24.0, centreY);
        scale(graphics, panel.disc(), x + DIAMETER + SIDE_MARGIN, (int) centreY);
    }

    private static void direction(Graphics2D graphics, String name, double x, double baseline) {
        Drawing.text(graphics, name, x, baseline, Font.PLAIN, 13, Drawing.PALE_INK);
    }

    /** The disc on a transparent square, its rim smoothed. */
    private static BufferedImage disc(BullsEye.Disc disc) {
        BufferedImage image = new BufferedImage(DIAMETER, DIAMETER, BufferedImage.TYPE_INT_ARGB);
        double radius = DIAMETER / 2.0;
        for (int row = 0; row < DIAMETER; row++) {
            for (int column = 0; column < DIAMETER; column++) {
                double x = (column + 0.5 - radius) / radius;
                double y = (row + 0.5 - radius) / radius;
                double coverage = Math.min(1, radius - radius * Math.hypot(x, y) + 0.5);
                if (coverage > 0) {
                    image.setRGB(column, row, disc.colour(x, y) | (int) Math.round(255 * coverage) << 24);
                }
            }
        }
        return image;
    }

    private static void scale(Graphics2D graphics, BullsEye.Disc disc, int left, int centreY) {
        int top = centreY - SCALE_HEIGHT / 2;
        for (int i = 0; i < SCALE_HEIGHT; i++) {
            graphics.setColor(new Color(disc.scaleColour(1 - i / (SCALE_HEIGHT - 1.0))));
            graphics.fillRect(left, top + i, SCALE_WIDTH, 1);
        }
        graphics.setColor(Drawing.PALE_INK);
        graphics.setStroke(new BasicStroke(1));
        graphics.drawRect(left, top, SCALE_WIDTH, SCALE_HEIGHT);
        List<String> labels = disc.scaleLabels();
        for (int i = 0; i < labels.size(); i++) {
            double y = top + SCALE_HEIGHT * (1 - i / (labels.size() - 1.0));
            graphics.setColor(Drawing.PALE_INK);
            graphics.drawLine(left + SCALE_WIDTH, (int) y, left + SCALE_WIDTH + 4, (int) y);
            Drawing.text(graphics, labels.get(i), left + SCALE_WIDTH + 20.0, y + 4.5, Font.PLAIN, 13, Drawing.INK);
        }
        Drawing.sideways(graphics, disc.scaleTitle(), left + SCALE_WIDTH + 50.0, centreY);
    }
}
