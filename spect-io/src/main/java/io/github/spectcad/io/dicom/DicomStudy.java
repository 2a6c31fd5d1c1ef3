package io.github.spectcad.io.dicom;

import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.Sex;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * What a DICOM file says of the patient and the acquisition, as far as a classifier needs it; nothing that identifies the
 * patient. Empty where the file does not say it or says something impossible, which {@link #findings()} then names.
 *
 * @param state rest or stress: from the acquisition context's patient state, else from the image's id, else from the
 *     series' description where it names exactly one of the two
 * @param sex the patient's sex
 * @param ageYears age at the study: as written, else from the birth date and the study's date
 * @param weightKg weight in kilograms
 * @param heightCm height in centimetres; DICOM stores metres
 * @param units unit of the pixel values, for instance {@code CNTS}; empty where the file does not say it
 * @param sliceStepMm signed step from one slice to the next; negative where slices are stacked against the normal (PS3.3
 *     C.8.4.15); empty for files without slices
 * @param vectors the meaning of the frames, in the order of the frame increment pointer
 * @param findings what was unusable, in English, without values that identify anybody
 * @since 0.1.0
 */
public record DicomStudy(
        Optional<PerfusionState> state,
        Optional<Sex> sex,
        OptionalDouble ageYears,
        OptionalDouble weightKg,
        OptionalDouble heightCm,
        String units,
        OptionalDouble sliceStepMm,
        List<FrameVector> vectors,
        List<String> findings) {

    private static final Pattern REST = Pattern.compile("rest", Pattern.CASE_INSENSITIVE);
    private static final Pattern STRESS =
            Pattern.compile("stress|(?<![a-z])str(?![a-z])|exercise", Pattern.CASE_INSENSITIVE);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);

    /** Keeps copies of the lists. */
    public DicomStudy {
        vectors = List.copyOf(vectors);
        findings = List.copyOf(findings);
    }

    static DicomStudy of(DicomDataset dataset) throws DicomFormatException {
        List<String> findings = new ArrayList<>();
        DicomDataset detector = dataset.items(DicomTag.DETECTOR_INFORMATION_SEQUENCE).stream()
                .findFirst()
                .orElse(DicomDataset.EMPTY);
        OptionalDouble spacing = dataset.decimal(DicomTag.SPACING_BETWEEN_SLICES);
        if (spacing.isEmpty()) {
            spacing = detector.decimal(DicomTag.SPACING_BETWEEN_SLICES);
        }
        return new DicomStudy(
                state(dataset),
                sex(dataset, findings),
                age(dataset, findings),
                within(dataset, DicomTag.PATIENT_WEIGHT, 1, 20, 400, "kilograms", findings),
                within(dataset, DicomTag.PATIENT_SIZE, 100, 80, 260, "metres, as centimetres", findings),
                dataset.first(DicomTag.UNITS),
                spacing,
                FrameVector.of(dataset),
                findings);
    }

    private static Optional<PerfusionState> state(DicomDataset dataset) {
        for (DicomDataset context : dataset.items(DicomTag.ACQUISITION_CONTEXT_SEQUENCE)) {
            boolean patientState = isPatientState(context);
            for (DicomDataset code : context.items(DicomTag.CONCEPT_CODE_SEQUENCE)) {
                Optional<PerfusionState> state = coded(code.first(DicomTag.CODE_VALUE));
                if (patientState && state.isPresent()) {
                    return state;
                }
            }
        }
        return described(dataset.text(DicomTag.IMAGE_ID))
                .or(() -> described(dataset.text(DicomTag.SERIES_DESCRIPTION)));
    }

    /** Whether an item of the acquisition context says in which state the patient was (PS3.16, DCM 109054). */
    static boolean isPatientState(DicomDataset context) {
        return context.items(DicomTag.CONCEPT_NAME_CODE_SEQUENCE).stream()
                .anyMatch(code -> code.first(DicomTag.CODE_VALUE).equals("109054"));
    }

    /** Codes of PS3.16 CID 3101 in SNOMED CT, in its retired SRT form, and of DCM. */
    private static Optional<PerfusionState> coded(String value) {
        return switch (value) {
            case "432655005", "F-05019", "109091", "109095" -> Optional.of(PerfusionState.STRESS);
            case "128975004", "F-01604" -> Optional.of(PerfusionState.REST);
            default -> Optional.empty();
        };
    }

    private static Optional<PerfusionState> described(String text) {
        boolean rest = REST.matcher(text).find();
        boolean stress = STRESS.matcher(text).find();
        return rest == stress ? Optional.empty() : Optional.of(rest ? PerfusionState.REST : PerfusionState.STRESS);
    }

    private static Optional<Sex> sex(DicomDataset dataset, List<String> findings) {
        String sex = dataset.first(DicomTag.PATIENT_SEX);
        if (sex.equals("M") || sex.equals("F")) {
            return Optional.of(sex.equals("M") ? Sex.MALE : Sex.FEMALE);
        }
        if (!sex.isEmpty()) {
            findings.add("the patient's sex is " + DicomText.shown(sex) + ": M and F are used");
        }
        return Optional.empty();
    }

    private static OptionalDouble age(DicomDataset dataset, List<String> findings) {
        String age = dataset.first(DicomTag.PATIENT_AGE);
        if (age.matches("\\d{3}[DWMY]")) {
            int count = Integer.parseInt(age.substring(0, 3));
            double years = switch (age.charAt(3)) {
                case 'D' -> count / 365.25;
                case 'W' -> count * 7 / 365.25;
                case 'M' -> count / 12.0;
                default -> count;
            };
            return OptionalDouble.of(years);
        }
        if (!age.isEmpty()) {
            findings.add("the patient's age is " + DicomText.shown(age) + ": a form like 061Y is expected");
        }
        String birth = dataset.first(DicomTag.PATIENT_BIRTH_DATE);
        String study = dataset.first(DicomTag.STUDY_DATE);
        if (birth.isEmpty() || study.isEmpty()) {
            return OptionalDouble.empty();
        }
        try {
            int years = Period.between(LocalDate.parse(birth, DATE), LocalDate.parse(study, DATE))
                    .getYears();
            if (years >= 0 && years <= 130) {
                return OptionalDouble.of(years);
            }
        } catch (DateTimeParseException e) {
            findings.add("the birth date or the study's date is no date");
            return OptionalDouble.empty();
        }
        findings.add("birth date and study's date do not give an age of 0 to 130 years");
        return OptionalDouble.empty();
    }

    private static OptionalDouble within(
            DicomDataset dataset, int tag, double factor, double low, double high, String unit, List<String> findings)
            throws DicomFormatException {
        OptionalDouble value = dataset.decimal(tag);
        if (value.isEmpty()) {
            return value;
        }
        double scaled = value.getAsDouble() * factor;
        if (scaled >= low && scaled <= high) {
            return OptionalDouble.of(scaled);
        }
        findings.add(DicomTag.text(tag) + " is " + value.getAsDouble() + ": " + low + " to " + high + " (" + unit
                + ") is plausible; the value is not used");
        return OptionalDouble.empty();
    }
}
