package io.github.spectcad.io.dicom;

import java.awt.Rectangle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Overwrites areas of every frame with black; the result is uncompressed. */
final class PixelBlackening {
    private PixelBlackening() {}

    static DicomFile apply(DicomFile file, List<Rectangle> areas) throws DicomFormatException {
        DicomImage image = file.image();
        PixelFormat format = PixelFormat.of(file.dataset());
        for (Rectangle area : areas) {
            if (area.isEmpty() || !new Rectangle(format.columns(), format.rows()).contains(area)) {
                throw new DicomFormatException("the area " + area.x + "," + area.y + "," + area.width + ","
                        + area.height + " does not lie in the picture of " + format.columns() + " x " + format.rows()
                        + " pixels");
            }
        }
        int bytes = format.bytesPerSample();
        long size = (long) format.frames() * format.frameSamples() * bytes;
        if (size > DicomFile.MAXIMUM_FILE_BYTES) {
            throw new DicomFormatException("the pixels have " + size + " bytes uncompressed: at most "
                    + DicomFile.MAXIMUM_FILE_BYTES + " are written");
        }
        ByteBuffer pixels = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
        for (int frame = 0; frame < format.frames(); frame++) {
            int[] values = image.stored(frame);
            areas.forEach(area -> blacken(values, format, area));
            for (int value : values) {
                switch (bytes) {
                    case 1 -> pixels.put((byte) value);
                    case 2 -> pixels.putShort((short) value);
                    default -> pixels.putInt(value);
                }
            }
        }
        DicomDataset.Builder dataset = file.dataset().toBuilder();
        if (format.samples() == 3) {
            dataset.unsignedShort(DicomTag.PLANAR_CONFIGURATION, 0);
        }
        if (format.photometric().isLuminanceChrominance()) {
            dataset.text(DicomTag.PHOTOMETRIC_INTERPRETATION, PixelFormat.Photometric.YBR_FULL.term());
        }
        dataset.unsignedShort(DicomTag.HIGH_BIT, format.bitsStored() - 1);
        return DicomFile.of(dataset.bytes(DicomTag.PIXEL_DATA, bytes == 1 ? Vr.OB : Vr.OW, pixels.array())
                .build());
    }

    private static void blacken(int[] values, PixelFormat format, Rectangle area) {
        for (int y = area.y; y < area.y + area.height; y++) {
            for (int x = area.x; x < area.x + area.width; x++) {
                for (int sample = 0; sample < format.samples(); sample++) {
                    values[(y * format.columns() + x) * format.samples() + sample] = black(format, sample);
                }
            }
        }
    }

    private static int black(PixelFormat format, int sample) {
        return switch (format.photometric()) {
            case MONOCHROME1 -> format.maximum();
            case MONOCHROME2 -> format.minimum();
            case PALETTE_COLOR, RGB -> 0;
            case YBR_FULL, YBR_FULL_422 -> sample == 0 ? 0 : 128;
        };
    }
}
