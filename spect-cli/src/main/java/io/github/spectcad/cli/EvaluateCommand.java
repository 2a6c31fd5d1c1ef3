package io.github.spectcad.cli;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.io.ModelPredictions;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.Coverage;
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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares predictions with a reference standard. */
@Command(
        name = "evaluate",
        header = "Measure predictions against a reference standard.",
        description = "Measure predictions against a reference standard: for each vessel, per vessel (all vessels together) and per patient, each"
                + " measure with its 95 %% interval. All patients with the reference standard are expected to be"
                + " predicted. Thresholds are the model's, where the predictions have them, as 'spect predict' writes"
                + " them.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
    @Option(names = "--predictions", required = true, paramLabel = "FILE", description = "Predictions (CSV).")
    private Path predictions;

    @Mixin
    private MeasuredPatients patients;

    @Option(
            names = "--thresholds",
            paramLabel = "T",
            split = ",",
            description = "Decision thresholds: one for all vessels, or three for LAD,RCA,LCX (default: the model's;"
                    + " 0.5 where the predictions have none).")
    private List<Double> thresholds = List.of();

    @Option(
            names = "--youden",
            description = "Choose the threshold of each vessel by the Youden index on the predicted validation"
                    + " patients.")
    private boolean youden;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    /** Decision thresholds, and where they come from. */
    private record Decision(Thresholds thresholds, String source) {}

    @Override
    public Integer call() throws IOException {
        Optional<Thresholds> given = given();
        patients.cohort();
        ModelPredictions model = ModelPredictions.read(predictions);
        Decision decision = decision(given, model);
        Coverage coverage = patients.coverage(model);
        LabelledPredictions measured = patients.label(predictions, model, coverage);
        Evaluation evaluation = Evaluator.withDefaults().evaluate(measured, decision.thresholds());
        json.print(
                spec,
                json(evaluation, coverage, decision.source()),
                () -> text(evaluation, coverage, decision.source()));
        return 0;
    }

    /** The thresholds that the options give, if any. */
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

    private Decision decision(Optional<Thresholds> given, ModelPredictions model) throws IOException {
        if (youden) {
            LabelledPredictions validation = patients.validation(model.predictions())
                    .orElseThrow(() -> new IllegalArgumentException(
                            predictions + ": no validation patient is predicted, so --youden has nobody to choose by"));
            return new Decision(YoudenThresholds.of(validation), "the validation patients");
        }
        return given.map(thresholds -> new Decision(thresholds, "the command line"))
                .or(() -> model.thresholds().map(thresholds -> new Decision(thresholds, "the model")))
                .orElse(new Decision(Thresholds.HALF, "default"));
    }

    private Map<String, Object> json(Evaluation evaluation, Coverage coverage, String source) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("reference", patients.reference().id());
        result.put("patients", coverage.measured());
        result.put("expected", coverage.expected());
        result.put("predicted", coverage.predicted());
        result.put("missing", coverage.missing().size());
        result.put("extra", coverage.extra().size());
        result.put("missing_patients", coverage.missing());
        result.put("extra_patients", coverage.extra());
        result.put("thresholds", evaluation.thresholds().toList());
        result.put("thresholds_from", source);
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
            Optional.ofNullable(evaluation.oneClass().get(metrics.analysis()))
                    .ifPresent(reason -> values.put("undefined", reason));
            if (metrics.analysis() == Analysis.PER_VESSEL) {
                Estimate clustered = evaluation.clusteredAuc();
                values.put("auc_obuchowski_ci", List.of(clustered.lower(), clustered.upper()));
            }
            result.put(metrics.analysis().id(), values);
        }
        result.put("notice", Prediction.RESEARCH_USE_ONLY);
        return result;
    }

    private String text(Evaluation evaluation, Coverage coverage, String source) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d patients by %s: %d expected, %d predicted, %d missing, %d extra%n"
                        + "thresholds LAD %.3f RCA %.3f LCX %.3f (%s)%n%n",
                coverage.measured(),
                patients.reference().id(),
                coverage.expected(),
                coverage.predicted(),
                coverage.missing().size(),
                coverage.extra().size(),
                evaluation.thresholds().lad(),
                evaluation.thresholds().rca(),
                evaluation.thresholds().lcx(),
                source));
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
        evaluation.oneClass().values().forEach(reason -> text.append('\n').append(reason));
        return text.append("\n\n").append(Prediction.RESEARCH_USE_ONLY).toString();
    }

    private static String text(Estimate estimate) {
        return Double.isNaN(estimate.value())
                ? "undefined"
                : String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", estimate.value(), estimate.lower(), estimate.upper());
    }
}
