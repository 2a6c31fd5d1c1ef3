package io.github.spectcad.study.comparison;

import io.github.spectcad.core.ExpertReading;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.stats.CalibrationSlope;
import io.github.spectcad.stats.DeLongTest;
import io.github.spectcad.stats.McNemarTest;
import io.github.spectcad.stats.ReliabilityCurve;
import io.github.spectcad.study.comparison.ComparedModels.Model;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.Estimate;
import io.github.spectcad.study.evaluation.Evaluator;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import io.github.spectcad.study.evaluation.Metrics;
import io.github.spectcad.study.evaluation.PatientProfile;
import io.github.spectcad.study.report.MetricTables;
import io.github.spectcad.study.report.Numbers;
import io.github.spectcad.study.report.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** One model, selected without the test patients, looked at closely: calibration, subgroups, and beside the expert readers. */
final class SelectedModelTables {
    private static final double CRITICAL_Z = 1.959963984540054;
    private static final int BINS = 10;
    private static final Map<String, Predicate<PatientProfile>> SUBGROUPS = subgroups();

    private final Model model;
    private final Evaluator evaluator;
    private final Map<String, PatientProfile> profiles = new HashMap<>();

    SelectedModelTables(Model model, Evaluator evaluator, List<PatientProfile> patients) {
        this.model = model;
        this.evaluator = evaluator;
        patients.forEach(patient -> profiles.put(patient.id(), patient));
    }

    private static Map<String, Predicate<PatientProfile>> subgroups() {
        Map<String, Predicate<PatientProfile>> groups = new LinkedHashMap<>();
        groups.put("all", patient -> true);
        groups.put("men", patient -> patient.sex().equals("male"));
        groups.put("women", patient -> patient.sex().equals("female"));
        groups.put("age below 60", patient -> patient.ageYears() < 60);
        groups.put("age 60 or above", patient -> patient.ageYears() >= 60);
        groups.put("BMI below 30", patient -> patient.bmi() < 30);
        groups.put("BMI 30 or above", patient -> patient.bmi() >= 30);
        return groups;
    }

    Table calibration(List<Analysis> analyses) {
        List<List<String>> rows = new ArrayList<>();
        for (Analysis analysis : analyses) {
            int[] labels = model.test().labels(analysis);
            double[] scores = model.test().scores(analysis);
            ReliabilityCurve curve = ReliabilityCurve.equalCount(labels, scores, BINS);
            List<String> row = new ArrayList<>(List.of(
                    analysis.title(),
                    Numbers.decimals(curve.brier().score()),
                    Numbers.decimals(curve.brier().skill()),
                    Numbers.decimals(curve.expectedCalibrationError())));
            row.addAll(slope(labels, scores));
            rows.add(row);
        }
        return new Table(
                "Calibration of " + model.name() + " (ECE of ten groups of equal size; perfect: slope 1, intercept 0)",
                List.of(
                        "Analysis",
                        "Brier score",
                        "Brier skill",
                        "ECE",
                        "Slope (95 % interval)",
                        "Calibration in the large (95 % interval)"),
                rows);
    }

    private static List<String> slope(int[] labels, double[] scores) {
        try {
            CalibrationSlope fit = CalibrationSlope.of(labels, scores);
            return List.of(interval(fit.slope(), fit.slopeError()), interval(fit.inTheLarge(), fit.inTheLargeError()));
        } catch (IllegalArgumentException e) {
            return List.of("n/a", "n/a"); // no finite slope exists
        }
    }

    private static String interval(double value, double error) {
        return Numbers.interval(new Estimate(value, value - CRITICAL_Z * error, value + CRITICAL_Z * error));
    }

    Table subgroups(Analysis analysis) {
        List<List<String>> rows = new ArrayList<>();
        SUBGROUPS.forEach((name, members) -> {
            int[] chosen = IntStream.range(0, model.test().patients())
                    .filter(i -> profile(i).filter(members).isPresent())
                    .toArray();
            if (chosen.length > 0) {
                rows.add(row(name, only(model.test(), chosen), analysis));
            }
        });
        return new Table(
                analysis.title() + ": subgroups, " + model.name(),
                List.of("Subgroup", "Patients", "Diseased cases", "AUC", "Sensitivity", "Specificity"),
                rows);
    }

    private List<String> row(String name, LabelledPredictions data, Analysis analysis) {
        int[] labels = data.labels(analysis);
        int diseased = IntStream.of(labels).sum();
        List<String> row = new ArrayList<>(
                List.of(name, Integer.toString(data.patients()), Numbers.count(diseased, labels.length)));
        if (diseased == 0 || diseased == labels.length) {
            row.addAll(List.of("n/a", "n/a", "n/a")); // one class
        } else {
            Metrics metrics = evaluator.evaluate(data, model.thresholds(), analysis);
            row.addAll(List.of(
                    Numbers.interval(metrics.auc()),
                    Numbers.interval(metrics.sensitivity()),
                    Numbers.interval(metrics.specificity())));
        }
        return row;
    }

    private Optional<PatientProfile> profile(int patient) {
        return Optional.ofNullable(
                profiles.get(model.test().predictions().get(patient).patientId()));
    }

