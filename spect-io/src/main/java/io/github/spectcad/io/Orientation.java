package io.github.spectcad.io;

import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a stored picture is turned against the way it is to be seen: the values of the Orientation field of TIFF 6.0 (274)
 * and Exif, which every viewer honours.
 */
enum Orientation {
    UPRIGHT,
    MIRRORED,
    HALF_TURN,
    FLIPPED,
    TRANSPOSED,
    QUARTER_TURN,
    TRANSVERSE,
    THREE_QUARTER_TURN;

    static final int TIFF_FIELD = 274;
    private static final int TYPE_SHORT = 3;
    private static final int ENTRY = 12;

    /**
     * The orientation with a number.
     *
     * @throws IOException if it is not 1 to 8
     */
    static Orientation of(long number) throws IOException {
        if (number < 1 || number > values().length) {
            throw new IOException("its orientation tag (274) is " + number
                    + ": 1 to 8 exist, remove the tag or save the picture upright");
        }
        return values()[(int) number - 1];
    }

    /**
     * The orientation that a block of Exif data states.
     *
     * @param file holds the block
     * @param from where its TIFF header begins
     * @param to where the block ends
     * @return the orientation; upright where there is none or the block cannot be read, as viewers have it
     * @throws IOException if it is not 1 to 8
     */
    static Orientation ofExif(byte[] file, int from, int to) throws IOException {
        if (to - from < 14 || file[from] != file[from + 1] || (file[from] != 'I' && file[from] != 'M')) {
            return UPRIGHT;
        }
        ByteBuffer in = ByteBuffer.wrap(file, from, to - from)
                .slice()
                .order(file[from] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = Integer.toUnsignedLong(in.getInt(4));
        if (directory > in.limit() - 2) {
            return UPRIGHT;
        }
        int entries = Short.toUnsignedInt(in.getShort((int) directory));
        for (int i = 0; i < entries; i++) {
            long at = directory + 2 + (long) i * ENTRY;
            if (at > in.limit() - ENTRY) {
                return UPRIGHT;
            }
            boolean isOrientation = Short.toUnsignedInt(in.getShort((int) at)) == TIFF_FIELD
                    && in.getShort((int) at + 2) == TYPE_SHORT
                    && in.getInt((int) at + 4) == 1;
            if (isOrientation) {
                return of(Short.toUnsignedInt(in.getShort((int) at + 8)));
            }
        }
        return UPRIGHT;
    }

    private boolean swapsSides() {
        return ordinal() >= TRANSPOSED.ordinal();
    }

    /** The picture as it is to be seen. */
    Raster upright(Raster stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        int lastColumn = stored.getWidth() - 1;
        int lastRow = stored.getHeight() - 1;
        WritableRaster seen = stored.createCompatibleWritableRaster(
                swapsSides() ? lastRow + 1 : lastColumn + 1, swapsSides() ? lastColumn + 1 : lastRow + 1);
        Object pixel = null;
        for (int y = 0; y <= lastRow; y++) {
            for (int x = 0; x <= lastColumn; x++) {
                int column = switch (this) {
                    case MIRRORED, HALF_TURN -> lastColumn - x;
                    case TRANSPOSED, THREE_QUARTER_TURN -> y;
                    case QUARTER_TURN, TRANSVERSE -> lastRow - y;
                    case UPRIGHT, FLIPPED -> x;
                };
                int row = switch (this) {
                    case HALF_TURN, FLIPPED -> lastRow - y;
                    case TRANSPOSED, QUARTER_TURN -> x;
                    case TRANSVERSE, THREE_QUARTER_TURN -> lastColumn - x;
                    case UPRIGHT, MIRRORED -> y;
                };
                pixel = stored.getDataElements(stored.getMinX() + x, stored.getMinY() + y, pixel);
                seen.setDataElements(column, row, pixel);
            }
        }
        return seen;
    }
}
