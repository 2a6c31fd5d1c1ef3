package io.github.spectcad.io.dicom;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselTerritory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Structured reports of PS3.16 template TID 1500: language, the device that observed, the procedure, an image library, and
 * for each artery a measurement group with tracking identifiers, finding site, algorithm and probability. The limits of an
 * interval, for which no standard code exists, are coded in a scheme of our own that the file describes.
 */
final class MeasurementReport {
    private static final String SOP_CLASS = "1.2.840.10008.5.1.4.1.1.88.33";
    private static final int SERIES_NUMBER = 9002;
    private static final String TITLE = "CAD probabilities (research use only)";

    private MeasurementReport() {}

    static DicomFile of(DicomResults results, List<VesselFinding> findings) {
        List<VesselTerritory> vessels =
                findings.stream().map(VesselFinding::vessel).sorted().toList();
        if (!vessels.equals(VesselTerritory.ORDER)) {
            throw new IllegalArgumentException(
                    "the report got findings of " + vessels + ": exactly one for each of " + VesselTerritory.ORDER);
        }
        DicomDataset.Builder object =
                results.newObject(SOP_CLASS, "SR", SERIES_NUMBER, TITLE, results.uid("report", findings.toString()));
        object.sequence(DicomTag.REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE)
                .sequence(DicomTag.PERFORMED_PROCEDURE_CODE_SEQUENCE)
                .sequence(DicomTag.CODING_SCHEME_IDENTIFICATION_SEQUENCE, ownScheme())
                .text(DicomTag.COMPLETION_FLAG, "COMPLETE")
                .text(DicomTag.VERIFICATION_FLAG, "UNVERIFIED")
                .sequence(DicomTag.CURRENT_REQUESTED_PROCEDURE_EVIDENCE_SEQUENCE, evidence(results))
                .text(DicomTag.VALUE_TYPE, "CONTAINER")
                .sequence(
                        DicomTag.CONCEPT_NAME_CODE_SEQUENCE,
                        DicomCode.dcm("126000", "Imaging Measurement Report").item())
                .text(DicomTag.CONTINUITY_OF_CONTENT, "SEPARATE")
                .sequence(DicomTag.CONTENT_TEMPLATE_SEQUENCE, ContentItem.template("1500"))
                .sequence(DicomTag.CONTENT_SEQUENCE, content(results, findings));
        return DicomFile.of(object.build());
    }

    private static DicomDataset ownScheme() {
        return DicomDataset.builder()
                .text(DicomTag.CODING_SCHEME_DESIGNATOR, DicomCode.OWN_SCHEME)
                .text(DicomTag.CODING_SCHEME_NAME, "Concepts of the spect library")
                .text(DicomTag.CODING_SCHEME_RESPONSIBLE_ORGANIZATION, "The spect maintainers")
                .build();
    }

    private static DicomDataset evidence(DicomResults results) {
        List<DicomDataset> series = new ArrayList<>();
        results.sourcesBySeries()
                .forEach((uid, sources) -> series.add(DicomDataset.builder()
                        .sequence(
                                DicomTag.REFERENCED_SOP_SEQUENCE,
                                sources.stream().map(DicomResults::reference).toList())
                        .text(DicomTag.SERIES_INSTANCE_UID, uid)
                        .build()));
        return DicomDataset.builder()
                .sequence(DicomTag.REFERENCED_SERIES_SEQUENCE, series)
                .text(DicomTag.STUDY_INSTANCE_UID, results.study())
                .build();
    }

