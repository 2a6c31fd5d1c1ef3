package io.github.spectcad.study.report;

import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.quality.MapFinding;
import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.TrainedModel;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of a patient's page: findings on the maps, and where maps and model come from. */
final class PatientPageText {
    private static final int LONGEST = 160;

    private PatientPageText() {}

    /** A warning where the network does not look at the maps; empty otherwise. */
    static String imageUse(TrainedModel model) {
        return model.description().imageUse().looksAtImage()
                ? ""
                : "The network does not look at the maps: its probabilities rest on the clinical features alone.";
    }

    static void findings(StringBuilder page, List<MapFinding> findings, int most) {
        if (findings.isEmpty()) {
            Html.element(page, "p", "Nothing was found that speaks against the maps.");
            return;
        }
        page.append("<ul>\n");
        findings.stream().limit(most).forEach(finding -> Html.element(page, "li", brief(finding.toString())));
        if (findings.size() > most) {
            Html.element(page, "li", "and " + (findings.size() - most) + " more");
        }
        page.append("</ul>\n");
    }

    static void provenance(StringBuilder page, TrainedModel model, PatientStudy patient) {
        ModelDescription description = model.description();
        page.append("<ul>\n");
        Html.element(
                page,
                "li",
                "Maps: "
                        + Stream.of(patient.stress(), patient.rest())
                                .flatMap(Optional::stream)
                                .map(PatientPageText::source)
                                .collect(Collectors.joining("; ")));
        Html.element(page, "li", "Patient: " + clinical(patient.clinical()));
        Html.element(
                page,
                "li",
                String.format(
                        Locale.ROOT,
                        "Model: %s, %s, strategy %s, mean of %d network(s), weights %s; trained on %d patients and %s %d with a"
                                + " validation AUC of %.2f; spect %s.",
                        description.training().network().backbone(),
                        description.training().network().fusion(),
                        description.training().strategy(),
                        description.averaging().members(),
                        brief(model.weightsFingerprint(), 12),
                        description.data().trainingPatients(),
                        description.averaging().folds() > 1 ? "cross-validated on" : "chosen on",
                        description.data().validationPatients(),
                        description.validation().auc(),
                        description.versions().library()));
        Html.element(
                page,
                "li",
                "Whether it looks at the maps: " + description.imageUse().describe() + ".");
        description
                .data()
                .patients()
                .partitionOf(patient.patientId())
                .ifPresent(part -> Html.element(
                        page,
                        "li",
                        "The model has seen a patient of this ID before, among its " + part.id() + " patients."));
        Html.element(page, "li", brief(description.intendedUse(), 3 * LONGEST));
        page.append("</ul>\n");
    }

    private static String source(PolarMap map) {
        return map.state().id() + " from " + brief(fileName(map.source())) + ", " + map.pixels() + " x " + map.pixels()
                + " pixels";
    }

    /** Without its folders, whose names may tell more than the page should. */
    private static String fileName(String source) {
        return source.substring(Math.max(source.lastIndexOf('/'), source.lastIndexOf('\\')) + 1);
    }

    private static String clinical(ClinicalFeatures clinical) {
        return clinical.sex().map(Sex::id).orElse("sex unknown") + ", "
                + number(clinical.ageYears(), "years", "age") + ", "
                + number(clinical.weightKg(), "kg", "weight") + ", "
                + number(clinical.heightCm(), "cm", "height");
    }

    private static String number(OptionalDouble value, String unit, String name) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.0f %s", value.getAsDouble(), unit) : name + " unknown";
    }

    private static String brief(String text) {
        return brief(text, LONGEST);
    }

    private static String brief(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }
}
