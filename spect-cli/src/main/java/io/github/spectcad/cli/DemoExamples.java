package io.github.spectcad.cli;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.io.Palette;
import io.github.spectcad.nn.explain.Explainer;
import io.github.spectcad.nn.explain.Explanation;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.study.report.DemoReport.Example;
import io.github.spectcad.study.report.Picture;
import io.github.spectcad.study.table.Table;
import io.github.spectcad.study.table.TableCell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/** Explains some test patients: as in the paper's figure 4 one with three diseased vessels, one with LAD alone, one normal. */
final class DemoExamples {
    private static final List<VesselLabels> PATTERNS = List.of(
            new VesselLabels(true, true, true),
            new VesselLabels(true, false, false),
            new VesselLabels(false, false, false));

    private DemoExamples() {}

    static List<Example> explain(TrainedModel model, List<PatientStudy> test, Reference reference) throws IOException {
        List<Example> examples = new ArrayList<>();
        try (Explainer explainer = Explainer.of(model)) {
            for (VesselLabels pattern : PATTERNS) {
                Optional<PatientStudy> patient = test.stream()
                        .filter(study ->
                                study.truth(reference).orElseThrow().labels().equals(pattern))
                        .findFirst();
                if (patient.isPresent()) {
                    examples.add(example(model, explainer.explain(patient.get()), patient.get(), reference));
                }
            }
        }
        return examples;
    }

    private static Example example(
            TrainedModel model, Explanation explanation, PatientStudy patient, Reference reference) throws IOException {
        VesselLabels truth = patient.truth(reference).orElseThrow().labels();
        String diseased = VesselTerritory.ORDER.stream()
                .filter(truth::isPositive)
                .map(VesselTerritory::name)
                .collect(Collectors.joining(", "));
        String network = model.description().training().network().backbone() + " "
                + model.description().training().network().fusion();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(
                ExplainCommand.figure(
                                explanation,
                                patient.patientId(),
                                model.description().imageUse(),
                                Palette.ofId("grey").orElseThrow())
                        .draw(),
                "png",
                png);
        Map<VesselTerritory, Double> shares = explanation.territoryShares();
        List<List<TableCell>> rows = VesselTerritory.ORDER.stream()
                .map(vessel -> List.of(
                        TableCell.text(vessel.name()),
                        TableCell.text(truth.isPositive(vessel) ? "diseased" : "not diseased"),
                        TableCell.decimal(explanation.prediction().probability(vessel)),
                        TableCell.decimal(model.thresholds().of(vessel)),
                        TableCell.decimal(shares.get(vessel))))
                .toList();
        return new Example(
                "Patient " + patient.patientId() + ", " + (diseased.isEmpty() ? "no diseased vessel" : diseased)
                        + " by " + (reference == Reference.ICA ? "angiography" : "expert readers") + ", model "
                        + network,
                List.of(Picture.of(
                        png.toByteArray(),
                        "Rest and stress maps with the 17 segments, each beside the saliency of "
                                + explanation.vessel())),
                Optional.of(new Table(
                        "Predictions, and the share of the saliency in each territory",
                        List.of("Vessel", "Truth", "Probability", "Threshold", "Share of saliency"),
                        rows)));
    }
}
