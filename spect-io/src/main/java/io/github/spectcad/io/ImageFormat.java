package io.github.spectcad.io;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import io.github.spectcad.io.codec.JdkImageReader;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageReader;

/**
 * The picture formats a polar map may have, told by the first bytes of a file and never by its name.
 *
 * <p>Readers are made for each picture and never registered, so the image plugins of the application do not matter.
 */
enum ImageFormat {
    PNG {
        @Override
        EncodedImage open(byte[] file) throws IOException {
            return PngChunks.pixelsOf(file);
        }

        @Override
        ImageReader newReader() throws IOException {
            return JdkImageReader.of("png");
        }
    },
    JPEG {
        @Override
        EncodedImage open(byte[] file) throws IOException {
            return JpegSegments.pixelsOf(file);
        }

        @Override
        ImageReader newReader() throws IOException {
            return JdkImageReader.of("jpeg");
        }
    },
    TIFF {
        @Override
        EncodedImage open(byte[] file) throws IOException {
            return TiffDirectory.pixelsOf(file);
        }

        @Override
        ImageReader newReader() {
            return new TIFFImageReaderSpi().createReaderInstance(null);
        }
    },
    BMP {
        @Override
        EncodedImage open(byte[] file) throws IOException {
            return BmpHeader.pixelsOf(file);
        }

        @Override
        ImageReader newReader() throws IOException {
            return JdkImageReader.of("bmp");
        }
    };

    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    /** Strips the file to what its pixels need and checks the size it declares. Allocates nothing of that size. */
    abstract EncodedImage open(byte[] file) throws IOException;

    abstract ImageReader newReader() throws IOException;

    /**
     * Tells the format.
     *
     * @param file the whole file
     * @return its format
     * @throws IOException if it is none of them
     */
    static ImageFormat sniff(byte[] file) throws IOException {
        if (file.length == 0) {
            throw new IOException("the file is empty: expected a PNG, JPEG, TIFF, BMP or DICOM image");
        }
        if (startsWith(file, PNG_SIGNATURE)) {
            return PNG;
        }
        if (startsWith(file, new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF})) {
            return JPEG;
        }
        if (startsWith(file, new byte[] {'I', 'I', 42, 0})
                || startsWith(file, new byte[] {'M', 'M', 0, 42})
                || startsWith(file, new byte[] {'I', 'I', 43, 0})
                || startsWith(file, new byte[] {'M', 'M', 0, 43})) {
            return TIFF;
        }
        if (startsWith(file, new byte[] {'B', 'M'})) {
            return BMP;
        }
        throw new IOException("not an image this library reads: expected PNG, JPEG, TIFF, BMP or DICOM content");
    }

    private static boolean startsWith(byte[] file, byte[] start) {
        return file.length >= start.length && Arrays.equals(file, 0, start.length, start, 0, start.length);
    }
}
