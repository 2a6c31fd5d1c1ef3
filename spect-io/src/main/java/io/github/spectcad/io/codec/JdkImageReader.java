package io.github.spectcad.io.codec;

import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** The readers of the JDK, whatever else is registered with ImageIO: others decode colours differently. */
public final class JdkImageReader {
    private JdkImageReader() {}

    /**
     * A new reader.
     *
     * @param format name of the format, {@code png} for example
     * @return the reader
     * @throws IOException if the JDK's reader was taken out of ImageIO's registry
     */
    public static ImageReader of(String format) throws IOException {
        for (Iterator<ImageReader> all = ImageIO.getImageReadersByFormatName(format); all.hasNext(); ) {
            ImageReader reader = all.next();
            if (reader.getClass().getModule() == ImageIO.class.getModule()) {
                return reader;
            }
        }
        throw new IOException("this Java runtime has no " + format + " reader: register that of the JDK again");
    }
}