    private static List<DicomDataset> content(DicomResults results, List<VesselFinding> findings) {
        DicomResults.Algorithm algorithm = results.algorithm();
        List<DicomDataset> images = results.sources().stream()
                .map(source -> ContentItem.image("CONTAINS", DicomResults.reference(source)))
                .toList();
        List<DicomDataset> groups = new ArrayList<>();
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            findings.stream()
                    .filter(finding -> finding.vessel() == vessel)
                    .forEach(finding -> groups.add(group(results, finding)));
        }
        return List.of(
                ContentItem.code(
                        "HAS CONCEPT MOD",
                        DicomCode.dcm("121049", "Language of Content Item and Descendants"),
                        new DicomCode("en", "RFC5646", "English")),
                ContentItem.code(
                        "HAS OBS CONTEXT", DicomCode.dcm("121005", "Observer Type"), DicomCode.dcm("121007", "Device")),
                ContentItem.uid(
                        "HAS OBS CONTEXT",
                        DicomCode.dcm("121012", "Device Observer UID"),
                        DicomUid.of(algorithm.name(), algorithm.version(), algorithm.model())),
                ContentItem.text("HAS OBS CONTEXT", DicomCode.dcm("121013", "Device Observer Name"), algorithm.name()),
                ContentItem.text(
                        "HAS OBS CONTEXT", DicomCode.dcm("121016", "Device Observer Serial Number"), algorithm.model()),
                ContentItem.code(
                        "HAS CONCEPT MOD",
                        DicomCode.dcm("121058", "Procedure reported"),
                        DicomCode.sct("105371005", "SPECT")),
                ContentItem.container(
                        "CONTAINS",
                        DicomCode.dcm("111028", "Image Library"),
                        List.of(ContentItem.container(
                                "CONTAINS", DicomCode.dcm("126200", "Image Library Group"), images))),
                ContentItem.container("CONTAINS", DicomCode.dcm("126010", "Imaging Measurements"), groups),
                ContentItem.text("CONTAINS", DicomCode.dcm("121106", "Comment"), Prediction.RESEARCH_USE_ONLY));
    }

    private static DicomDataset group(DicomResults results, VesselFinding finding) {
        DicomResults.Algorithm algorithm = results.algorithm();
        String name = finding.vessel().name();
        List<DicomDataset> items = new ArrayList<>();
        items.add(ContentItem.text("HAS OBS CONTEXT", DicomCode.dcm("112039", "Tracking Identifier"), name));
        items.add(ContentItem.uid(
                "HAS OBS CONTEXT",
                DicomCode.dcm("112040", "Tracking Unique Identifier"),
                results.uid("tracking", name)));
        items.add(ContentItem.code(
                "CONTAINS", DicomCode.dcm("121071", "Finding"), DicomCode.sct("53741008", "Coronary artery disease")));
        items.add(ContentItem.code(
                "HAS CONCEPT MOD", DicomCode.sct("363698007", "Finding Site"), site(finding.vessel())));
        items.add(ContentItem.text("HAS CONCEPT MOD", DicomCode.dcm("111001", "Algorithm Name"), algorithm.name()));
        items.add(
                ContentItem.text("HAS CONCEPT MOD", DicomCode.dcm("111003", "Algorithm Version"), algorithm.version()));
        List<DicomDataset> limits = new ArrayList<>();
        finding.interval().ifPresent(interval -> {
            String level = new BigDecimal(interval.level())
                            .movePointRight(2)
                            .round(new MathContext(4))
                            .stripTrailingZeros()
                            .toPlainString()
                    + " % confidence limit";
            limits.add(ContentItem.probability(
                    "HAS PROPERTIES",
                    new DicomCode("lower-limit", DicomCode.OWN_SCHEME, "Lower " + level),
                    interval.low(),
                    List.of()));
            limits.add(ContentItem.probability(
                    "HAS PROPERTIES",
                    new DicomCode("upper-limit", DicomCode.OWN_SCHEME, "Upper " + level),
                    interval.high(),
                    List.of()));
        });
        items.add(ContentItem.probability(
                "CONTAINS", DicomCode.dcm("122157", "Probability"), finding.probability(), limits));
        return ContentItem.container("CONTAINS", DicomCode.dcm("125007", "Measurement Group"), items);
    }

    /** PS3.16 CID 3015. */
    private static DicomCode site(VesselTerritory vessel) {
        return switch (vessel) {
            case LAD -> DicomCode.sct("59438005", "Left Anterior Descending Coronary Artery");
            case RCA -> DicomCode.sct("13647002", "Right Coronary Artery");
            case LCX -> DicomCode.sct("57396003", "Circumflex Coronary Artery");
        };
    }
}
