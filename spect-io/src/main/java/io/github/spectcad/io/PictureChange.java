package io.github.spectcad.io;

import io.github.spectcad.core.Disc;
import java.awt.image.BandedSampleModel;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferFloat;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.io.IOException;

/** Changes grey pictures as reader options ask: colours into uptake, the square around a disc, inversion, turns. */
final class PictureChange {
    private PictureChange() {}

    /** A picture of floating-point values in row-major order, as {@code [row * width + column]}; not copied. */
    static GreyImage ofValues(float[] values, int width) throws IOException {
        SampleModel model = new BandedSampleModel(DataBuffer.TYPE_FLOAT, width, values.length / width, 1);
        return GreyImage.ofFloatingPoint(
                Raster.createWritableRaster(model, new DataBufferFloat(values, values.length), null));
    }

    /** A picture that the application holds. */
    static GreyImage ofImage(BufferedImage image) throws IOException {
        // a copy, since readers of maps take the bytes of a picture for their own
        return GreyImage.of(image.copyData(null), image.getColorModel(), false);
    }

    static float[] values(GreyImage image) {
        float[] values = new float[image.width() * image.height()];
        double[] row = new double[image.width()];
        double[] samples = image.newSamples();
        for (int y = 0; y < image.height(); y++) {
            image.readRow(y, row, samples);
            for (int x = 0; x < row.length; x++) {
                values[y * row.length + x] = (float) row[x];
            }
        }
        return values;
    }

    /** White becomes 0. */
    static GreyImage inverted(GreyImage image) throws IOException {
        float[] values = values(image);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.max(0, image.fullScale() - values[i]);
        }
        return ofValues(values, image.width());
    }

    /** The square around a disc, interpolated bilinearly; pixels keep their size. */
    static GreyImage cut(GreyImage image, Disc disc) throws IOException {
        if (disc.centreX() - disc.radius() < -1
                || disc.centreY() - disc.radius() < -1
                || disc.centreX() + disc.radius() > image.width()
                || disc.centreY() + disc.radius() > image.height()) {
            throw new IOException("the picture has " + image.width() + " x " + image.height()
                    + " pixels and does not hold the whole disc of centre (" + disc.centreX() + ", " + disc.centreY()
                    + ") and radius " + disc.radius());
        }
        float[] values = values(image);
        int side = (int) Math.max(1, Math.round(2 * disc.radius()));
        double centre = (side - 1) / 2.0;
        double scale = disc.radius() / (side / 2.0);
        float[] square = new float[side * side];
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                square[row * side + column] = interpolated(
                        values,
                        image.width(),
                        image.height(),
                        disc.centreX() + (column - centre) * scale,
                        disc.centreY() + (row - centre) * scale);
            }
        }
        return ofValues(square, side);
    }

    private static float interpolated(float[] values, int width, int height, double x, double y) {
        double inX = Math.max(0, Math.min(width - 1, x));
        double inY = Math.max(0, Math.min(height - 1, y));
        int left = (int) Math.min(inX, Math.max(0, width - 2));
        int top = (int) Math.min(inY, Math.max(0, height - 2));
        int right = Math.min(left + 1, width - 1);
        int bottom = Math.min(top + 1, height - 1);
        double toRight = inX - left;
        double toBottom = inY - top;
        double upper = values[top * width + left] * (1 - toRight) + values[top * width + right] * toRight;
        double lower = values[bottom * width + left] * (1 - toRight) + values[bottom * width + right] * toRight;
        return (float) (toBottom == 0 ? upper : upper * (1 - toBottom) + lower * toBottom);
    }

    /** A square picture turned by quarter turns counter-clockwise, and mirrored left to right before. */
    static GreyImage turned(GreyImage image, int quarterTurns, boolean mirrored) throws IOException {
        int side = image.width();
        float[] values = values(image);
        float[] turned = new float[values.length];
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                int x = mirrored ? side - 1 - column : column;
                int y = row;
                for (int i = 0; i < quarterTurns; i++) {
                    int before = x;
                    x = y;
                    y = side - 1 - before;
                }
                turned[y * side + x] = values[row * side + column];
            }
        }
        return ofValues(turned, side);
    }

    /** Samples on rings and angles as a picture: bilinear between their centres. */
    static GreyImage ofPolarSamples(float[] samples, int rings, int angles, int side) throws IOException {
        Disc disc = Disc.inscribed(side);
        float[] values = new float[side * side];
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                double radius = disc.relativeRadius(column, row);
                if (radius <= 1) {
                    double ring = Math.min(Math.max(radius * rings - 0.5, 0), rings - 1.0);
                    double angle = disc.angleDegrees(column, row) * angles / 360;
                    int inner = (int) ring;
                    int before = (int) angle;
                    int outer = Math.min(inner + 1, rings - 1);
                    int after = (before + 1) % angles;
                    double across = ring - inner;
                    double along = angle - before;
                    before %= angles;
                    double atInner =
                            samples[inner * angles + before] * (1 - along) + samples[inner * angles + after] * along;
                    double atOuter =
                            samples[outer * angles + before] * (1 - along) + samples[outer * angles + after] * along;
                    values[row * side + column] = (float) (atInner * (1 - across) + atOuter * across);
                }
            }
        }
        return ofValues(values, side);
    }
}
