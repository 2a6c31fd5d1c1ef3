package io.github.spectcad.io.dicom;

import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;

/**
 * The ImageIO plugin for DICOM: {@code ImageIO.read(new File("map.dcm"))} and readers by format name {@code dicom}, suffix
 * {@code dcm} and MIME type {@code application/dicom}. The images of a file are its frames; {@code readRaster} gives the
 * stored values.
 *
 * @since 0.1.0
 */
public final class DicomImageReaderSpi extends ImageReaderSpi {
    /** For ServiceLoader. */
    public DicomImageReaderSpi() {
        super(
                "spect",
                "0.1",
                new String[] {"dicom", "DICOM"},
                new String[] {"dcm", "dicom"},
                new String[] {"application/dicom"},
                DicomImageReader.class.getName(),
                new Class<?>[] {ImageInputStream.class},
                null,
                false,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                null,
                null);
    }

    @Override
    public boolean canDecodeInput(Object source) throws IOException {
        if (!(source instanceof ImageInputStream in)) {
            return false;
        }
        in.mark();
        try {
            byte[] start = new byte[132];
            in.readFully(start);
            return DicomFile.isDicom(start);
        } catch (EOFException e) {
            return false;
        } finally {
            in.reset();
        }
    }

    @Override
    public ImageReader createReaderInstance(Object extension) {
        return new DicomImageReader(this);
    }

    @Override
    public String getDescription(Locale locale) {
        return "DICOM images of nuclear cardiology";
    }
}
