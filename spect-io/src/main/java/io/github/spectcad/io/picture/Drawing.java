package io.github.spectcad.io.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** White pictures, text and mixed colours. */
final class Drawing {
    static final Color INK = new Color(30, 30, 30);
    static final Color PALE_INK = new Color(90, 90, 90);
    private static final int SMALLEST = 11;

    private Drawing() {}

    static BufferedImage white(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return image;
    }

    static Graphics2D on(BufferedImage image) {
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return graphics;
    }

    static int mixed(int below, int above, double share) {
        return channel(below >> 16, above >> 16, share) << 16
                | channel(below >> 8, above >> 8, share) << 8
                | channel(below, above, share);
    }

    private static int channel(int below, int above, double share) {
        return (int) Math.round((below & 0xFF) * (1 - share) + (above & 0xFF) * share);
    }

    /** Text centred on a point, as drawn by the font. */
    static void text(
            Graphics2D graphics, String text, double centreX, double baseline, int style, int size, Color colour) {
        graphics.setFont(new Font(Font.SANS_SERIF, style, size));
        graphics.setColor(colour);
        graphics.drawString(
                text, (float) (centreX - graphics.getFontMetrics().stringWidth(text) / 2.0), (float) baseline);
    }

    /** Bold text that stays within a width: smaller where it is too long, cut off where it still is. */
    static void heading(Graphics2D graphics, String text, double centreX, double baseline, int size, int width) {
        int fitting = size;
        while (fitting > SMALLEST && metrics(graphics, fitting).stringWidth(text) > width) {
            fitting--;
        }
        String shown = text;
        FontMetrics metrics = metrics(graphics, fitting);
        while (metrics.stringWidth(shown) > width && shown.length() > 2) {
            int end = shown.offsetByCodePoints(shown.length(), shown.endsWith("…") ? -2 : -1);
            shown = shown.substring(0, end) + "…";
        }
        text(graphics, shown, centreX, baseline, Font.BOLD, fitting, INK);
    }

    private static FontMetrics metrics(Graphics2D graphics, int size) {
        return graphics.getFontMetrics(new Font(Font.SANS_SERIF, Font.BOLD, size));
    }

    /** Text that runs upwards, centred on a point. */
    static void sideways(Graphics2D graphics, String text, double x, double centreY) {
        Graphics2D turned = (Graphics2D) graphics.create();
        try {
            turned.rotate(-Math.PI / 2, x, centreY);
            text(turned, text, x, centreY, Font.PLAIN, 13, PALE_INK);
        } finally {
            turned.dispose();
        }
    }
}
