package io.github.spectcad.io;

import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.io.dicom.DicomFile;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes a stripped picture with its ImageIO reader; where the reader has to guess, the picture is refused. */
final class ImageDecoder {
    private ImageDecoder() {}

    /**
     * Decodes a file.
     *
     * @param file the whole file
     * @param state what the caller takes it for
     * @return the picture as it is to be seen
     * @throws IOException if it cannot be read
     */
    static GreyImage decode(byte[] file, PerfusionState state) throws IOException {
        if (DicomFile.isDicom(file)) {
            return DicomPicture.decode(file, state);
        }
        ImageFormat format = ImageFormat.sniff(file);
        return decode(format, format.open(file));
    }

    private static GreyImage decode(ImageFormat format, EncodedImage encoded) throws IOException {
        return encoded.samples() == EncodedImage.Samples.GREY_PNG_ROWS
                ? decodeRows(encoded)
                : decodeWithReader(format, encoded);
    }

    private static GreyImage decodeRows(EncodedImage encoded) throws IOException {
        try {
            return of(GreyPng.decode(encoded.bytes(), encoded.width(), encoded.height()), encoded);
        } catch (IOException e) {
            throw new IOException("the PNG is truncated or damaged: " + e.getMessage(), e);
        }
    }

    private static GreyImage decodeWithReader(ImageFormat format, EncodedImage encoded) throws IOException {
        ImageReader reader = format.newReader();
        String[] warning = new String[1];
        GreyImage image;
        try (ImageInputStream in = new MemoryCacheImageInputStream(encoded.bytes())) {
            reader.addIIOReadWarningListener((source, text) -> warning[0] = text);
            reader.setInput(in, false, true);
            if (encoded.samples() == EncodedImage.Samples.FLOATING_POINT) {
                Raster raster = reader.readRaster(0, null);
                checkSize(format, encoded, raster);
                image = GreyImage.ofFloatingPoint(encoded.orientation().upright(raster));
            } else {
                BufferedImage read = reader.read(0);
                checkSize(format, encoded, read.getRaster());
                image = of(read, encoded);
            }
        } catch (RuntimeException e) {
            // decoders meet damaged files with whatever their arrays throw
            throw new IOException(
                    "the " + format + " is damaged: its decoder failed (" + Shown.text(e.toString()) + ")", e);
        } catch (IOException e) {
            throw new IOException("the " + format + " is truncated or damaged: " + Shown.text(e.getMessage()), e);
        } finally {
            reader.dispose();
        }
        if (warning[0] != null) {
            throw new IOException("the " + format + " is truncated or damaged: " + Shown.text(warning[0]));
        }
        return image;
    }

    private static GreyImage of(BufferedImage image, EncodedImage encoded) throws IOException {
        return GreyImage.of(
                encoded.orientation().upright(image.getRaster()),
                image.getColorModel(),
                encoded.samples() == EncodedImage.Samples.UNSIGNED_32);
    }

    private static void checkSize(ImageFormat format, EncodedImage encoded, Raster raster) throws IOException {
        if (raster.getWidth() != encoded.width() || raster.getHeight() != encoded.height()) {
            throw new IOException("it declares " + encoded.width() + " x " + encoded.height() + " pixels and the "
                    + format + " holds " + raster.getWidth() + " x " + raster.getHeight());
        }
    }
}
