package io.github.spectcad.io.dicom;

import java.awt.image.BufferedImage;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Results as DICOM objects that belong to the patient and study of the images they were computed from: a
 * {@linkplain #secondaryCapture secondary capture} of a picture and a {@linkplain #report structured report} of the
 * probabilities. Both form new series; their UIDs follow from the sources, the algorithm and the content, so that a
 * repetition gives the same objects. Immutable.
 *
 * <p>Files pass {@code dciodvfy} of dicom3tools. Research use only: every object says so.
 *
 * @since 0.1.0
 */
public final class DicomResults {
    private static final String MANUFACTURER = "spect (research use only)";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT);

    /** What is taken over from the source: patient and study, as they are there. */
    private static final int[] PATIENT_AND_STUDY = {
        DicomTag.SPECIFIC_CHARACTER_SET,
        DicomTag.STUDY_DATE,
        DicomTag.STUDY_TIME,
        DicomTag.ACCESSION_NUMBER,
        DicomTag.REFERRING_PHYSICIAN_NAME,
        DicomTag.PATIENT_NAME,
        DicomTag.PATIENT_ID,
        DicomTag.PATIENT_BIRTH_DATE,
        DicomTag.PATIENT_SEX,
        DicomTag.PATIENT_AGE,
        DicomTag.PATIENT_SIZE,
        DicomTag.PATIENT_WEIGHT,
        DicomTag.PATIENT_IDENTITY_REMOVED,
        DicomTag.DEIDENTIFICATION_METHOD,
        DicomTag.DEIDENTIFICATION_METHOD_CODE_SEQUENCE,
        DicomTag.LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED,
        DicomTag.STUDY_INSTANCE_UID,
        DicomTag.STUDY_ID
    };

    /** What PS3.3 asks to be present, even if empty. */
    private static final int[] PRESENT = {
        DicomTag.STUDY_DATE,
        DicomTag.STUDY_TIME,
        DicomTag.ACCESSION_NUMBER,
        DicomTag.REFERRING_PHYSICIAN_NAME,
        DicomTag.PATIENT_NAME,
        DicomTag.PATIENT_ID,
        DicomTag.PATIENT_BIRTH_DATE,
        DicomTag.PATIENT_SEX,
        DicomTag.STUDY_ID
    };

    private final List<DicomFile> sources;
    private final Algorithm algorithm;
    private final LocalDateTime created;

    private DicomResults(List<DicomFile> sources, Algorithm algorithm, LocalDateTime created) {
        this.sources = sources;
        this.algorithm = algorithm;
        this.created = created;
    }

    /**
     * Who computed the results.
     *
     * @param name name of the algorithm, at most 64 characters
     * @param version its version, at most 16 characters
     * @param model fingerprint of the model's weights, or what else names it; at most 64 characters
     */
    public record Algorithm(String name, String version, String model) {
        /** Checks the texts. */
        public Algorithm {
            check("name", name, 64);
            check("version", version, 16);
            check("model", model, 64);
        }

        private static void check(String what, String value, int longest) {
            Objects.requireNonNull(value, what);
            if (value.isBlank() || value.length() > longest || value.indexOf('\\') >= 0) {
                throw new IllegalArgumentException("the algorithm's " + what + " is " + DicomText.shown(value)
                        + ": 1 to " + longest + " characters without a backslash are allowed");
            }
        }
    }

    /**
     * Results of one patient.
     *
     * @param sources the images that were classified, all of one study
     * @param algorithm who computed them
     * @param created when, written into the objects
     * @return the results
     * @throws DicomFormatException if the sources lack their UIDs or are of different studies
     */
    public static DicomResults of(List<DicomFile> sources, Algorithm algorithm, LocalDateTime created)
            throws DicomFormatException {
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(created, "created");
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("results need at least one source image");
        }
        String study = "";
        for (DicomFile source : sources) {
            String own = source.dataset().first(DicomTag.STUDY_INSTANCE_UID);
            if (own.isEmpty()
                    || source.sopInstanceUid().isEmpty()
                    || source.sopClassUid().isEmpty()) {
                throw new DicomFormatException("a source image lacks the UID of its study, class or instance");
            }
            if (!study.isEmpty() && !own.equals(study)) {
                throw new DicomFormatException("the source images belong to different studies: rest and stress of one "
                        + "study are expected");
            }
            study = own;
        }
        return new DicomResults(List.copyOf(sources), algorithm, created);
    }

    /**
     * A picture as a secondary capture in colours of 8 bits, with {@code Research use only. Not for diagnosis.} burned in
     * below it.
     *
     * @param picture the picture, at most 8,192 pixels wide and high
     * @param title description of the series, at most 64 characters
     * @return the object
     */
    public DicomFile secondaryCapture(BufferedImage picture, String title) {
        return SecondaryCapture.of(this, picture, title);
    }

    /**
     * The probabilities as a structured report (Comprehensive SR, template TID 1500): algorithm, one measurement group for
     * each artery with its finding site, and references to the source images.
     *
     * @param findings one for each artery
     * @return the object
     */
    public DicomFile report(List<VesselFinding> findings) {
        return MeasurementReport.of(this, List.copyOf(findings));
    }

    Algorithm algorithm() {
        return algorithm;
    }

    List<DicomFile> sources() {
        return sources;
    }

    String study() {
        return sources.get(0).dataset().first(DicomTag.STUDY_INSTANCE_UID);
    }

    /** A UID that follows from sources, algorithm and the given parts. */
    String uid(String... parts) {
        StringBuilder all = new StringBuilder();
        sources.forEach(source -> all.append(source.sopInstanceUid()).append('\n'));
        return DicomUid.of(
                all.toString(), algorithm.name(), algorithm.version(), algorithm.model(), String.join("\n", parts));
    }

    /** The sources by series, for evidence sequences; series in the order of the sources. */
    Map<String, List<DicomFile>> sourcesBySeries() {
        Map<String, List<DicomFile>> series = new LinkedHashMap<>();
        for (DicomFile source : sources) {
            series.computeIfAbsent(source.dataset().first(DicomTag.SERIES_INSTANCE_UID), key -> new ArrayList<>())
                    .add(source);
        }
        return series;
    }

    static DicomDataset reference(DicomFile source) {
        return DicomDataset.builder()
                .text(DicomTag.REFERENCED_SOP_CLASS_UID, source.sopClassUid())
                .text(DicomTag.REFERENCED_SOP_INSTANCE_UID, source.sopInstanceUid())
                .build();
    }

    /** Patient, study, series, equipment and instance of a new object; the rest is its own. */
    DicomDataset.Builder newObject(String sopClass, String modality, int seriesNumber, String title, String instance) {
        DicomDataset source = sources.get(0).dataset();
        DicomDataset.Builder object = DicomDataset.builder(source.charset());
        for (int tag : PRESENT) {
            object.text(tag, "");
        }
        for (int tag : PATIENT_AND_STUDY) {
            source.element(tag).ifPresent(object::put);
        }
        return object.text(DicomTag.SOP_CLASS_UID, sopClass)
                .text(DicomTag.SOP_INSTANCE_UID, instance)
                .text(DicomTag.SERIES_INSTANCE_UID, uid(modality, "series"))
                .text(DicomTag.SERIES_NUMBER, Integer.toString(seriesNumber))
                .text(DicomTag.SERIES_DESCRIPTION, title)
                .text(DicomTag.INSTANCE_NUMBER, "1")
                .text(DicomTag.MODALITY, modality)
                .text(DicomTag.MANUFACTURER, MANUFACTURER)
                .text(DicomTag.MANUFACTURER_MODEL_NAME, algorithm.name())
                .text(DicomTag.DEVICE_SERIAL_NUMBER, algorithm.model())
                .text(DicomTag.SOFTWARE_VERSIONS, algorithm.version())
                .text(DicomTag.CONTENT_DATE, DATE.format(created))
                .text(DicomTag.CONTENT_TIME, TIME.format(created))
                .text(DicomTag.INSTANCE_CREATION_DATE, DATE.format(created))
                .text(DicomTag.INSTANCE_CREATION_TIME, TIME.format(created));
    }
}
