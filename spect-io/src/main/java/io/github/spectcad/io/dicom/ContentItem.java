package io.github.spectcad.io.dicom;

import java.util.List;
import java.util.Locale;

/** Content items of structured reports (PS3.3 C.17.3). */
final class ContentItem {
    private static final DicomCode NO_UNITS = new DicomCode("1", "UCUM", "no units");

    private ContentItem() {}

    private static DicomDataset.Builder item(String relationship, String type) {
        return DicomDataset.builder()
                .text(DicomTag.RELATIONSHIP_TYPE, relationship)
                .text(DicomTag.VALUE_TYPE, type);
    }

    private static DicomDataset.Builder named(String relationship, String type, DicomCode name) {
        return item(relationship, type).sequence(DicomTag.CONCEPT_NAME_CODE_SEQUENCE, name.item());
    }

    static DicomDataset container(String relationship, DicomCode name, List<DicomDataset> content) {
        return named(relationship, "CONTAINER", name)
                .text(DicomTag.CONTINUITY_OF_CONTENT, "SEPARATE")
                .sequence(DicomTag.CONTENT_SEQUENCE, content)
                .build();
    }

    static DicomDataset code(String relationship, DicomCode name, DicomCode value) {
        return named(relationship, "CODE", name)
                .sequence(DicomTag.CONCEPT_CODE_SEQUENCE, value.item())
                .build();
    }

    static DicomDataset text(String relationship, DicomCode name, String value) {
        return named(relationship, "TEXT", name)
                .text(DicomTag.TEXT_VALUE, value)
                .build();
    }

    static DicomDataset uid(String relationship, DicomCode name, String value) {
        return named(relationship, "UIDREF", name)
                .text(DicomTag.UID_VALUE, value)
                .build();
    }

    static DicomDataset image(String relationship, DicomDataset reference) {
        return item(relationship, "IMAGE")
                .sequence(DicomTag.REFERENCED_SOP_SEQUENCE, reference)
                .build();
    }

    /** A number without a unit, to six decimal places. */
    static DicomDataset probability(String relationship, DicomCode name, double value, List<DicomDataset> content) {
        DicomDataset measured = DicomDataset.builder()
                .sequence(DicomTag.MEASUREMENT_UNITS_CODE_SEQUENCE, NO_UNITS.item())
                .text(DicomTag.NUMERIC_VALUE, String.format(Locale.ROOT, "%.6f", value))
                .build();
        DicomDataset.Builder item =
                named(relationship, "NUM", name).sequence(DicomTag.MEASURED_VALUE_SEQUENCE, measured);
        return (content.isEmpty() ? item : item.sequence(DicomTag.CONTENT_SEQUENCE, content)).build();
    }

    static DicomDataset template(String identifier) {
        return DicomDataset.builder()
                .text(DicomTag.MAPPING_RESOURCE, "DCMR")
                .text(DicomTag.TEMPLATE_IDENTIFIER, identifier)
                .build();
    }
}
