package io.github.spectcad.io.dicom;

import java.awt.Rectangle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * De-identifies files by the Basic Application Level Confidentiality Profile of PS3.15 annex E with its Clean Structured
 * Content Option, and the options asked for.
 *
 * <p>Elements that the profile names are removed, emptied, replaced by dummies or by new UIDs. Beyond the profile: every
 * private element, every element of unknown kind, every person's name, overlays and curves are removed; every UID that is
 * not the standard's gets a new one, because many hold dates or serial numbers; and whatever text still holds the
 * patient's name, id, birth date or the accession number is emptied. The acquisition context keeps its coded patient state
 * (rest or stress) and nothing else. Pixels and frame vectors stay, so files keep their meaning.
 *
 * <p>Pixels may show names, too. A secondary capture, or a file that does not deny burned-in annotation and is no NM image,
 * is refused unless {@link #withPixelsBlackened areas} are given or {@link #withPixelsInspected} says that a person has
 * looked.
 *
 * <p>Patient ids and UIDs become keyed hashes: the same key gives the same ones, so the files of a patient stay together;
 * without the key they cannot be traced. Immutable and safe for concurrent use.
 *
 * @since 0.1.0
 */
public final class Deidentifier {
    private static final int SHORTEST_KEY = 16;
    private static final String NM_STORAGE = "1.2.840.10008.5.1.4.1.1.20";

    private final Pseudonyms pseudonyms;
    private final Set<DeidentificationOption> options;
    private final boolean pixelsInspected;
    private final List<Rectangle> blackened;

    private Deidentifier(
            Pseudonyms pseudonyms,
            Set<DeidentificationOption> options,
            boolean pixelsInspected,
            List<Rectangle> blackened) {
        this.pseudonyms = pseudonyms;
        this.options = options;
        this.pixelsInspected = pixelsInspected;
        this.blackened = blackened;
    }

    /**
     * A de-identifier.
     *
     * @param key the secret, at least 16 bytes; copied
     * @param options options of the profile; full and modified dates exclude each other
     * @return the de-identifier
     */
    public static Deidentifier of(byte[] key, Set<DeidentificationOption> options) {
        if (key.length < SHORTEST_KEY) {
            throw new IllegalArgumentException(
                    "the key has " + key.length + " bytes: at least " + SHORTEST_KEY + " random ones are needed");
        }
        Set<DeidentificationOption> copy = EnumSet.noneOf(DeidentificationOption.class);
        copy.addAll(options);
        if (copy.contains(DeidentificationOption.RETAIN_FULL_DATES)
                && copy.contains(DeidentificationOption.RETAIN_MODIFIED_DATES)) {
            throw new IllegalArgumentException("dates can be retained in full or modified, not both");
        }
        return new Deidentifier(new Pseudonyms(key), copy, false, List.of());
    }

    /**
     * Accepts pixels that may show text.
     *
     * @return a copy for files in whose pictures a person has looked for text
     */
    public Deidentifier withPixelsInspected() {
        return new Deidentifier(pseudonyms, options, true, blackened);
    }

    /**
     * Blackens areas in every frame (Clean Pixel Data Option); compressed pixels are written uncompressed.
     *
     * @param areas rectangles in pixels from the upper left corner
     * @return the changed copy
     */
    public Deidentifier withPixelsBlackened(List<Rectangle> areas) {
        return new Deidentifier(
                pseudonyms,
                options,
                pixelsInspected,
                areas.stream().map(Rectangle::new).toList());
    }

    /**
     * A file without identity and what was done to it.
     *
     * @param file the file
     * @param report what was done
     */
    public record Result(DicomFile file, DeidentificationReport report) {}

    /**
     * De-identifies a file.
     *
     * @param file the file
     * @return the new file and what was done
     * @throws DicomFormatException if its pixels may show names and nothing was said about them, or cannot be blackened
     */
    public Result apply(DicomFile file) throws DicomFormatException {
        Objects.requireNonNull(file, "file");
        requireKnownPixels(file);
        DicomFile blackenedFile = blackened.isEmpty() ? file : PixelBlackening.apply(file, blackened);
        DatasetCleaning cleaning = new DatasetCleaning(file.dataset(), pseudonyms, options);
        DicomDataset.Builder cleaned = cleaning.clean(blackenedFile.dataset()).toBuilder();
        List<DicomDataset> codes = new ArrayList<>();
        codes.add(DicomCode.dcm("113100", "Basic Application Confidentiality Profile")
                .item());
        codes.add(DicomCode.dcm("113104", "Clean Structured Content Option").item());
        if (!blackened.isEmpty()) {
            codes.add(DicomCode.dcm("113101", "Clean Pixel Data Option").item());
        }
        options.forEach(option -> codes.add(option.code().item()));
        cleaned.text(DicomTag.PATIENT_IDENTITY_REMOVED, "YES")
                .text(DicomTag.DEIDENTIFICATION_METHOD, "PS3.15 basic profile with options, by spect")
                .sequence(DicomTag.DEIDENTIFICATION_METHOD_CODE_SEQUENCE, codes)
                .text(DicomTag.LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED, dates());
        if (!blackened.isEmpty()) {
            cleaned.text(DicomTag.BURNED_IN_ANNOTATION, "NO");
        }
        return new Result(new DicomFile(blackenedFile.syntax(), cleaned.build()), cleaning.report());
    }

    private String dates() {
        if (options.contains(DeidentificationOption.RETAIN_FULL_DATES)) {
            return "UNMODIFIED";
        }
        return options.contains(DeidentificationOption.RETAIN_MODIFIED_DATES) ? "MODIFIED" : "REMOVED";
    }

    private void requireKnownPixels(DicomFile file) throws DicomFormatException {
        DicomDataset dataset = file.dataset();
        boolean denied = dataset.first(DicomTag.BURNED_IN_ANNOTATION).equals("NO");
        boolean screen = dataset.texts(DicomTag.IMAGE_TYPE).stream().anyMatch(term -> term.contains("SCREEN"));
        boolean plain = file.sopClassUid().equals(NM_STORAGE) && !screen;
        boolean stated = dataset.first(DicomTag.BURNED_IN_ANNOTATION).equals("YES");
        boolean pixels = dataset.element(DicomTag.PIXEL_DATA).isPresent();
        if (pixels && !pixelsInspected && blackened.isEmpty() && (stated || !(denied || plain))) {
            throw new DicomFormatException(
                    "the pixels may show names or dates (a screen capture, or burned-in annotation is "
                            + "not denied): look at the picture, then blacken the areas with text or confirm that there is none");
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
