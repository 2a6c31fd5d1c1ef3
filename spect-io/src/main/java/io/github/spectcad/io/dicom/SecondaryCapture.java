package io.github.spectcad.io.dicom;

import io.github.spectcad.core.Prediction;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Secondary captures (PS3.3 A.8.1): a picture in RGB with the research-use notice burned in. */
final class SecondaryCapture {
    private static final String SOP_CLASS = "1.2.840.10008.5.1.4.1.1.7";
    private static final int SERIES_NUMBER = 9001;
    private static final int MAXIMUM_SIDE = 8192;

    private SecondaryCapture() {}

    static DicomFile of(DicomResults results, BufferedImage picture, String title) {
        if (picture.getWidth() > MAXIMUM_SIDE || picture.getHeight() > MAXIMUM_SIDE) {
            throw new IllegalArgumentException("the picture is " + picture.getWidth() + " x " + picture.getHeight()
                    + " pixels: at most " + MAXIMUM_SIDE + " x " + MAXIMUM_SIDE);
        }
        BufferedImage noticed = withNotice(picture);
        byte[] pixels = rgb(noticed);
        DicomDataset.Builder object = results.newObject(
                SOP_CLASS, "OT", SERIES_NUMBER, title, results.uid("capture", title, DicomUid.hash(pixels)));
        object.text(DicomTag.CONVERSION_TYPE, "WSD")
                .text(DicomTag.IMAGE_TYPE, "DERIVED", "SECONDARY")
                .text(DicomTag.PATIENT_ORIENTATION, "")
                .text(DicomTag.LATERALITY, "")
                .text(DicomTag.DERIVATION_DESCRIPTION, Prediction.RESEARCH_USE_ONLY)
                .text(DicomTag.BURNED_IN_ANNOTATION, "YES")
                .sequence(
                        DicomTag.SOURCE_IMAGE_SEQUENCE,
                        results.sources().stream().map(DicomResults::reference).toList())
                .unsignedShort(DicomTag.SAMPLES_PER_PIXEL, 3)
                .text(DicomTag.PHOTOMETRIC_INTERPRETATION, "RGB")
                .unsignedShort(DicomTag.PLANAR_CONFIGURATION, 0)
                .unsignedShort(DicomTag.ROWS, noticed.getHeight())
                .unsignedShort(DicomTag.COLUMNS, noticed.getWidth())
                .unsignedShort(DicomTag.BITS_ALLOCATED, 8)
                .unsignedShort(DicomTag.BITS_STORED, 8)
                .unsignedShort(DicomTag.HIGH_BIT, 7)
                .unsignedShort(DicomTag.PIXEL_REPRESENTATION, 0)
                .bytes(DicomTag.PIXEL_DATA, Vr.OB, pixels);
        return DicomFile.of(object.build());
    }

    /** The picture with a strip below it that holds the notice, in letters as large as its width allows. */
    private static BufferedImage withNotice(BufferedImage picture) {
        int width = Math.max(64, picture.getWidth());
        Font font = new Font(Font.SANS_SERIF, Font.BOLD, 100);
        BufferedImage measure = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        double atHundred = measure.createGraphics().getFontMetrics(font).stringWidth(Prediction.RESEARCH_USE_ONLY);
        float size = (float) Math.min(24, 100 * 0.94 * width / atHundred);
        int strip = (int) Math.ceil(2 * size);
        BufferedImage noticed = new BufferedImage(width, picture.getHeight() + strip, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = noticed.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, width, noticed.getHeight());
            graphics.drawImage(picture, 0, 0, null);
            graphics.setColor(Color.BLACK);
            graphics.setFont(font.deriveFont(size));
            int textWidth = graphics.getFontMetrics().stringWidth(Prediction.RESEARCH_USE_ONLY);
            graphics.drawString(
                    Prediction.RESEARCH_USE_ONLY, (width - textWidth) / 2f, picture.getHeight() + 1.35f * size);
        } finally {
            graphics.dispose();
        }
        return noticed;
    }

    private static byte[] rgb(BufferedImage picture) {
        byte[] bytes = new byte[3 * picture.getWidth() * picture.getHeight()];
        int at = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int rgb = picture.getRGB(x, y);
                bytes[at++] = (byte) (rgb >> 16);
                bytes[at++] = (byte) (rgb >> 8);
                bytes[at++] = (byte) rgb;
            }
        }
        return bytes;
    }
}
