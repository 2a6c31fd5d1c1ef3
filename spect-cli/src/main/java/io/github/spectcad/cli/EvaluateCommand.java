package io.github.spectcad.cli;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.Partition;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.io.PredictionCsv;
import io.github.spectcad.study.evaluation.Estimate;
import io.github.spectcad.study.evaluation.Evaluation;
import io.github.spectcad.study.evaluation.Evaluator;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import io.github.spectcad.study.evaluation.Metrics;
import io.github.spectcad.study.evaluation.YoudenThresholds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares predictions with a reference standard. */
@Command(
        name = "evaluate",
        description = "Measure predictions against a reference standard: per artery, per vessel and per patient, each"
                + " measure with its 95 %% interval. Predicted patients without that reference are left out.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
    @Option(names = "--predictions", required = true, paramLabel = "FILE", description = "Predictions to measure.")
    private Path predictions;

    @Option(names = "--cohort", required = true, paramLabel = "FILE", description = "Cohort with the truth.")
    private Path cohort;

    @Option(
            names = "--reference",
            required = true,
            paramLabel = "ica|er",
            description = "Reference standard: angiography or expert reading.")
    private Reference reference;

    @Option(
            names = "--partition",
            paramLabel = "PART",
            description = "Measure only the patients of this part: train, validation or test.")
    private Optional<Partition> partition = Optional.empty();

    @Option(
            names = "--thresholds",
            paramLabel = "T",
            split = ",",
            description = "Decision thresholds: one for all vessels, or three for LAD,RCA,LCX (default: 0.5).")
    private List<Double> thresholds = List.of();

    @Option(
            names = "--youden",
            description = "Choose the threshold of each vessel by the Youden index on the predicted patients of the"
                    + " validation part.")
    private boolean youden;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Optional<Thresholds> given = given();
        MeasuredPatients truth = MeasuredPatients.read(cohort, reference);
        List<Prediction> all = PredictionCsv.read(predictions);
        Thresholds chosen = youden
                ? YoudenThresholds.of(truth.label(all, Optional.of(Partition.VALIDATION)))
                : given.orElse(Thresholds.HALF);
        LabelledPredictions measured = truth.label(all, partition);
        warnOfTrainingPatients(truth.cohort(), measured.predictions());
        Evaluation evaluation = Evaluator.withDefaults().evaluate(measured, chosen);
        json.print(spec, json(evaluation, all.size()), () -> text(evaluation, all.size()));
        return 0;
    }

    /** The thresholds that are given, if any. */
    private Optional<Thresholds> given() {
        Usage.require(
                spec,
                thresholds.isEmpty() || !youden,
                "--youden and --thresholds exclude each other: give one of them");
        Usage.require(
                spec,
                thresholds.isEmpty() || thresholds.size() == 1 || thresholds.size() == 3,
                "--thresholds takes one or three numbers, got " + thresholds.size());
        if (thresholds.isEmpty()) {
            return Optional.empty();
        }
        List<Double> three = thresholds.size() == 3 ? thresholds : Collections.nCopies(3, thresholds.get(0));
        return Optional.of(Usage.of(spec, () -> Thresholds.of(three)));
    }

    private void warnOfTrainingPatients(Cohort truth, List<Prediction> measured) {
        Set<String> trainingIds = truth.patients().stream()
                .filter(patient -> patient.partition().equals(Optional.of(Partition.TRAIN)))
                .map(PatientStudy::patientId)
                .collect(Collectors.toSet());
        long training = measured.stream()
                .filter(prediction -> trainingIds.contains(prediction.patientId()))
                .count();
        if (training > 0 && partition.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("spect: " + training + " of the " + measured.size()
                            + " patients are marked as training patients; --partition test measures the others");
        }
    }

    private Map<String, Object> json(Evaluation evaluation, int predicted) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("reference", reference.id());
        result.put("patients", evaluation.data().patients());
        result.put("left_out", predicted - evaluation.data().patients());
        result.put("thresholds", evaluation.thresholds().toList());
        for (Metrics metrics : evaluation.metrics()) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("tp", metrics.counts().truePositives());
            values.put("tn", metrics.counts().trueNegatives());
            values.put("fp", metrics.counts().falsePositives());
            values.put("fn", metrics.counts().falseNegatives());
            metrics.byName().forEach((name, estimate) -> {
                values.put(name, estimate.value());
                values.put(name + "_ci", List.of(estimate.lower(), estimate.upper()));
            });
            result.put(metrics.analysis().id(), values);
        }
        result.put("notice", Prediction.RESEARCH_USE_ONLY);
        return result;
    }

    private String text(Evaluation evaluation, int predicted) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d patients by %s (%d predictions left out), thresholds LAD %.3f RCA %.3f LCX %.3f%n%n",
                evaluation.data().patients(),
                reference.id(),
                predicted - evaluation.data().patients(),
                evaluation.thresholds().lad(),
                evaluation.thresholds().rca(),
                evaluation.thresholds().lcx()));
        text.append(String.format(Locale.ROOT, "%-12s %4s %4s %4s %4s", "", "TP", "TN", "FP", "FN"));
        List<String> names = List.copyOf(evaluation.metrics().get(0).byName().keySet());
        names.forEach(name -> text.append(String.format(Locale.ROOT, "  %-20s", name.replace('_', ' '))));
        text.append('\n');
        for (Metrics metrics : evaluation.metrics()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-12s %4d %4d %4d %4d",
                    metrics.analysis().title(),
                    metrics.counts().truePositives(),
                    metrics.counts().trueNegatives(),
                    metrics.counts().falsePositives(),
                    metrics.counts().falseNegatives()));
            metrics.byName()
                    .values()
                    .forEach(estimate -> text.append(String.format(Locale.ROOT, "  %-20s", text(estimate))));
            text.append('\n');
        }
        return text.append('\n').append(Prediction.RESEARCH_USE_ONLY).toString();
    }

    private static String text(Estimate estimate) {
        return Double.isNaN(estimate.value())
                ? "undefined"
                : String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", estimate.value(), estimate.lower(), estimate.upper());
    }
}
