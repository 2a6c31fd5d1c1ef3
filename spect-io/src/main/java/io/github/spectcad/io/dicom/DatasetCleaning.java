package io.github.spectcad.io.dicom;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The cleaning of one file's data set, nested ones included. */
final class DatasetCleaning {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);
    private static final String DUMMY_DATE = "19000101";
    private static final int SHORTEST_TRACE = 4;

    private final Pseudonyms pseudonyms;
    private final Set<DeidentificationOption> options;
    private final String patientId;
    private final List<String> traces;
    private final List<DeidentificationReport.Change> changes = new ArrayList<>();

    DatasetCleaning(DicomDataset file, Pseudonyms pseudonyms, Set<DeidentificationOption> options) {
        this.pseudonyms = pseudonyms;
        this.options = options;
        patientId = file.text(DicomTag.PATIENT_ID);
        traces = traces(file);
    }

    DeidentificationReport report() {
        return new DeidentificationReport(changes);
    }

    /** Parts of the patient's identity that no remaining text may hold, in lower case. */
    private static List<String> traces(DicomDataset file) {
        List<String> traces = new ArrayList<>();
        for (String part : file.text(DicomTag.PATIENT_NAME).split("[\\^= ,]+", -1)) {
            traces.add(part);
        }
        traces.add(file.text(DicomTag.PATIENT_ID));
        traces.add(file.text(DicomTag.PATIENT_BIRTH_DATE));
        traces.add(file.text(DicomTag.ACCESSION_NUMBER));
        return traces.stream()
                .map(trace -> trace.strip().toLowerCase(Locale.ROOT))
                .filter(trace -> trace.length() >= SHORTEST_TRACE)
                .toList();
    }

    DicomDataset clean(DicomDataset dataset) {
        return clean(dataset, "");
    }

    private DicomDataset clean(DicomDataset dataset, String path) {
        DicomDataset.Builder cleaned = DicomDataset.builder(dataset.charset());
        for (DicomElement element : dataset.elements()) {
            DicomElement changed = clean(dataset, element, path);
            if (changed != null) {
                cleaned.put(changed);
            }
        }
        return cleaned.build();
    }

    /** The element in its clean form, or null where it is removed. */
    private DicomElement clean(DicomDataset dataset, DicomElement element, String path) {
        int tag = element.tag();
        String name = path + DicomTag.text(tag);
        int group = DicomTag.group(tag);
        boolean repeating = group >>> 8 == 0x50 || group >>> 8 == 0x60;
        if (DicomTag.isPrivate(tag) || repeating || element.vr() == Vr.UN) {
            return removed(name);
        }
        if (tag == DicomTag.PATIENT_ID || tag == DicomTag.PATIENT_NAME) {
            return replaced(dataset, name, element, pseudonyms.patient(patientId), "replaced");
        }
        if (tag == DicomTag.ACQUISITION_CONTEXT_SEQUENCE) {
            return patientState(element, name);
        }
        for (DeidentificationOption option : options) {
            if (ConfidentialityProfile.isRetainedBy(tag, option.letter())) {
                return retained(dataset, element, name, option);
            }
        }
        ConfidentialityProfile.Action action = ConfidentialityProfile.action(tag);
        if (element.vr() == Vr.UI && action == ConfidentialityProfile.Action.KEEP) {
            action = ConfidentialityProfile.Action.NEW_UID;
        }
        if (element.vr() == Vr.PN && action == ConfidentialityProfile.Action.KEEP) {
            action = ConfidentialityProfile.Action.EMPTY;
        }
        return switch (action) {
            case REMOVE -> removed(name);
            case EMPTY -> emptied(element, name);
            case DUMMY -> element.isSequence() ? cleanedSequence(element, name) : dummy(dataset, element, name);
            case NEW_UID -> element.isSequence() ? cleanedSequence(element, name) : newUid(dataset, element, name);
            case KEEP -> element.isSequence() ? cleanedSequence(element, name) : withoutTraces(dataset, element, name);
        };
    }

    private DicomElement removed(String name) {
        changes.add(new DeidentificationReport.Change(name, "removed"));
        return null;
    }

    private DicomElement emptied(DicomElement element, String name) {
        if (element.length() > 0 || !element.items().isEmpty()) {
            changes.add(new DeidentificationReport.Change(name, "emptied"));
        }
        return element.isSequence()
                ? DicomElement.sequence(element.tag(), List.of())
                : DicomElement.of(element.tag(), element.vr(), java.nio.ByteBuffer.allocate(0));
    }

    private DicomElement replaced(
            DicomDataset dataset, String name, DicomElement element, String value, String action) {
        if (!dataset.text(element.tag()).equals(value)) {
            changes.add(new DeidentificationReport.Change(name, action));
        }
        return text(element, value);
    }

    private static DicomElement text(DicomElement element, String value) {
        byte[] bytes = Deidentifier.ascii(value);
        byte[] even = java.util.Arrays.copyOf(bytes, bytes.length + (bytes.length & 1));
        if (even.length > bytes.length) {
            even[bytes.length] = element.vr().padding();
        }
        return DicomElement.of(element.tag(), element.vr(), java.nio.ByteBuffer.wrap(even));
    }

    private DicomElement cleanedSequence(DicomElement element, String name) {
        List<DicomDataset> items = new ArrayList<>();
        for (DicomDataset item : element.items()) {
            items.add(clean(item, name + " > "));
        }
        return DicomElement.sequence(element.tag(), items);
    }

    private DicomElement newUid(DicomDataset dataset, DicomElement element, String name) {
        List<String> uids =
                dataset.texts(element.tag()).stream().map(pseudonyms::uid).toList();
        return replaced(dataset, name, element, String.join("\\", uids), "new UID");
    }

    private DicomElement dummy(DicomDataset dataset, DicomElement element, String name) {
        return switch (element.vr()) {
            case DA, DT -> replaced(dataset, name, element, DUMMY_DATE, "replaced");
            case TM -> replaced(dataset, name, element, "000000", "replaced");
            case IS, DS -> replaced(dataset, name, element, "0", "replaced");
            case AS -> replaced(dataset, name, element, "000Y", "replaced");
            case UI -> newUid(dataset, element, name);
            default ->
                element.vr().isText()
                        ? replaced(dataset, name, element, "REMOVED", "replaced")
                        : emptied(element, name);
        };
    }

    private DicomElement retained(
            DicomDataset dataset, DicomElement element, String name, DeidentificationOption option) {
        boolean date = element.vr() == Vr.DA || element.vr() == Vr.DT;
        if (element.isSequence()) {
            return cleanedSequence(element, name);
        }
        if (option != DeidentificationOption.RETAIN_MODIFIED_DATES || !date) {
            return withoutTraces(dataset, element, name);
        }
        List<String> moved = new ArrayList<>();
        for (String value : dataset.texts(element.tag())) {
            moved.add(moved(value));
        }
        return replaced(dataset, name, element, String.join("\\", moved), "date moved");
    }

    /** A date or date-time moved by the patient's days; what is no date is dropped. */
    private String moved(String value) {
        if (value.length() < 8) {
            return "";
        }
        try {
            LocalDate date = LocalDate.parse(value.substring(0, 8), DATE);
            return DATE.format(date.minusDays(pseudonyms.days(patientId))) + value.substring(8);
        } catch (DateTimeException e) {
            return "";
        }
    }

    private DicomElement withoutTraces(DicomDataset dataset, DicomElement element, String name) {
        if (!element.vr().isText() || element.vr() == Vr.UI) {
            return element;
        }
        String text = dataset.text(element.tag()).toLowerCase(Locale.ROOT);
        return traces.stream().anyMatch(text::contains) ? emptied(element, name) : element;
    }

    /** The items that code rest or stress, of each its codes alone. */
    private DicomElement patientState(DicomElement element, String name) {
        List<DicomDataset> items = new ArrayList<>();
        for (DicomDataset item : element.items()) {
            if (DicomStudy.isPatientState(item)) {
                DicomDataset.Builder codes = DicomDataset.builder();
                for (int tag : new int[] {DicomTag.CONCEPT_NAME_CODE_SEQUENCE, DicomTag.CONCEPT_CODE_SEQUENCE}) {
                    item.element(tag).ifPresent(code -> codes.put(cleanedSequence(code, name + " > ")));
                }
                item.element(DicomTag.VALUE_TYPE).ifPresent(codes::put);
                items.add(codes.build());
            }
        }
        changes.add(new DeidentificationReport.Change(name, "cleaned"));
        return DicomElement.sequence(element.tag(), items);
    }
}
