package io.github.spectcad.study.comparison;

import io.github.spectcad.core.Reference;
import io.github.spectcad.stats.CalibrationSlope;
import io.github.spectcad.stats.ReliabilityCurve;
import io.github.spectcad.study.comparison.ComparedModels.Model;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.Estimate;
import io.github.spectcad.study.evaluation.Evaluator;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import io.github.spectcad.study.evaluation.Metrics;
import io.github.spectcad.study.evaluation.PatientProfile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** One model, selected without the test patients, looked at closely: calibration, subgroups, and beside the expert readers. */
public final class SelectedModel {
    private static final double CRITICAL_Z = 1.959963984540054;
    private static final int BINS = 10;
    private static final Estimate UNDEFINED = new Estimate(Double.NaN, Double.NaN, Double.NaN);
    private static final Map<String, Predicate<PatientProfile>> SUBGROUPS = subgroups();

    private final Model model;
    private final Evaluator evaluator;
    private final Map<String, PatientProfile> profiles = new HashMap<>();

    /**
     * A model to be looked at.
     *
     * @param model the model
     * @param evaluator computes its measures
     * @param patients profiles of the test patients; those not given are in no subgroup
     */
    public SelectedModel(Model model, Evaluator evaluator, List<PatientProfile> patients) {
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

    /** {@return the model} */
    public Model model() {
        return model;
    }

    /**
     * Calibration in one analysis.
     *
     * @param analysis what counts as a case
     * @param brier Brier score
     * @param brierSkill Brier skill score
     * @param calibrationError expected calibration error over ten groups of equal size
     * @param slope calibration slope, with its 95 % Wald interval (per vessel with vessels clustered in patients, Liang and Zeger
     *     1986); undefined where no finite one exists
     * @param inTheLarge calibration in the large, likewise
     */
    public record Calibration(
            Analysis analysis,
            double brier,
            double brierSkill,
            double calibrationError,
            Estimate slope,
            Estimate inTheLarge) {}

    /**
     * How well probabilities agree with frequencies.
     *
     * @param analysis what counts as a case
     * @return the calibration
     */
    public Calibration calibration(Analysis analysis) {
        int[] labels = model.test().labels(analysis);
        double[] scores = model.test().scores(analysis);
        ReliabilityCurve curve = ReliabilityCurve.equalCount(labels, scores, BINS);
        Estimate slope = UNDEFINED;
        Estimate inTheLarge = UNDEFINED;
        try {
            CalibrationSlope fit = analysis == Analysis.PER_VESSEL
                    ? CalibrationSlope.of(labels, scores, model.test().patientOfCase())
                    : CalibrationSlope.of(labels, scores);
            slope = wald(fit.slope(), fit.slopeError());
            inTheLarge = wald(fit.inTheLarge(), fit.inTheLargeError());
        } catch (IllegalArgumentException e) {
            slope = UNDEFINED; // no finite slope exists
        }
        return new Calibration(
                analysis,
                curve.brier().score(),
                curve.brier().skill(),
                curve.expectedCalibrationError(),
                slope,
                inTheLarge);
    }

    private static Estimate wald(double value, double error) {
        return new Estimate(value, value - CRITICAL_Z * error, value + CRITICAL_Z * error);
    }

    /**
     * The measures in one group of patients.
     *
     * @param name which group
     * @param patients how many patients it has
     * @param cases how many cases
     * @param diseased how many of them are diseased
     * @param auc area under the ROC curve; undefined where the cases are of one class
     * @param sensitivity likewise
     * @param specificity likewise
     */
    public record Subgroup(
            String name,
            int patients,
            int cases,
            int diseased,
            Estimate auc,
            Estimate sensitivity,
            Estimate specificity) {}

    /**
     * The measures by sex, age and body-mass index.
     *
     * @param analysis what counts as a case
     * @return the groups that have patients
     */
    public List<Subgroup> subgroups(Analysis analysis) {
        List<Subgroup> groups = new ArrayList<>();
        SUBGROUPS.forEach((name, members) -> {
            int[] chosen = IntStream.range(0, model.test().patients())
                    .filter(i -> profile(i).filter(members).isPresent())
                    .toArray();
            if (chosen.length > 0) {
                groups.add(subgroup(name, only(model.test(), chosen), analysis));
            }
        });
        return groups;
    }

    private Subgroup subgroup(String name, LabelledPredictions data, Analysis analysis) {
        int[] labels = data.labels(analysis);
        int diseased = IntStream.of(labels).sum();
        if (diseased == 0 || diseased == labels.length) {
            return new Subgroup(name, data.patients(), labels.length, diseased, UNDEFINED, UNDEFINED, UNDEFINED);
        }
        Metrics metrics = evaluator.evaluate(data, model.thresholds(), analysis);
        return new Subgroup(
                name,
                data.patients(),
                labels.length,
                diseased,
                metrics.auc(),
                metrics.sensitivity(),
                metrics.specificity());
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

    /**
     * The expert readers beside the model, against angiography.
     *
     * @return the comparison; empty where the model predicts the readers, or nobody was read
     */
    public Optional<ReaderComparison> readers() {
        if (model.test().reference() != Reference.ICA) {
            return Optional.empty();
        }
        int[] read = IntStream.range(0, model.test().patients())
                .filter(i -> profile(i).flatMap(p -> p.labels(Reference.ER)).isPresent())
                .toArray();
        if (read.length == 0) {
            return Optional.empty();
        }
        return Optional.of(ReaderComparison.of(
                IntStream.of(read).mapToObj(i -> profile(i).orElseThrow()).toList(),
                model,
                only(model.test(), read),
                evaluator));
    }
}