    private static LabelledPredictions only(LabelledPredictions data, int[] chosen) {
        return new LabelledPredictions(
                data.reference(),
                IntStream.of(chosen).mapToObj(data.predictions()::get).toList(),
                IntStream.of(chosen).mapToObj(data.truth()::get).toList());
    }

    /** The readers against angiography, as if they were a model, and the model on the same patients; empty if nobody was read. */
    Optional<Readers> readers() {
        if (model.test().reference() != Reference.ICA) {
            return Optional.empty();
        }
        int[] read = IntStream.range(0, model.test().patients())
                .filter(i -> profile(i).filter(p -> !p.er().isEmpty()).isPresent())
                .toArray();
        if (read.length == 0) {
            return Optional.empty();
        }
        List<PatientProfile> patients =
                IntStream.of(read).mapToObj(i -> profile(i).orElseThrow()).toList();
        boolean scored = patients.stream().noneMatch(p -> p.summedScores().isEmpty());
        LabelledPredictions same = only(model.test(), read);
        LabelledPredictions readers = new LabelledPredictions(
                Reference.ICA,
                patients.stream().map(p -> scored ? bySum(p) : byLabel(p)).toList(),
                same.truth());
        return Optional.of(new Readers(readers, scored, same));
    }

    private static Prediction bySum(PatientProfile patient) {
        List<Integer> sums = patient.summedScores();
        return new Prediction(patient.id(), share(sums.get(0)), share(sums.get(1)), share(sums.get(2)));
    }

    private static double share(int sum) {
        return (double) sum / SegmentScores.MAX_SUM;
    }

    private static Prediction byLabel(PatientProfile patient) {
        VesselLabels labels = patient.labels(Reference.ER).orElseThrow();
        return new Prediction(patient.id(), labels.lad() ? 1 : 0, labels.rca() ? 1 : 0, labels.lcx() ? 1 : 0);
    }

    /** The expert readers beside the model, as in the paper's Table 5. */
    final class Readers {
        private final LabelledPredictions readers;
        private final Thresholds thresholds;
        private final String name;
        private final LabelledPredictions predicted;

        private Readers(LabelledPredictions readers, boolean scored, LabelledPredictions predicted) {
            double abnormal = scored ? share(ExpertReading.ABNORMAL_SUM) : 0.5;
            this.readers = readers;
            this.thresholds = new Thresholds(abnormal, abnormal, abnormal);
            this.name = scored ? "expert readers, summed scores" : "expert readers, yes or no";
            this.predicted = predicted;
        }

        Table measures(List<Analysis> analyses) {
            List<List<String>> rows = new ArrayList<>();
            for (Analysis analysis : analyses) {
                rows.add(MetricTables.row(name, evaluator.evaluate(readers, thresholds, analysis)));
                rows.add(MetricTables.row(model.name(), evaluator.evaluate(predicted, model.thresholds(), analysis)));
            }
            return new Table(
                    "Expert readers and model against angiography, " + predicted.patients()
                            + " patients; readers call a vessel diseased from a summed score of "
                            + ExpertReading.ABNORMAL_SUM + ", a patient where any vessel is",
                    MetricTables.HEADER,
                    rows);
        }

        Table tests(List<Analysis> analyses) {
            List<List<String>> rows = new ArrayList<>();
            for (Analysis analysis : analyses) {
                int[] labels = predicted.labels(analysis);
                int[] byModel = predicted.decisions(analysis, model.thresholds());
                int[] byReaders = readers.decisions(analysis, thresholds);
                DeLongTest.Paired areas =
                        DeLongTest.withDefaults().test(labels, predicted.scores(analysis), readers.scores(analysis));
                rows.add(List.of(
                        analysis.title(),
                        Numbers.decimals(areas.difference()),
                        Numbers.pValue(areas.pValue()),
                        difference(labels, byModel, byReaders, 1),
                        Numbers.pValue(mcNemar(labels, byModel, byReaders, 1)),
                        difference(labels, byModel, byReaders, 0),
                        Numbers.pValue(mcNemar(labels, byModel, byReaders, 0))));
            }
            return new Table(
                    "Model minus readers (AUC: DeLong; sensitivity and specificity: McNemar, exact; per vessel both take"
                            + " vessels for independent)",
                    List.of(
                            "Analysis",
                            "AUC",
                            "p",
                            "Sensitivity",
                            "p of sensitivity",
                            "Specificity",
                            "p of specificity"),
                    rows);
        }

        private static double mcNemar(int[] labels, int[] first, int[] second, int label) {
            return McNemarTest.of(of(labels, labels, label), of(labels, first, label), of(labels, second, label))
                    .exactPValue();
        }

        private static String difference(int[] labels, int[] first, int[] second, int label) {
            int cases = of(labels, labels, label).length;
            int right = 0;
            for (int i = 0; i < labels.length; i++) {
                if (labels[i] == label) {
                    right += (first[i] == label ? 1 : 0) - (second[i] == label ? 1 : 0);
                }
            }
            return Numbers.decimals((double) right / cases);
        }

        private static int[] of(int[] labels, int[] values, int label) {
            return IntStream.range(0, labels.length)
                    .filter(i -> labels[i] == label)
                    .map(i -> values[i])
                    .toArray();
        }
    }
}
