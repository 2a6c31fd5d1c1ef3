package io.github.spectcad.cli;

import io.github.spectcad.core.ExpertReading;
import io.github.spectcad.core.PatientRule;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.io.CohortCsv;
import io.github.spectcad.io.CohortReadOptions;
import io.github.spectcad.io.ReadingCondition;
import io.github.spectcad.io.ReadingCsv;
import io.github.spectcad.stats.ReaderAnalysis;
import io.github.spectcad.study.comparison.MultiReaderComparison;
import io.github.spectcad.study.text.NumberText;
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
import picocli.CommandLine.Spec;

/** Compares readers with and without a model. */
@Command(
        name = "readers",
        header = "Compare readers with and without a model.",
        description =
                "Compare readers with and without a model's output in view: areas, sensitivities and specificities by"
                        + " Obuchowski and Rockette's multi-reader multi-case analysis, kappa between readers and conditions, and"
                        + " McNemar's test for each reader. Patients count whom every reader read in every condition.",
        mixinStandardHelpOptions = true)
final class ReadersCommand implements Callable<Integer> {
    @Option(
            names = "--readings",
            required = true,
            paramLabel = "FILE",
            description = "Readings (CSV): reader, patient_id, condition (without or with), diseased_lad, diseased_rca,"
                    + " diseased_lcx and, for ordinal ratings, score_1 to score_17.")
    private Path readings;

    @Option(names = "--cohort", required = true, paramLabel = "FILE", description = "Cohort CSV.")
    private Path cohort;

    @Option(
            names = "--reference",
            required = true,
            paramLabel = "ica|er",
            description = "Reference standard: invasive coronary angiography or expert reading.")
    private Reference reference;

    @Option(
            names = "--rule",
            paramLabel = "NAME",
            description =
                    "When segment scores make a patient abnormal: any-vessel (the largest summed score of a vessel),"
                            + " maximum (the largest score of a segment) or summed (the sum of all) is at least --score"
                            + " (default: whoever has a vessel that the reader calls diseased).")
    private Optional<String> rule = Optional.empty();

