package io.github.spectcad.cli;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.io.ModelPredictions;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.Coverage;
import io.github.spectcad.study.evaluation.Evaluation;
import io.github.spectcad.study.evaluation.Evaluator;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import io.github.spectcad.study.evaluation.YoudenThresholds;
import io.github.spectcad.study.trust.CoverageCurve;
import io.github.spectcad.study.trust.Subgroups;
import io.github.spectcad.study.trust.TargetPoint;
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
        description =
                "Measure predictions against a reference standard: for each vessel, per vessel (all vessels together) and per patient, each"
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
    private OperatingPointOptions target;

    @Mixin
    private SubgroupOptions groups;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    /** Decision thresholds, and where they come from. */
    private record Decision(Thresholds thresholds, String source) {}

    @Override
    public Integer call() throws IOException {
        Optional<Thresholds> given = given();
        target.check();
        Usage.require(
                spec,
                !target.wanted() || (given.isEmpty() && !youden),
                "--sensitivity and --specificity choose thresholds: leave out --thresholds and --youden");
        patients.cohort();
        ModelPredictions model = ModelPredictions.read(predictions);
        Coverage coverage = patients.coverage(model);
        LabelledPredictions measured = patients.label(predictions, model, coverage);
        Decision decision = decision(given, model, measured);
        Evaluation evaluation = Evaluator.withDefaults().evaluate(measured, decision.thresholds());
        Map<String, Object> result = json(evaluation, coverage, decision.source());
        StringBuilder more = new StringBuilder();
        CoverageCurve curve = CoverageCurve.of(measured, decision.thresholds());
        result.put(
                "accuracy_against_coverage",
                curve.points().stream()
                        .map(point -> List.of(point.coverage(), point.accuracy()))
                        .toList());
        more.append("\n\naccuracy if only the surest decisions on vessels are made:");
        for (int i : new int[] {0, 2, 5, 8}) {
            CoverageCurve.Point point = curve.points().get(i);
            more.append(String.format(Locale.ROOT, " %.0f %%: %.3f", 100 * point.coverage(), point.accuracy()));
        }
        more.append('\n');
        if (target.wanted()) {
            Map<Analysis, TargetPoint> points = target.points(measured);
            result.put("operating_points", target.json(points));
            more.append(target.text(points));
        }
        if (groups.wanted()) {
            Subgroups subgroups = Subgroups.of(
                    measured, decision.thresholds(), groups.factors(patients.file(), measured.predictions()));
            result.put("subgroups", SubgroupOptions.json(subgroups));
            more.append(SubgroupOptions.text(subgroups));
        }
        result.put("notice", Prediction.RESEARCH_USE_ONLY);
        json.print(
                spec,
                result,
                () -> text(evaluation, coverage, decision.source()) + more + "\n" + Prediction.RESEARCH_USE_ONLY);
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

    private Decision decision(Optional<Thresholds> given, ModelPredictions model, LabelledPredictions measured)
            throws IOException {
        if (target.wanted()) {
            Optional<LabelledPredictions> validation = patients.validation(model.predictions());
            return validation
                    .map(others -> new Decision(target.thresholds(others), validationPatients(others)))
                    .orElseGet(() -> new Decision(target.thresholds(measured), "these very patients, which flatters"));
        }
        if (youden) {
            LabelledPredictions validation = patients.validation(model.predictions())
                    .orElseThrow(() -> new IllegalArgumentException(
                            predictions + ": no validation patient is predicted, so --youden has nobody to choose by"));
            return new Decision(YoudenThresholds.of(validation), validationPatients(validation));
        }
        return given.map(thresholds -> new Decision(thresholds, "the command line"))
                .or(() -> model.thresholds().map(thresholds -> new Decision(thresholds, "the model")))
                .orElse(new Decision(Thresholds.HALF, "default"));
    }

    private static String validationPatients(LabelledPredictions chosenOn) {
        return "the " + chosenOn.predictions().size() + " validation patients";
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
        result.putAll(EvaluationText.json(evaluation));
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
        text.append(EvaluationText.table(evaluation));
        return text.toString();
    }
}
