package io.github.spectcad.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is done to a picture, reading it gives a map or says what is wrong; a part of it never passes as the whole. */
final class DamagedImagesTest {
    private static byte[] golden(String name) throws IOException {
        try (InputStream in = DamagedImagesTest.class.getResourceAsStream("golden/" + name)) {
            return in.readAllBytes();
        }
    }

    private static PolarMap readOrNull(byte[] file) throws IOException {
        try {
            return PolarMapReader.ownSize()
                    .withGate(Pictures.ANY)
                    .read(new ByteArrayInputStream(file), "map", PerfusionState.REST);
        } catch (PolarMapFormatException e) {
            assertTrue(e.getMessage().startsWith("map: "), e.getMessage());
            return null;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "png-8.png",
                "png-8-interlaced.png",
                "png-palette.png",
                "png-rgb-16.png",
                "bmp-8.bmp",
                "bmp-24.bmp",
                "jpeg-grey.jpg",
                "jpeg-progressive.jpg",
                "tiff-8-none.tif",
                "tiff-8-packbits.tif",
                "tiff-16-lzw2.tif",
                "tiff-16-tiled.tif",
                "tiff-16-bigtiff.tif",
                "f32-zip3.tif",
                "f64.tif"
            })
    void aTruncatedPictureIsRefusedOrWhole(String name) throws IOException {
        byte[] file = golden(name);
        PolarMap whole = readOrNull(file);
        for (int length = 0; length < file.length; length++) {
            PolarMap part = readOrNull(Arrays.copyOf(file, length));
            if (part != null) {
                assertEquals(whole, part, name + " cut to " + length + " of " + file.length + " bytes");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "png-8.png",
                "png-palette.png",
                "bmp-8.bmp",
                "jpeg-grey.jpg",
                "jpeg-progressive.jpg",
                "tiff-8-packbits.tif",
                "tiff-16-lzw2.tif",
                "tiff-16-tiled.tif",
                "tiff-16-bigtiff.tif",
                "f32-zip3.tif",
                "u32.tif"
            })
    void flippedBytesNeverEscapeAsAnotherError(String name) throws IOException {
        byte[] file = golden(name);
        Random random = new Random(7);
        for (int round = 0; round < 1000; round++) {
            byte[] damaged = file.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            if (name.endsWith(".png")) {
                correctChecksums(damaged);
            }
            readOrNull(damaged);
        }
    }

    @Test
    void aPngWithHalfOfItsPixelDataIsRefused() throws IOException {
        ByteBuffer file = ByteBuffer.wrap(golden("png-8.png"));
        int data = 33;
        assertEquals("IDAT", new String(file.array(), data + 4, 4, StandardCharsets.US_ASCII));
        int length = file.getInt(data);
        ByteBuffer half = ByteBuffer.allocate(data + 12 + length / 2 + 12);
        half.put(file.array(), 0, data).putInt(length / 2).put(file.array(), data + 4, 4 + length / 2);
        half.putInt(0).put(file.array(), file.capacity() - 12, 12);
        correctChecksums(half.array());
        assertNull(readOrNull(half.array()));
    }

    @Test
    void everyRowFilterIsUndoneAsTheJdkDoes() throws IOException {
        int side = 31;
        for (int filter = 0; filter <= 4; filter++) {
            ByteArrayOutputStream deflated = new ByteArrayOutputStream();
            try (DeflaterOutputStream rows = new DeflaterOutputStream(deflated)) {
                Random random = new Random(filter);
                for (int row = 0; row < side; row++) {
                    byte[] filtered = new byte[side + 1];
                    random.nextBytes(filtered);
                    filtered[0] = (byte) filter;
                    rows.write(filtered);
                }
            }
            byte[] data = deflated.toByteArray();
            ByteBuffer png = ByteBuffer.allocate(8 + 25 + 12 + data.length + 12);
            png.put(golden("png-8.png"), 0, 8).putInt(13).put("IHDR".getBytes(StandardCharsets.US_ASCII));
            png.putInt(side).putInt(side).put(new byte[] {8, 0, 0, 0, 0}).putInt(0);
            png.putInt(data.length)
                    .put("IDAT".getBytes(StandardCharsets.US_ASCII))
                    .put(data)
                    .putInt(0);
            png.putInt(0).put("IEND".getBytes(StandardCharsets.US_ASCII)).putInt(0);
            correctChecksums(png.array());
            BufferedImage expected = ImageIO.read(new ByteArrayInputStream(png.array()));
            PolarMap actual = readOrNull(png.array());
            double maximum = Math.round(expected.getRaster().getSample(15, 15, 0) / (double) actual.valueAt(15, 15));
            for (int row = 0; row < side; row++) {
                for (int column = 0; column < side; column++) {
                    if (actual.disc().relativeRadius(column, row) <= 1) {
                        assertEquals(
                                (float) (expected.getRaster().getSample(column, row, 0) / maximum),
                                actual.valueAt(row, column),
                                "filter " + filter);
                    }
                }
            }
        }
    }

    /** Makes the decoder see the damage that the checksums would give away. */
    private static void correctChecksums(byte[] png) {
        ByteBuffer file = ByteBuffer.wrap(png);
        int at = 8;
        while (at + 12 <= png.length) {
            int length = file.getInt(at);
            if (length < 0 || length > png.length - at - 12) {
                return;
            }
            CRC32 crc = new CRC32();
            crc.update(png, at + 4, length + 4);
            file.putInt(at + 8 + length, (int) crc.getValue());
            at += length + 12;
        }
    }
}
