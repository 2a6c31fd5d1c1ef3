import io.github.spectcad.io.dicom.DicomImageReaderSpi;
import javax.imageio.spi.ImageReaderSpi;

/** Maps from pictures and DICOM, cohorts and predictions from tables. */
@SuppressWarnings("requires-automatic") // TwelveMonkeys has names of modules but no descriptors
module io.github.spectcad.io {
    requires transitive io.github.spectcad.core;
    requires transitive java.desktop;
    requires com.twelvemonkeys.imageio.core;
    requires com.twelvemonkeys.imageio.jpeg;
    requires com.twelvemonkeys.imageio.tiff;
    requires org.apache.commons.csv;

    exports io.github.spectcad.io;
    exports io.github.spectcad.io.dicom;
    exports io.github.spectcad.io.picture;

    uses ImageReaderSpi;

    provides ImageReaderSpi with
            DicomImageReaderSpi;
}
