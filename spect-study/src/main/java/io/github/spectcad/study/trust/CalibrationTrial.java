package io.github.spectcad.study.trust;

import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.nn.model.Calibration;
import io.github.spectcad.nn.model.CalibrationMethod;
import io.github.spectcad.nn.model.OutOfSample;
import io.github.spectcad.stats.ConfidenceInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What calibrating on patients is worth, by nested cross-validation: the patients are divided into five parts, ten times over;
 * each part gets its probabilities from maps learned on the other four, and where the method is to be chosen, it is chosen
 * by a cross-validation within these four, so that no patient decides anything about its own probability.
 *
 * @param chosen the method with the smallest cross-validated log loss on all patients
 * @param before the measures as the probabilities were, over all vessels
 * @param after the measures of each method applied out of sample, each a mean over the ten divisions
 * @param chosenWithin the measures where the method is chosen anew within each four parts: what the choice is worth
 * @param gain mean fall of the Brier score by calibrating with the method chosen within; above 0 where it helps
 * @param interval its 95 % interval over the patients
 * @since 0.1.0
 */
public record CalibrationTrial(
        CalibrationMethod chosen,
        CalibrationMeasures before,
        Map<CalibrationMethod, CalibrationMeasures> after,
        CalibrationMeasures chosenWithin,
        double gain,
        ConfidenceInterval interval) {
    private static final int REPEATS = 10;
    private static final int FOLDS = 5;

    /** Of 0.975. */
    private static final double NORMAL_QUANTILE = 1.959963984540054;

    /** Fewer patients cannot be divided so that maps can be learned from parts of parts. */
    public static final int FEWEST_PATIENTS = 20;

    /** Copies the map. */
    public CalibrationTrial {
        after = Collections.unmodifiableMap(new EnumMap<>(after));
    }

    /**
     * Tries methods.
     *
     * @param raw predictions as the network gives them, with labels
     * @param present the calibration the model has now; {@link CalibrationMethod#NONE} stands for leaving it as it is
     * @param methods the methods to try, at least one
     * @param seed seed of the divisions
     * @return the trial, the same for the same arguments
     * @throws IllegalArgumentException if there are fewer than {@value #FEWEST_PATIENTS} patients
     */
    public static CalibrationTrial of(
            OutOfSample raw, Calibration present, List<CalibrationMethod> methods, long seed) {
        if (raw.patients() < FEWEST_PATIENTS) {
            throw new IllegalArgumentException(
                    "a calibration needs at least " + FEWEST_PATIENTS + " labelled patients, got " + raw.patients());
        }
        OutOfSample now = raw.calibrated(present);
        double[] gains = new double[raw.patients()];
        Map<CalibrationMethod, List<CalibrationMeasures>> tried = new EnumMap<>(CalibrationMethod.class);
        List<CalibrationMeasures> within = new ArrayList<>();
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            List<List<Integer>> folds = folds(raw.patients(), new Random(seed * REPEATS + repeat));
            for (CalibrationMethod method : methods) {
                OutOfSample mapped = crossed(raw, folds, train -> learned(method, train, present));
                tried.computeIfAbsent(method, m -> new ArrayList<>()).add(CalibrationMeasures.of(mapped));
            }
            Random inner = new Random(seed * REPEATS + repeat + 7919);
            OutOfSample mapped =
                    crossed(raw, folds, train -> learned(choice(train, present, methods, inner), train, present));
            within.add(CalibrationMeasures.of(mapped));
            addGains(gains, now, mapped);
        }
        Map<CalibrationMethod, CalibrationMeasures> after = new EnumMap<>(CalibrationMethod.class);
        tried.forEach((method, measures) -> after.put(method, mean(measures)));
        CalibrationMethod chosen = methods.stream()
                .min(Comparator.comparingDouble(method -> after.get(method).logLoss()))
                .orElseThrow();
        double gain = Arrays.stream(gains).average().orElseThrow();
        double squares = Arrays.stream(gains).map(g -> (g - gain) * (g - gain)).sum();
        double half = NORMAL_QUANTILE * Math.sqrt(squares / (gains.length - 1) / gains.length);
        return new CalibrationTrial(
                chosen,
                CalibrationMeasures.of(now),
                after,
                mean(within),
                gain,
                new ConfidenceInterval(gain - half, gain + half, 0.95));
    }

    private static List<List<Integer>> folds(int patients, Random random) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, patients).boxed().toList());
        Collections.shuffle(order, random);
        return IntStream.range(0, FOLDS)
                .mapToObj(f -> IntStream.range(0, patients)
                        .filter(i -> i % FOLDS == f)
                        .mapToObj(order::get)
                        .toList())
                .toList();
    }

    /** Learns a calibration from some patients. */
    private interface Learner {
        Calibration learn(OutOfSample train);
    }

    /** Each patient's probabilities by maps that were learned without the patient's part. */
    private static OutOfSample crossed(OutOfSample raw, List<List<Integer>> folds, Learner learner) {
        Double[][] mapped = new Double[VesselTerritory.ORDER.size()][raw.patients()];
        for (int f = 0; f < folds.size(); f++) {
            int own = f;
            List<Integer> fold = folds.get(f);
            List<Integer> others = IntStream.range(0, folds.size())
                    .filter(other -> other != own)
                    .boxed()
                    .flatMap(other -> folds.get(other).stream())
                    .toList();
            Calibration calibration = learner.learn(raw.subset(others));
            OutOfSample part = raw.subset(fold).calibrated(calibration);
            for (int v = 0; v < mapped.length; v++) {
                for (int i = 0; i < fold.size(); i++) {
                    mapped[v][fold.get(i)] = part.probabilities().get(v).get(i);
                }
            }
        }
        return new OutOfSample(Arrays.stream(mapped).map(List::of).toList(), raw.labels());
    }

    /** The present calibration where the method is none, or these patients do not allow another. */
    private static Calibration learned(CalibrationMethod method, OutOfSample train, Calibration present) {
        if (method == CalibrationMethod.NONE) {
            return present;
        }
        try {
            return Calibration.fit(method, train, "");
        } catch (IllegalArgumentException e) {
            return present;
        }
    }

    private static CalibrationMethod choice(
            OutOfSample train, Calibration present, List<CalibrationMethod> methods, Random random) {
        if (methods.size() == 1) {
            return methods.get(0);
        }
        List<List<Integer>> folds = folds(train.patients(), random);
        return methods.stream()
                .min(Comparator.comparingDouble(method -> CalibrationMeasures.of(
                                crossed(train, folds, part -> learned(method, part, present)))
                        .logLoss()))
                .orElseThrow();
    }

    private static void addGains(double[] gains, OutOfSample before, OutOfSample after) {
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            int[] labels = before.labels(vessel);
            double[] was = before.probabilities(vessel);
            double[] is = after.probabilities(vessel);
            for (int i = 0; i < gains.length; i++) {
                double fall = (was[i] - labels[i]) * (was[i] - labels[i]) - (is[i] - labels[i]) * (is[i] - labels[i]);
                gains[i] += fall / (REPEATS * VesselTerritory.ORDER.size());
            }
        }
    }

    private static CalibrationMeasures mean(List<CalibrationMeasures> measures) {
        return new CalibrationMeasures(
                mean(measures, CalibrationMeasures::brier),
                mean(measures, CalibrationMeasures::logLoss),
                mean(measures, CalibrationMeasures::calibrationError),
                mean(measures, CalibrationMeasures::slope),
                mean(measures, CalibrationMeasures::intercept),
                mean(measures, CalibrationMeasures::inTheLarge));
    }

    private static double mean(List<CalibrationMeasures> measures, ToDoubleFunction<CalibrationMeasures> measure) {
        return measures.stream().mapToDouble(measure).average().orElseThrow();
    }
}
