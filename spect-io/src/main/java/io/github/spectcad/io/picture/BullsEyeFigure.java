package io.github.spectcad.io.picture;

import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.TerritoryMap;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.io.PngFile;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A figure of bull's-eyes side by side: polar maps, or saliency laid over them, each with its title, the 17 segments and
 * their numbers, the borders of the coronary territories, directions and a colour scale, and below the notice that it is
 * for research use only.
 *
 * <p>Maps are drawn anterior up and septum left, as they are stored, between 0 and their own maximum. Saliency is drawn
 * over the inverted grey map with opacity 0.6, fading below 0.2 so that the map stays visible where there is none.
 *
 * <p>Immutable; each {@code with} method returns a new figure.
 */
public final class BullsEyeFigure {
    private static final int DIAMETER = 420;
    private static final int SIDE_MARGIN = 44;
    private static final int SCALE_SPACE = 92;
    private static final int PANEL_WIDTH = SIDE_MARGIN + DIAMETER + SIDE_MARGIN + SCALE_SPACE;
    private static final int DISC_TOP = 104;
    private static final int HEIGHT = DISC_TOP + DIAMETER + 92;
    private static final Color INK = new Color(30, 30, 30);
    private static final Color PALE_INK = new Color(105, 105, 105);

    private final String title;
    private final TerritoryMap territories;
    private final List<Panel> panels;

    private BullsEyeFigure(String title, TerritoryMap territories, List<Panel> panels) {
        this.title = title;
        this.territories = territories;
        this.panels = List.copyOf(panels);
    }

    /**
     * A figure with no panels yet.
     *
     * @param title the heading, for example patient and vessel
     * @return the figure
     */
    public static BullsEyeFigure titled(String title) {
        return new BullsEyeFigure(Objects.requireNonNull(title, "title"), TerritoryMap.standard(), List.of());
    }

    /**
     * The same figure with the territories of a patient whose coronary dominance differs.
     *
     * @param map which vessel supplies which segment
     * @return the figure
     */
    public BullsEyeFigure withTerritories(TerritoryMap map) {
        return new BullsEyeFigure(title, Objects.requireNonNull(map, "map"), panels);
    }

    /**
     * The same figure with one more panel at the right: a map.
     *
     * @param map the map; its state is the panel's title
     * @param colours the colours of its values
     * @return the figure
     */
    public BullsEyeFigure withMap(PolarMap map, ColourMap colours) {
        return with(Panel.ofMap(map, Objects.requireNonNull(colours, "colours")));
    }

    /**
     * The same figure with one more panel at the right: saliency over its map.
     *
     * @param map the map; its state is the panel's title
     * @param saliency {@code pixels * pixels} values in [0, 1], row-major as in the map; values outside the disc are not
     *     drawn
     * @param colours the colours of the saliency
     * @return the figure
     * @throws IllegalArgumentException if the length is wrong or a value is NaN or outside [0, 1]
     */
    public BullsEyeFigure withSaliency(PolarMap map, double[] saliency, ColourMap colours) {
        return with(Panel.ofSaliency(map, saliency, Objects.requireNonNull(colours, "colours")));
    }

    private BullsEyeFigure with(Panel panel) {
        List<Panel> more = new ArrayList<>(panels);
        more.add(panel);
        return new BullsEyeFigure(title, territories, more);
    }

    /**
     * Draws the figure.
     *
     * @return an opaque RGB picture
     * @throws IllegalStateException if the figure has no panel
     */
    public BufferedImage draw() {
        if (panels.isEmpty()) {
            throw new IllegalStateException("the figure has no panel: add a map or saliency");
        }
        BufferedImage image = new BufferedImage(panels.size() * PANEL_WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            text(graphics, title, image.getWidth() / 2.0, 32, Font.BOLD, 19, INK);
            for (int i = 0; i < panels.size(); i++) {
                drawPanel(graphics, panels.get(i), i * PANEL_WIDTH);
            }
            drawLegend(graphics, image.getWidth());
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

    private void drawPanel(Graphics2D graphics, Panel panel, int left) {
        int x = left + SIDE_MARGIN;
        double centreX = x + DIAMETER / 2.0;
        double centreY = DISC_TOP + DIAMETER / 2.0;
        text(graphics, panel.title(), centreX, 66, Font.BOLD, 16, INK);
        graphics.drawImage(panel.disc(DIAMETER), x, DISC_TOP, null);
        new SegmentLines(territories, centreX, centreY, DIAMETER / 2.0).draw(graphics);
        text(graphics, "anterior", centreX, DISC_TOP - 14, Font.PLAIN, 13, PALE_INK);
        text(graphics, "inferior", centreX, DISC_TOP + DIAMETER + 24, Font.PLAIN, 13, PALE_INK);
        sideways(graphics, "septal", left + 26.0, centreY);
        sideways(graphics, "lateral", x + DIAMETER + 24.0, centreY);
        drawScale(graphics, panel, x + DIAMETER + SIDE_MARGIN, (int) centreY);
    }

    private static void drawScale(Graphics2D graphics, Panel panel, int left, int centreY) {
        int width = 16;
        int height = 240;
        int top = centreY - height / 2;
        for (int i = 0; i < height; i++) {
            graphics.setColor(new Color(panel.scaleColour(1 - i / (height - 1.0))));
            graphics.fillRect(left, top + i, width, 1);
        }
        graphics.setColor(PALE_INK);
        graphics.setStroke(new BasicStroke(1));
        graphics.drawRect(left, top, width, height);
        for (int tenth : new int[] {0, 5, 10}) {
            double y = top + height * (1 - tenth / 10.0);
            graphics.drawLine(left + width, (int) y, left + width + 4, (int) y);
            text(
                    graphics,
                    tenth == 5 ? "0.5" : Integer.toString(tenth / 10),
                    left + width + 18.0,
                    y + 4.5,
                    Font.PLAIN,
                    13,
                    INK);
        }
        sideways(graphics, panel.scaleTitle(), left + width + 46.0, centreY);
    }

    private static void drawLegend(Graphics2D graphics, int width) {
        double x = width / 2.0 - 110;
        double y = HEIGHT - 38;
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            graphics.setColor(SegmentLines.VesselColours.of(vessel));
            graphics.fillRect((int) x, (int) y - 10, 22, 9);
            text(graphics, vessel.name(), x + 44, y, Font.PLAIN, 13, INK);
            x += 80;
        }
        text(graphics, Prediction.RESEARCH_USE_ONLY, width / 2.0, HEIGHT - 13.0, Font.BOLD, 13, PALE_INK);
    }

    private static void text(
            Graphics2D graphics, String text, double centreX, double baseline, int style, int size, Color colour) {
        graphics.setFont(new Font(Font.SANS_SERIF, style, size));
        graphics.setColor(colour);
        graphics.drawString(
                text, (float) (centreX - graphics.getFontMetrics().stringWidth(text) / 2.0), (float) baseline);
    }

    /** Text that runs upwards, centred on a point. */
    private static void sideways(Graphics2D graphics, String text, double x, double centreY) {
        Graphics2D turned = (Graphics2D) graphics.create();
        try {
            turned.rotate(-Math.PI / 2, x, centreY);
            text(turned, text, x, centreY, Font.PLAIN, 13, PALE_INK);
        } finally {
            turned.dispose();
        }
    }
}
