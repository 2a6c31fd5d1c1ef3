package io.github.spectcad.io.dicom;

import io.github.spectcad.core.PolarMap;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.util.List;

/** DICOM files of polar maps for tests of other packages. */
public final class DicomMaps {
    private DicomMaps() {}

    /** Counts of 0 to 32,767 in 16 bits; frames are repeated; rest or stress is told by the description alone. */
    public static byte[] of(PolarMap map, String photometric, int frames, String description) {
        int side = map.pixels();
        ByteBuffer pixels = ByteBuffer.allocate(2 * frames * side * side).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < frames * side * side; i++) {
            int value = Math.round(32_767 * map.valueAt(i / side % side, i % side));
            pixels.putShort((short) (photometric.equals("MONOCHROME1") ? 65_535 - value : value));
        }
        return DicomFile.of(DicomFiles.nuclear()
                        .remove(DicomTag.ACQUISITION_CONTEXT_SEQUENCE)
                        .remove(DicomTag.FRAME_INCREMENT_POINTER)
                        .text(DicomTag.SERIES_DESCRIPTION, description)
                        .text(DicomTag.PHOTOMETRIC_INTERPRETATION, photometric)
                        .text(DicomTag.NUMBER_OF_FRAMES, Integer.toString(frames))
                        .text(DicomTag.RESCALE_INTERCEPT, "0")
                        .unsignedShort(DicomTag.ROWS, side)
                        .unsignedShort(DicomTag.COLUMNS, side)
                        .bytes(DicomTag.PIXEL_DATA, Vr.OW, pixels.array())
                        .build())
                .bytes();
    }

    /** A secondary capture: the map in red on a larger picture. */
    public static byte[] screen(PolarMap map) throws IOException {
        BufferedImage picture = new BufferedImage(200, 171, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < map.pixels(); y++) {
            for (int x = 0; x < map.pixels(); x++) {
                picture.setRGB(20 + x, 30 + y, Math.round(255 * map.valueAt(y, x)) << 16);
            }
        }
        DicomFile source = DicomFile.read(new ByteArrayInputStream(of(map, "MONOCHROME2", 1, "")));
        return DicomResults.of(
                        List.of(source), new DicomResults.Algorithm("a", "1", "m"), LocalDateTime.of(2026, 1, 1, 0, 0))
                .secondaryCapture(picture, "Screen")
                .bytes();
    }
}
