package io.github.spectcad.cli;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.quantify.NormalDatabase;
import io.github.spectcad.io.Palette;
import io.github.spectcad.nn.explain.Explainer;
import io.github.spectcad.nn.explain.Explanation;
import io.github.spectcad.nn.explain.SaliencyMethods;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.study.report.DemoReport.Example;
import io.github.spectcad.study.report.PatientFigures;
import io.github.spectcad.study.table.Table;
import io.github.spectcad.study.table.TableCell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Explains a few test patients of the demo, as the paper's Figure 4 does: diseased in all vessels, in one, in none. */
final class DemoExamples {
    private static final List<VesselLabels> PATTERNS = List.of(
            new VesselLabels(true, true, true),
            new VesselLabels(true, false, false),
            new VesselLabels(false, false, false));

    private static final Palette MAPS = Palette.ofId("hot-metal-blue").orElseThrow();

    private DemoExamples() {}

    static List<Example> explain(
            TrainedModel model, List<PatientStudy> test, Reference reference, Optional<NormalDatabase> normals) {
        List<Example> examples = new ArrayList<>();
        try (Explainer explainer = Explainer.of(model)) {
            for (VesselLabels pattern : PATTERNS) {
                Optional<PatientStudy> patient = test.stream()
                        .filter(study ->
                                study.truth(reference).orElseThrow().labels().equals(pattern))
                        .findFirst();
                if (patient.isPresent()) {
                    List<Explanation> explanations = VesselTerritory.ORDER.stream()
                            .map(vessel -> explainer.explain(
                                    patient.get(), vessel, SaliencyMethods.defaultFor(model.description())))
                            .toList();
                    examples.add(example(model, explanations, patient.get(), reference, normals));
                }
            }
        }
        return examples;
    }

    private static Example example(
            TrainedModel model,
            List<Explanation> explanations,
            PatientStudy patient,
            Reference reference,
            Optional<NormalDatabase> normals) {
        VesselLabels truth = patient.truth(reference).orElseThrow().labels();
        String diseased = VesselTerritory.ORDER.stream()
                .filter(truth::isPositive)
                .map(VesselTerritory::name)
                .collect(Collectors.joining(", "));
        String name = "patient " + patient.patientId() + ", "
                + (diseased.isEmpty() ? "no diseased vessel" : diseased + " diseased") + " by "
                + (reference == Reference.ICA ? "angiography" : "expert readers");
        String network = model.description().training().network().backbone() + " "
                + model.description().training().network().fusion();
        return new Example(
                "P" + name.substring(1),
                List.of(
                        PatientFigures.maps(
                                "Maps of " + name,
                                patient,
                                MAPS,
                                scores(normals, patient.stress(), patient),
                                scores(normals, patient.rest(), patient)),
                        PatientFigures.saliency(
                                "Saliency of " + network + ", " + name, explanations, PaletteOption.SALIENCY)),
                List.of(predictions(model, explanations, truth), PatientFigures.shares(explanations)));
    }

    /** Scores proposed by the normal limits; none where the limits lack the patient's sex. */
    private static Optional<SegmentScores> scores(
            Optional<NormalDatabase> normals, Optional<PolarMap> map, PatientStudy patient) {
        Optional<Sex> sex = patient.clinical().sex();
        boolean known = normals.isPresent()
                && map.isPresent()
                && normals.get().limits().stream()
                        .anyMatch(limits -> sex.equals(Optional.of(limits.sex()))
                                && limits.state() == map.get().state());
        return known ? Optional.of(normals.get().quantify(map.get(), sex.get()).proposedScores()) : Optional.empty();
    }

    private static Table predictions(TrainedModel model, List<Explanation> explanations, VesselLabels truth) {
        List<List<TableCell>> rows = VesselTerritory.ORDER.stream()
                .map(vessel -> List.of(
                        TableCell.text(vessel.name()),
                        TableCell.text(truth.isPositive(vessel) ? "diseased" : "not diseased"),
                        TableCell.decimal(explanations.get(0).prediction().probability(vessel)),
                        TableCell.decimal(model.thresholds().of(vessel))))
                .toList();
        return new Table("Predictions", List.of("Vessel", "Truth", "Probability", "Threshold"), rows);
    }
}
