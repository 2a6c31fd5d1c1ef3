package io.github.spectcad.io.dicom;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;

/** Reads the frames of a DICOM file as the images of ImageIO; no metadata, which could identify a patient. */
final class DicomImageReader extends ImageReader {
    private DicomImage image;

    DicomImageReader(ImageReaderSpi provider) {
        super(provider);
    }

    @Override
    public void setInput(Object input, boolean seekForwardOnly, boolean ignoreMetadata) {
        super.setInput(input, seekForwardOnly, ignoreMetadata);
        image = null;
    }

    private DicomImage image() throws IOException {
        if (image == null) {
            if (!(getInput() instanceof ImageInputStream in)) {
                throw new IllegalStateException("no input is set");
            }
            try {
                image = DicomFile.read(new ByteArrayInputStream(bytes(in))).image();
            } catch (DicomFormatException e) {
                throw new IIOException(e.getMessage(), e);
            }
        }
        return image;
    }

    private static byte[] bytes(ImageInputStream in) throws IOException {
        in.seek(0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] block = new byte[1 << 16];
        try {
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                out.write(block, 0, count);
                if (out.size() > DicomFile.MAXIMUM_FILE_BYTES) {
                    throw new IIOException("the file has more than " + DicomFile.MAXIMUM_FILE_BYTES + " bytes");
                }
            }
        } catch (EOFException e) {
            throw new IIOException("the file is truncated", e);
        }
        return out.toByteArray();
    }

    private DicomImage imageWith(int frame) throws IOException {
        DicomImage all = image();
        if (frame < 0 || frame >= all.frames()) {
            throw new IndexOutOfBoundsException("image " + frame + " of a file of " + all.frames() + " frames");
        }
        return all;
    }

    @Override
    public int getNumImages(boolean allowSearch) throws IOException {
        return image().frames();
    }

    @Override
    public int getWidth(int frame) throws IOException {
        return imageWith(frame).width();
    }

    @Override
    public int getHeight(int frame) throws IOException {
        return imageWith(frame).height();
    }

    @Override
    public Iterator<ImageTypeSpecifier> getImageTypes(int frame) throws IOException {
        DicomImage all = imageWith(frame);
        boolean monochrome =
                all.samples() == 1 && all.photometricInterpretation().startsWith("MONOCHROME");
        int type = !monochrome
                ? BufferedImage.TYPE_3BYTE_BGR
                : all.bitsStored() <= 8 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_USHORT_GRAY;
        return List.of(ImageTypeSpecifier.createFromBufferedImageType(type)).iterator();
    }

    @Override
    public BufferedImage read(int frame, ImageReadParam param) throws IOException {
        BufferedImage whole;
        try {
            whole = imageWith(frame).picture(frame);
        } catch (DicomFormatException e) {
            throw new IIOException(e.getMessage(), e);
        }
        if (param == null) {
            return whole;
        }
        Rectangle source = new Rectangle();
        Rectangle target = new Rectangle();
        BufferedImage destination = getDestination(param, getImageTypes(frame), whole.getWidth(), whole.getHeight());
        computeRegions(param, whole.getWidth(), whole.getHeight(), destination, source, target);
        copy(whole.getRaster(), source, param, destination, target.getLocation(), target);
        return destination;
    }

    private static void copy(
            Raster from, Rectangle source, ImageReadParam param, BufferedImage to, Point at, Rectangle target) {
        double[] pixel = null;
        for (int y = 0; y < target.height; y++) {
            for (int x = 0; x < target.width; x++) {
                pixel = from.getPixel(
                        source.x + x * param.getSourceXSubsampling(),
                        source.y + y * param.getSourceYSubsampling(),
                        pixel);
                to.getRaster().setPixel(at.x + x, at.y + y, pixel);
            }
        }
    }

    @Override
    public boolean canReadRaster() {
        return true;
    }

    @Override
    public Raster readRaster(int frame, ImageReadParam param) throws IOException {
        try {
            return imageWith(frame).raster(frame);
        } catch (DicomFormatException e) {
            throw new IIOException(e.getMessage(), e);
        }
    }

    @Override
    public IIOMetadata getStreamMetadata() {
        return null;
    }

    @Override
    public IIOMetadata getImageMetadata(int frame) {
        return null;
    }

    @Override
    public void dispose() {
        image = null;
        super.dispose();
    }
}
