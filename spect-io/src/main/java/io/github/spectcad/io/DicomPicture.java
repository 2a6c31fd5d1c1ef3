package io.github.spectcad.io;

import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.io.dicom.DicomFile;
import io.github.spectcad.io.dicom.DicomImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;

/** A polar map in a DICOM file: one frame; monochrome values are rescaled, MONOCHROME1 is turned bright side up. */
final class DicomPicture {
    private DicomPicture() {}

    /**
     * Decodes a file.
     *
     * @param file the whole file
     * @param state what the caller takes it for
     * @return the picture
     * @throws IOException if it cannot be read, holds several frames, or says that it shows the other state
     */
    static GreyImage decode(byte[] file, PerfusionState state) throws IOException {
        DicomFile dicom = DicomFile.read(new ByteArrayInputStream(file));
        Optional<PerfusionState> stated = dicom.study().state();
        if (stated.isPresent() && stated.get() != state) {
            throw new IOException(
                    "the DICOM file says that it shows " + stated.get().id() + ", it is given as " + state.id()
                            + ": exchange the files, or correct the patient state in the file");
        }
        DicomImage image = dicom.image();
        if (image.frames() != 1) {
            throw new IOException(
                    "the DICOM file has " + image.frames()
                            + " frames: a polar map is one; a reconstructed volume has to be sampled by the clinic's software first");
        }
        EncodedImage.checkSize(image.width(), image.height(), 4);
        if (!image.photometricInterpretation().startsWith("MONOCHROME")) {
            return PictureChange.ofImage(image.picture(0));
        }
        double[] grey = image.grey(0);
        float[] values = new float[grey.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) grey[i];
        }
        return PictureChange.ofValues(values, image.width());
    }
}
