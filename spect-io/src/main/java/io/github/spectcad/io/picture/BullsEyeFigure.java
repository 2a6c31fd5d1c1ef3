package io.github.spectcad.io.picture;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.io.PngFile;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A figure of bull's-eyes in rows, with a heading, and below the colours of the vessels on the rim and the notice that it
 * is for research use only. Immutable; each {@code with} method returns a new figure.
 */
public final class BullsEyeFigure {
    private static final int HEAD = 48;
    private static final int FOOT = 54;

    private final String title;
    private final int columns;
    private final List<BullsEye> panels;

    private BullsEyeFigure(String title, int columns, List<BullsEye> panels) {
        this.title = title;
        this.columns = columns;
        this.panels = List.copyOf(panels);
    }

    /**
     * A figure with no bull's-eye yet, all side by side.
     *
     * @param title the heading, for example patient and vessel; one that is too long for the picture is cut off
     * @return the figure
     */
    public static BullsEyeFigure titled(String title) {
        return new BullsEyeFigure(Objects.requireNonNull(title, "title"), Integer.MAX_VALUE, List.of());
    }

    /**
     * The same figure in rows of at most so many bull's-eyes.
     *
     * @param most at least 1
     * @return the figure
     * @throws IllegalArgumentException if the number is less than 1
     */
    public BullsEyeFigure withColumns(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a figure has " + most + " columns: must be at least 1");
        }
        return new BullsEyeFigure(title, most, panels);
    }

    /**
     * The same figure with one more bull's-eye, at the right or in a new row.
     *
     * @param panel the bull's-eye
     * @return the figure
     */
    public BullsEyeFigure with(BullsEye panel) {
        List<BullsEye> more = new ArrayList<>(panels);
        more.add(Objects.requireNonNull(panel, "panel"));
        return new BullsEyeFigure(title, columns, more);
    }

    /** {@return the heading} */
    public String title() {
        return title;
    }

    /** {@return the most bull's-eyes of a row} */
    public int columns() {
        return columns;
    }

    /** {@return the bull's-eyes, row by row from the left} */
    public List<BullsEye> panels() {
        return panels;
    }

    /**
     * Draws the figure.
     *
     * @return an opaque RGB picture
     * @throws IllegalStateException if the figure has no bull's-eye
     */
    public BufferedImage draw() {
        if (panels.isEmpty()) {
            throw new IllegalStateException("the figure has no bull's-eye: add one");
        }
        int across = Math.min(columns, panels.size());
        int down = (panels.size() + across - 1) / across;
        BufferedImage image = Drawing.white(across * PanelDrawing.WIDTH, HEAD + down * PanelDrawing.HEIGHT + FOOT);
        Graphics2D graphics = Drawing.on(image);
        try {
            Drawing.heading(graphics, title, image.getWidth() / 2.0, 32, 19, image.getWidth() - 24);
            for (int i = 0; i < panels.size(); i++) {
                panels.get(i).draw(graphics, i % across * PanelDrawing.WIDTH, HEAD + i / across * PanelDrawing.HEIGHT);
            }
            drawLegend(graphics, image.getWidth(), image.getHeight());
        } finally {
            graphics.dispose();
        }
        return image;
    }

    /**
     * Draws the figure into a PNG file, or replaces it: whole or not at all.
     *
     * @param file the file; its folder is made where it is missing
     * @throws IOException if it cannot be written
     */
    public void writePng(Path file) throws IOException {
        PngFile.write(file, draw());
    }

    private static void drawLegend(Graphics2D graphics, int width, int height) {
        double x = width / 2.0 - 110;
        double y = height - 38;
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            graphics.setColor(SegmentLines.VesselColours.of(vessel));
            graphics.fillRect((int) x, (int) y - 10, 22, 9);
            Drawing.text(graphics, vessel.name(), x + 44, y, Font.PLAIN, 13, Drawing.INK);
            x += 80;
        }
        Drawing.text(
                graphics, Prediction.RESEARCH_USE_ONLY, width / 2.0, height - 13.0, Font.BOLD, 13, Drawing.PALE_INK);
    }
}
