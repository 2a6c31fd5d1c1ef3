package io.github.spectcad.io.dicom;

/** YBR_FULL to RGB: the full-range BT.601 conversion of JFIF and of PS3.3 C.7.6.3.1.2, rounded as libjpeg does. */
final class LuminanceChrominance {
    private static final int SHIFT = 16;
    private static final int HALF = 1 << (SHIFT - 1);
    private static final int RED_OF_CR = fixed(1.402);
    private static final int BLUE_OF_CB = fixed(1.772);
    private static final int GREEN_OF_CB = fixed(0.344136286);
    private static final int GREEN_OF_CR = fixed(0.714136286);

    private LuminanceChrominance() {}

    private static int fixed(double factor) {
        return (int) (factor * (1 << SHIFT) + 0.5);
    }

    static int rgb(int y, int cb, int cr) {
        int red = y + ((RED_OF_CR * (cr - 128) + HALF) >> SHIFT);
        int green = y + ((-GREEN_OF_CB * (cb - 128) - GREEN_OF_CR * (cr - 128) + HALF) >> SHIFT);
        int blue = y + ((BLUE_OF_CB * (cb - 128) + HALF) >> SHIFT);
        return (clamp(red) << 16) | (clamp(green) << 8) | clamp(blue);
    }

    private static int clamp(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
