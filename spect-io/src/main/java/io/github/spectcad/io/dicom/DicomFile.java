package io.github.spectcad.io.dicom;

import io.github.spectcad.core.file.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * One DICOM file: implicit, explicit or deflated little endian, explicit big endian, RLE, JPEG baseline or JPEG lossless.
 * Immutable and safe for concurrent use. What a file declares is checked against its size before memory is allocated for
 * it: at most {@value #MAXIMUM_FILE_BYTES} bytes, 200,000 elements, sequences 32 deep.
 *
 * <p>{@link #image()} gives its pixels, {@link #study()} what it says of patient and acquisition.
 *
 * @since 0.1.0
 */
public final class DicomFile {
    /** The largest file that is read, in bytes; a deflated data set may hold 48 MB. */
    public static final int MAXIMUM_FILE_BYTES = 256 << 20;

    private final TransferSyntax syntax;
    private final DicomDataset dataset;

    DicomFile(TransferSyntax syntax, DicomDataset dataset) {
        this.syntax = syntax;
        this.dataset = dataset;
    }

    /**
     * Whether these are the first bytes of a DICOM file.
     *
     * @param start at least 132 bytes of a file
     * @return whether "DICM" follows the preamble
     */
    public static boolean isDicom(byte[] start) {
        return DicomParser.isDicom(start);
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @return its content
     * @throws DicomFormatException if it is no DICOM file, is damaged, or of a kind that is not supported
     * @throws IOException if it cannot be read at all
     */
    public static DicomFile read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        } catch (DicomFormatException e) {
            throw new DicomFormatException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads a stream to its end. The stream is left open.
     *
     * @param in the file's bytes
     * @return its content
     * @throws DicomFormatException if it is no DICOM file, is damaged, or of a kind that is not supported
     * @throws IOException if the stream fails
     */
    public static DicomFile read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAXIMUM_FILE_BYTES + 1);
        if (bytes.length > MAXIMUM_FILE_BYTES) {
            throw new DicomFormatException(
                    "the file has more than " + MAXIMUM_FILE_BYTES + " bytes, the most that is read");
        }
        DicomParser.Content content = DicomParser.parse(bytes);
        return new DicomFile(content.syntax(), content.dataset());
    }

    /**
     * Writes the file, in Explicit VR Little Endian unless its pixels are compressed: those are kept as they are.
     *
     * @param file the target, replaced atomically
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        byte[] bytes = bytes();
        AtomicFile.write(file, out -> out.write(bytes));
    }

    /** {@return the bytes that {@link #write} writes} */
    public byte[] bytes() {
        return DicomWriter.write(syntax.isEncapsulated() ? syntax : TransferSyntax.EXPLICIT_LITTLE_ENDIAN, dataset);
    }

    /**
     * {@return the pixels}
     *
     * @throws DicomFormatException if the file has none or they are of a kind that is not supported
     */
    public DicomImage image() throws DicomFormatException {
        return DicomImage.of(syntax, dataset);
    }

    /**
     * {@return what the file says of patient and acquisition}
     *
     * @throws DicomFormatException if a number is none
     */
    public DicomStudy study() throws DicomFormatException {
        return DicomStudy.of(dataset);
    }

    /** {@return the unique identifier of the kind of object, or an empty text} */
    public String sopClassUid() {
        return dataset.first(DicomTag.SOP_CLASS_UID);
    }

    /** {@return the unique identifier of the object, or an empty text} */
    public String sopInstanceUid() {
        return dataset.first(DicomTag.SOP_INSTANCE_UID);
    }

    /** {@return the patient's id as the file has it, or an empty text; identifying unless the file was de-identified} */
    public String patientId() {
        return dataset.first(DicomTag.PATIENT_ID);
    }

    TransferSyntax syntax() {
        return syntax;
    }

    DicomDataset dataset() {
        return dataset;
    }

    static DicomFile of(DicomDataset dataset) {
        return new DicomFile(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, Objects.requireNonNull(dataset, "dataset"));
    }
}
