package io.github.spectcad.cli;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.Partition;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.io.ModelPredictions;
import io.github.spectcad.io.ReadingCsv;
import io.github.spectcad.study.comparison.AnalysisComparison;
import io.github.spectcad.study.comparison.ComparedModels;
import io.github.spectcad.study.comparison.FactorComparison;
import io.github.spectcad.study.evaluation.Coverage;
import io.github.spectcad.study.evaluation.Estimate;
import io.github.spectcad.study.evaluation.Evaluator;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import io.github.spectcad.study.evaluation.PatientProfile;
import io.github.spectcad.study.evaluation.YoudenThresholds;
import io.github.spectcad.study.report.ComparisonReport;
import io.github.spectcad.study.report.HtmlReport;
import io.github.spectcad.study.report.ReadingSection;
import io.github.spectcad.study.report.ReportFiles;
import io.github.spectcad.study.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares the predictions of several models. */
@Command(
        name = "compare",
        header = "Compare models from their prediction files.",
        description = "Compare the predictions of several models for the same patients, per vessel and per patient:"
                + " DeLong's test for every pair with a ranking (per vessel with vessels clustered in patients), the Wilcoxon rank-sum test on bootstrapped AUCs, and the"
                + " best model's AUC corrected for selection. Each file holds the predictions of one model and names it."
                + " Thresholds are the model's, where its file has them; else, with --partition test, those with the largest"
                + " sensitivity + specificity on the predicted validation patients; else 0.5.",
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    static final double SIGNIFICANT = 0.05;
    /** Up to this number of models, every pair is shown. */
    static final int FEW = 10;

    @Option(
            names = "--predictions",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "Predictions (CSV), one file per model.")
    private List<Path> predictions;

    @Mixin
    private MeasuredPatients patients;

    @Option(
            names = "--factors",
            split = ",",
            paramLabel = "NAME",
            description = "Factors whose levels make up the file names, separated by '_': for example"
                    + " strategy,backbone,input. The levels of each factor are compared.")
    private List<String> factors = List.of();

    @Option(
            names = "--resamples",
            paramLabel = "N",
            defaultValue = "" + ComparisonReport.PAPER_RESAMPLES,
            description = "Number of resamples of the patients, at least 100 (default: the paper's ${DEFAULT-VALUE}).")
    private int resamples;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the resampling (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--readings",
            paramLabel = "FILE",
            description =
                    "What readers said without and with the model (CSV): adds them to the report, beside the model whose"
                            + " probabilities they saw; where that is not known, the best on the validation patients or the"
                            + " first one given.")
    private Optional<Path> readings = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for a report: report.html, every table as CSV and every figure as SVG.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private OutputOption output;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    private final Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();

    @Override
    public Integer call() throws IOException {
        if (resamples < 100) {
            throw new ParameterException(spec.commandLine(), "--resamples is " + resamples + ": must be at least 100");
        }
        Usage.require(spec, readings.isEmpty() || out.isPresent(), "--readings adds to the report: give --out too");
        if (out.isPresent()) {
            List<Path> inputs = new ArrayList<>(predictions);
            inputs.add(patients.file());
            readings.ifPresent(inputs::add);
            output.checkReport(out.get(), inputs);
        }
        Cohort cohort = patients.cohort();
        ComparedModels models = models();
        List<AnalysisComparison> comparisons = ComparisonReport.compare(models, resamples, seed);
        List<PatientProfile> profiles =
                cohort.patients().stream().map(PatientProfile::of).toList();
        Optional<Path> page =
                out.isPresent() ? Optional.of(writeReport(models, comparisons, profiles, out.get())) : Optional.empty();
        json.print(spec, json(comparisons, page), () -> text(comparisons, page));
        return 0;
    }

    private ComparedModels models() throws IOException {
        List<String> names = names();
        List<ComparedModels.Model> models = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            ModelPredictions file = ModelPredictions.read(predictions.get(i));
            Optional<LabelledPredictions> validation = patients.partition().equals(Optional.of(Partition.TEST))
                    ? patients.validation(file.predictions())
                    : Optional.empty();
            Thresholds thresholds = file.thresholds()
                    .or(() -> validation.map(YoudenThresholds::of))
                    .orElse(Thresholds.HALF);
            Coverage coverage = patients.coverage(file);
            counts.put(names.get(i), counts(coverage));
            models.add(new ComparedModels.Model(
                    names.get(i),
                    factors(names.get(i), names.size()),
                    patients.label(predictions.get(i), file, coverage),
                    validation,
                    thresholds));
        }
        String title = names.size() + " models against "
                + (patients.reference() == Reference.ICA ? "invasive coronary angiography" : "the expert readers");
        return ComparedModels.align(title, models);
    }

    private static Map<String, Integer> counts(Coverage coverage) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("expected", coverage.expected());
        counts.put("predicted", coverage.predicted());
        counts.put("missing", coverage.missing().size());
        counts.put("extra", coverage.extra().size());
        return counts;
    }

    /** The names of the files without ending, or with their folders where names are not unique. */
    private List<String> names() {
        List<String> names = predictions.stream().map(CompareCommand::stem).toList();
        if (names.stream().distinct().count() == names.size()) {
            return names;
        }
        return predictions.stream()
                .map(file -> file.toAbsolutePath().getParent().getFileName() + "/" + stem(file))
                .toList();
    }

    private static String stem(Path file) {
        return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    }

    /** Levels from the name; a few models without factors are levels themselves. */
    private Map<String, String> factors(String name, int models) {
        Map<String, String> levels = new LinkedHashMap<>();
        if (factors.isEmpty()) {
            if (models <= FEW) {
                levels.put("model", name);
            }
            return levels;
        }
        String[] parts = name.split("_", -1);
        if (parts.length != factors.size()) {
            throw new IllegalArgumentException("the file name '" + name + "' has " + parts.length
                    + " parts separated by '_', but --factors names " + factors.size() + ": " + factors);
        }
        for (int i = 0; i < parts.length; i++) {
            levels.put(factors.get(i), parts[i]);
        }
        return levels;
    }

    private Path writeReport(
            ComparedModels models, List<AnalysisComparison> comparisons, List<PatientProfile> profiles, Path directory)
            throws IOException {
        HtmlReport report = HtmlReport.titled("Comparison of models")
                .paragraph(models.models().get(0).test().patients() + " patients by "
                        + patients.reference().id() + ", " + resamples + " resamples of the patients, seed " + seed
                        + ".");
        report.section("How to read this").list(ComparisonReport.CAVEATS);
        Evaluator evaluator = Evaluator.withDefaults().withBootstrap(resamples, seed);
        Map<String, Table> tables =
                new LinkedHashMap<>(ComparisonReport.addTo(report, comparisons, profiles, evaluator));
        if (readings.isPresent()) {
            tables.putAll(ReadingSection.addTo(report, models, ReadingCsv.read(readings.get()), evaluator));
        }
        return ReportFiles.write(directory, report, tables);
    }

    private Map<String, Object> json(List<AnalysisComparison> comparisons, Optional<Path> page) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("reference", patients.reference().id());
        result.put("patients", patients(comparisons));
        result.put("counts", counts);
        result.put("resamples", resamples);
        result.put("seed", seed);
        comparisons.forEach(comparison -> result.put(comparison.analysis().id(), json(comparison)));
        Map<String, String> leftOut = new LinkedHashMap<>();
        ComparisonReport.leftOut(comparisons.get(0).compared())
                .forEach((analysis, reason) -> leftOut.put(analysis.id(), reason));
        result.put("left_out", leftOut);
        page.ifPresent(file -> result.put("report", file.toString()));
        result.put("notice", Prediction.RESEARCH_USE_ONLY);
        return result;
    }

    private static int patients(List<AnalysisComparison> comparisons) {
        return comparisons.get(0).models().get(0).test().patients();
    }

    private static Map<String, Object> json(AnalysisComparison comparison) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("models", ranking(comparison));
        if (comparison.models().size() <= FEW) {
            result.put("pairs", pairs(comparison));
        }
        Map<String, Object> wilcoxon = new LinkedHashMap<>();
        comparison
                .factors()
                .forEach(factor -> wilcoxon.put(
                        factor.factor(),
                        factor.pairs().stream().map(CompareCommand::json).toList()));
        result.put("wilcoxon", wilcoxon);
        Map<String, Object> selection = new LinkedHashMap<>();
        selection.put("best", name(comparison, comparison.selection().best()));
        selection.put("apparent_auc", comparison.selection().apparentAuc());
        selection.put("optimism", comparison.selection().optimism());
        selection.put("corrected_auc", comparison.selection().correctedAuc());
        selection.put("out_of_bag_auc", comparison.selection().outOfBagAuc());
        comparison.bestOnValidation().ifPresent(chosen -> {
            selection.put("best_on_validation", name(comparison, chosen));
            selection.put("validation_auc", comparison.validationAuc(chosen));
            selection.put("its_test_auc", comparison.auc(chosen).value());
        });
        result.put("selection", selection);
        return result;
    }

    /** The models by the number of models each outperforms. */
    private static List<Map<String, Object>> ranking(AnalysisComparison comparison) {
        int[] wins = comparison.deLong().wins(SIGNIFICANT);
        int[] adjusted = comparison.deLongHolm().wins(SIGNIFICANT);
        int[] resampled = comparison.winsResampled();
        int[] published = comparison.winsAsPublished();
        List<Map<String, Object>> models = new ArrayList<>();
        for (int model : comparison.deLong().ranking(SIGNIFICANT)) {
            Estimate auc = comparison.auc(model);
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", name(comparison, model));
            entry.put("auc", auc.value());
            entry.put("auc_ci", List.of(auc.lower(), auc.upper()));
            entry.put("outperforms", wins[model]);
            entry.put("outperforms_holm", adjusted[model]);
            entry.put("outperforms_resampled", resampled[model]);
            entry.put("outperforms_published", published[model]);
            models.add(entry);
        }
        return models;
    }

    private static List<Map<String, Object>> pairs(AnalysisComparison comparison) {
        List<Map<String, Object>> pairs = new ArrayList<>();
        for (int i = 0; i < comparison.models().size(); i++) {
            for (int j = i + 1; j < comparison.models().size(); j++) {
                Map<String, Object> pair = new LinkedHashMap<>();
                pair.put("first", name(comparison, i));
                pair.put("second", name(comparison, j));
                pair.put("difference", comparison.deLong().difference(i, j));
                pair.put("z", comparison.deLong().statistic(i, j));
                pair.put("p", comparison.deLong().pValue(i, j));
                pair.put("p_holm", comparison.deLongHolm().adjustedPValue(i, j));
                pairs.add(pair);
            }
        }
        return pairs;
    }

    private static Map<String, Object> json(FactorComparison.Pair pair) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("first", pair.x());
        entry.put("second", pair.y());
        entry.put("mean_difference", pair.meanDifference().value());
        entry.put(
                "mean_difference_ci",
                List.of(pair.meanDifference().lower(), pair.meanDifference().upper()));
        entry.put("median_difference", pair.medianDifference());
        entry.put("cliffs_delta", pair.cliffsDelta());
        entry.put("p", pair.pValue());
        entry.put("p_holm", pair.holm());
        return entry;
    }

    static String name(AnalysisComparison comparison, int model) {
        return comparison.models().get(model).name();
    }

    private String text(List<AnalysisComparison> comparisons, Optional<Path> page) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d models, %d patients by %s%n",
                comparisons.get(0).models().size(),
                patients(comparisons),
                patients.reference().id()));
        comparisons.forEach(comparison -> ComparisonText.append(text, comparison));
        ComparisonReport.leftOut(comparisons.get(0).compared())
                .forEach((analysis, reason) ->
                        text.append(String.format(Locale.ROOT, "%n%s not compared: %s%n", analysis.title(), reason)));
        page.ifPresent(file -> text.append(String.format(Locale.ROOT, "%nreport and tables: %s%n", file)));
        return text.append('\n').append(Prediction.RESEARCH_USE_ONLY).toString();
    }
}