    @Option(names = "--score", paramLabel = "N", description = "Smallest abnormal score of --rule (default: 4).")
    private Optional<Integer> score = Optional.empty();

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Usage.require(spec, rule.isPresent() || score.isEmpty(), "--score belongs to --rule");
        Optional<PatientRule> patientRule = rule.map(name ->
                Usage.of(spec, () -> new PatientRule(measure(name), score.orElse(ExpertReading.ABNORMAL_SUM))));
        MultiReaderComparison comparison = MultiReaderComparison.of(
                ReadingCsv.read(readings),
                CohortCsv.read(cohort, CohortReadOptions.DEFAULT.withStates()).cohort(),
                reference,
                patientRule);
        json.print(spec, json(comparison), () -> text(comparison));
        return 0;
    }

    private static PatientRule.Measure measure(String name) {
        return switch (name) {
            case "any-vessel" -> PatientRule.Measure.LARGEST_VESSEL_SUM;
            case "maximum" -> PatientRule.Measure.LARGEST_SEGMENT_SCORE;
            case "summed" -> PatientRule.Measure.SUMMED_SCORE;
            default ->
                throw new IllegalArgumentException(
                        "--rule is '" + ErrorText.oneLine(name) + "': must be any-vessel, maximum or summed");
        };
    }

    private static List<String> names(MultiReaderComparison comparison) {
        return comparison.conditions().stream().map(ReadingCondition::id).toList();
    }

    private Map<String, Object> json(MultiReaderComparison comparison) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("reference", reference.id());
        result.put("readers", comparison.readers());
        result.put("conditions", names(comparison));
        result.put("cases", comparison.cases());
        result.put("left_out", comparison.leftOut());
        result.put("ratings", comparison.ordinal() ? "segment scores" : "decisions");
        for (MultiReaderComparison.Result one : comparison.results()) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (MultiReaderComparison.Measure measure : one.measures()) {
                Map<String, Object> figures = new LinkedHashMap<>();
                for (int c = 0; c < comparison.conditions().size(); c++) {
                    figures.put(names(comparison).get(c), measure.values().get(c));
                }
                measure.analysis().ifPresent(analysis -> {
                    for (ReaderAnalysis.Mean mean : analysis.means()) {
                        String name = "mean_" + names(comparison).get(mean.test());
                        figures.put(name, mean.estimate());
                        figures.put(
                                name + "_ci",
                                List.of(mean.interval().lower(), mean.interval().upper()));
                    }
                    for (ReaderAnalysis.Difference difference : analysis.differences()) {
                        figures.put("difference_with_minus_without", -difference.estimate());
                        figures.put(
                                "difference_ci",
                                List.of(
                                        -difference.interval().upper(),
                                        -difference.interval().lower()));
                        figures.put("p_value", difference.pValue());
                    }
                });
                values.put(measure.measure().name().toLowerCase(Locale.ROOT), figures);
            }
            List<Map<String, Object>> kappas = new ArrayList<>();
            for (MultiReaderComparison.Agreement agreement : one.agreement()) {
                Map<String, Object> figures = new LinkedHashMap<>();
                figures.put("first", agreement.first());
                figures.put("second", agreement.second());
                figures.put("kappa", agreement.kappa().kappa());
                figures.put(
                        "kappa_ci",
                        List.of(
                                agreement.kappa().interval().lower(),
                                agreement.kappa().interval().upper()));
                kappas.add(figures);
            }
            values.put("agreement", kappas);
            List<Map<String, Object>> paired = new ArrayList<>();
            for (MultiReaderComparison.Paired reader : one.paired()) {
                Map<String, Object> figures = new LinkedHashMap<>();
                figures.put("reader", reader.reader());
                figures.put("diseased_found_without_only", reader.diseased().firstOnly());
                figures.put("diseased_found_with_only", reader.diseased().secondOnly());
                figures.put("sensitivity_p_exact", reader.diseased().exactPValue());
                figures.put("healthy_cleared_without_only", reader.healthy().firstOnly());
                figures.put("healthy_cleared_with_only", reader.healthy().secondOnly());
                figures.put("specificity_p_exact", reader.healthy().exactPValue());
                paired.add(figures);
            }
            values.put("paired", paired);
            result.put(one.analysis().id(), values);
        }
        result.put("multiplicity", "p-values are not adjusted");
        result.put("notice", Prediction.RESEARCH_USE_ONLY);
        return result;
    }

    private String text(MultiReaderComparison comparison) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d %s, %d patients by %s%s; areas are of %s%n",
                comparison.readers().size(),
                comparison.readers().size() == 1 ? "reader" : "readers",
                comparison.cases(),
                reference.id(),
                comparison.leftOut() == 0
                        ? ""
                        : ", " + comparison.leftOut() + " left out (not read by all, or without the reference)",
                comparison.ordinal() ? "segment scores" : "decisions, which give one point of the ROC curve"));
        for (MultiReaderComparison.Result one : comparison.results()) {
            text.append(String.format(Locale.ROOT, "%n%s%n", one.analysis().title()));
            for (MultiReaderComparison.Measure measure : one.measures()) {
                append(text, comparison, measure);
            }
            for (MultiReaderComparison.Agreement agreement : one.agreement()) {
                text.append(NumberText.of(
                        "  kappa of %s and %s: %.2f [%.2f, %.2f]%n",
                        ErrorText.oneLine(agreement.first()),
                        ErrorText.oneLine(agreement.second()),
                        agreement.kappa().kappa(),
                        possible(agreement.kappa().interval().lower()),
                        possible(agreement.kappa().interval().upper())));
            }
            for (MultiReaderComparison.Paired reader : one.paired()) {
                text.append(String.format(
                        Locale.ROOT,
                        "  %s: diseased found only without %d, only with %d (p %s); healthy cleared only without %d, only"
                                + " with %d (p %s)%n",
                        ErrorText.oneLine(reader.reader()),
                        reader.diseased().firstOnly(),
                        reader.diseased().secondOnly(),
                        pValue(reader.diseased().exactPValue()),
                        reader.healthy().firstOnly(),
                        reader.healthy().secondOnly(),
                        pValue(reader.healthy().exactPValue())));
            }
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "%n%s; McNemar's tests exact; p-values not adjusted%n",
                        comparison.readers().size() == 1
                                ? "one reader tells nothing of others: no test over readers"
                                : "readers and cases random (Obuchowski and Rockette)"))
                .append(Prediction.RESEARCH_USE_ONLY)
                .toString();
    }

    /** Normal and t intervals of few readers and cases reach beyond what a kappa or a difference can be. */
    private static double possible(double limit) {
        return Math.max(-1, Math.min(1, limit));
    }

    /** Undefined where no case was decided differently. */
    private static String pValue(double p) {
        return Double.isNaN(p) ? "n/a" : String.format(Locale.ROOT, "%.3f", p);
    }

    private static void append(
            StringBuilder text, MultiReaderComparison comparison, MultiReaderComparison.Measure measure) {
        text.append(
                String.format(Locale.ROOT, "  %-12s", measure.measure().name().toLowerCase(Locale.ROOT)));
        for (int c = 0; c < comparison.conditions().size(); c++) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %s %.3f",
                    names(comparison).get(c),
                    measure.values().get(c).stream()
                            .mapToDouble(value -> value)
                            .average()
                            .orElseThrow()));
        }
        measure.analysis()
                .ifPresent(analysis -> analysis.differences()
                        .forEach(difference -> text.append(NumberText.of(
                                "  gain %+.3f [%+.3f, %+.3f], p %s",
                                -difference.estimate(),
                                possible(-difference.interval().upper()),
                                possible(-difference.interval().lower()),
                                NumberText.pValue(difference.pValue())))));
        text.append(System.lineSeparator());
    }
}
