package io.github.spectcad.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures written by ImageMagick and libtiff ({@code golden/make.sh}) are read sample for sample. */
final class GoldenImagesTest {
    private static final int SIDE = 24;

    private static int sample16(int row, int column) {
        return (7919 * row + 104729 * column) % 65536;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "png-8.png",
                "png-8-interlaced.png",
                "png-8-gamma.png",
                "png-rgb.png",
                "bmp-8.bmp",
                "bmp-24.bmp",
                "tiff-8-none.tif",
                "tiff-8-lzw.tif",
                "tiff-8-lzw2.tif",
                "tiff-8-zip.tif",
                "tiff-8-zip2.tif",
                "tiff-8-packbits.tif"
            })
    void eightBitSamplesAreExact(String name) throws IOException {
        assertReads(name, (row, column) -> sample16(row, column) >> 8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "png-16.png",
                "png-rgb-16.png",
                "tiff-16-none.tif",
                "tiff-16-lzw.tif",
                "tiff-16-lzw2.tif",
                "tiff-16-zip.tif",
                "tiff-16-zip2.tif",
                "tiff-16-tiled.tif",
                "tiff-16-big-endian.tif",
                "tiff-16-bigtiff.tif",
                "u32.tif",
                "f32-big-endian.tif",
                "f32-lzw.tif",
                "f32-zip.tif",
                "f32-zip3.tif",
                "f64.tif"
            })
    void deeperSamplesAreExact(String name) throws IOException {
        assertReads(name, GoldenImagesTest::sample16);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void samplesOfFewerBitsThanAByteAreExact(int bits) throws IOException {
        assertReads("tiff-" + bits + ".tif", (row, column) -> sample16(row, column) >> (16 - bits));
    }

    @Test
    void signedSamplesAreExact() throws IOException {
        assertReads("s16.tif", (row, column) -> sample16(row, column) >> 1);
    }

    @Test
    void whiteIsZeroIsInverted() throws IOException {
        assertReads("tiff-8-white-is-zero.tif", (row, column) -> 255 - (sample16(row, column) >> 8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg-grey.jpg", "jpeg-progressive.jpg", "png-palette.png"})
    void lossyPicturesDecodeAsImageMagickDoes(String name) throws IOException {
        byte[] pgm;
        try (InputStream in = resource(name.substring(0, name.lastIndexOf('.')) + ".pgm")) {
            pgm = in.readAllBytes();
        }
        int header = pgm.length - SIDE * SIDE;
        assertEquals("P5", new String(pgm, 0, 2, StandardCharsets.US_ASCII));
        assertReads(name, (row, column) -> pgm[header + row * SIDE + column] & 0xFF);
    }

    private interface Samples {
        double at(int row, int column);
    }

    private static void assertReads(String name, Samples samples) throws IOException {
        PolarMap map;
        try (InputStream in = resource(name)) {
            map = PolarMapReader.ownSize().withGate(Pictures.ANY).read(in, name, PerfusionState.REST);
        }
        Disc disc = Disc.inscribed(SIDE);
        double maximum = 0;
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                if (disc.relativeRadius(column, row) <= 1) {
                    maximum = Math.max(maximum, samples.at(row, column));
                }
            }
        }
        float[] expected = new float[SIDE * SIDE];
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                if (disc.relativeRadius(column, row) <= 1) {
                    expected[row * SIDE + column] = (float) (samples.at(row, column) / maximum);
                }
            }
        }
        float[] actual = new float[SIDE * SIDE];
        map.copyTo(actual, 0);
        assertArrayEquals(expected, actual, 0f, name);
    }

    private static InputStream resource(String name) {
        InputStream in = GoldenImagesTest.class.getResourceAsStream("golden/" + name);
        if (in == null) {
            throw new IllegalStateException("golden/" + name + " is missing");
        }
        return in;
    }
}
