package io.github.spectcad.io.dicom;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import io.github.spectcad.io.codec.JdkImageReader;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * JPEG frames: baseline by the JDK's decoder, which is libjpeg's as in other DICOM software, lossless by TwelveMonkeys.
 * Samples come as coded; what colour they are is told by the photometric interpretation alone.
 */
final class JpegDecoder {
    private static final int START_OF_FRAME_BASELINE = 0xC0;
    private static final int START_OF_FRAME_LOSSLESS = 0xC3;

    private JpegDecoder() {}

    static int[] decode(byte[] encoded, PixelFormat format) throws DicomFormatException {
        checkHeader(encoded, format);
        Raster raster;
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
            boolean lossless = startOfFrame(encoded)[0] == START_OF_FRAME_LOSSLESS;
            ImageReader reader = lossless ? losslessReader() : JdkImageReader.of("jpeg");
            try {
                reader.setInput(in, true, true);
                raster = lossless ? reader.read(0).getRaster() : reader.readRaster(0, null);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            throw new DicomFormatException("a JPEG frame is damaged: its decoder failed", e);
        }
        int[] values = raster.getPixels(0, 0, format.columns(), format.rows(), (int[]) null);
        for (int i = 0; i < values.length; i++) {
            values[i] = format.value(values[i]);
        }
        return values;
    }

    /** Marker, precision, height, width and components of the first start of frame. */
    private static int[] startOfFrame(byte[] jpeg) throws DicomFormatException {
        int at = 2;
        while (at + 9 < jpeg.length && (jpeg[at] & 0xFF) == 0xFF) {
            int marker = jpeg[at + 1] & 0xFF;
            if (marker == 0xFF) {
                at++;
                continue;
            }
            boolean frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
            if (frame) {
                return new int[] {
                    marker, jpeg[at + 4] & 0xFF, word(jpeg, at + 5), word(jpeg, at + 7), jpeg[at + 9] & 0xFF
                };
            }
            at += 2 + word(jpeg, at + 2);
        }
        throw new DicomFormatException("a JPEG frame has no start of frame: it is truncated or damaged");
    }

    private static int word(byte[] bytes, int at) {
        return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }

    private static void checkHeader(byte[] encoded, PixelFormat format) throws DicomFormatException {
        if (encoded.length < 2 || (encoded[0] & 0xFF) != 0xFF || (encoded[1] & 0xFF) != 0xD8) {
            throw new DicomFormatException("a JPEG frame does not begin with a JPEG picture");
        }
        int[] frame = startOfFrame(encoded);
        if (frame[0] != START_OF_FRAME_BASELINE && frame[0] != START_OF_FRAME_LOSSLESS) {
            throw new DicomFormatException(String.format(
                    Locale.ROOT,
                    "a JPEG frame is of process %02X: baseline (C0) and lossless (C3) are read",
                    frame[0]));
        }
        if (frame[2] != format.rows() || frame[3] != format.columns() || frame[4] != format.samples()) {
            throw new DicomFormatException("a JPEG frame is " + frame[3] + " x " + frame[2] + " of " + frame[4]
                    + " components, the file declares " + format.columns() + " x " + format.rows() + " of "
                    + format.samples());
        }
        if (frame[1] > format.bitsAllocated()) {
            throw new DicomFormatException(
                    "a JPEG frame has " + frame[1] + " bits a sample, the file allocates " + format.bitsAllocated());
        }
    }

    private static ImageReader losslessReader() throws IOException {
        JPEGImageReaderSpi registered =
                IIORegistry.getDefaultInstance().getServiceProviderByClass(JPEGImageReaderSpi.class);
        if (registered == null) {
            throw new IOException("the JPEG plugin of TwelveMonkeys (imageio-jpeg) is not registered with ImageIO");
        }
        return registered.createReaderInstance(null);
    }
}
