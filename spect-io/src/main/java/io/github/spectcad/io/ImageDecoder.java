package io.github.spectcad.io;

import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes a stripped picture with its ImageIO reader; where the reader has to guess, the picture is refused. */
final class ImageDecoder {
    private ImageDecoder() {}

    static GreyImage decode(ImageFormat format, EncodedImage encoded) throws IOException {
        GreyImage image = encoded.samples() == EncodedImage.Samples.GREY_PNG_ROWS
                ? decodeRows(encoded)
                : decodeWithReader(format, encoded);
        if (image.width() != encoded.side() || image.height() != encoded.side()) {
            throw new IOException("the " + format + " is damaged: it declares " + encoded.side() + " x "
                    + encoded.side() + " pixels and holds " + image.width() + " x " + image.height());
        }
        return image;
    }

    private static GreyImage decodeRows(EncodedImage encoded) throws IOException {
        try {
            return GreyPng.decode(encoded.bytes(), encoded.side());
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
            image = switch (encoded.samples()) {
                case FLOATING_POINT -> GreyImage.ofFloatingPoint(reader.readRaster(0, null));
                case UNSIGNED_32 -> GreyImage.of(reader.read(0), true);
                case PLAIN, GREY_PNG_ROWS -> GreyImage.of(reader.read(0), false);
            };
        } catch (RuntimeException e) {
            // decoders meet damaged files with whatever their arrays throw
            throw new IOException("the " + format + " is damaged: its decoder failed (" + e + ")", e);
        } catch (IOException e) {
            throw new IOException("the " + format + " is truncated or damaged: " + e.getMessage(), e);
        } finally {
            reader.dispose();
        }
        if (warning[0] != null) {
            throw new IOException("the " + format + " is truncated or damaged: " + warning[0]);
        }
        return image;
    }
}
