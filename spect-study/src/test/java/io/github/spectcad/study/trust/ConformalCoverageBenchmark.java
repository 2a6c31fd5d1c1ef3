package io.github.spectcad.study.trust;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.io.CohortCsv;
import io.github.spectcad.io.CohortReadOptions;
import io.github.spectcad.io.PredictionCsv;
import io.github.spectcad.nn.model.Calibration;
import io.github.spectcad.nn.model.CalibrationMethod;
import io.github.spectcad.nn.model.OutOfSample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What conformal sets cover after a model is recalibrated on some patients of a cohort: patients are drawn 500 times, Platt's
 * map and the sets learned from them, and the coverage measured on the others.
 */
class ConformalCoverageBenchmark {
    private static final int DRAWS = 500;

    @Test
    @EnabledIfSystemProperty(
            named = "spect.benchmark",
            matches = "true",
            disabledReason = "run with -Dspect.benchmark=true -Dspect.cohort=FILE -Dspect.predictions=FILE")
    void coverageAfterRecalibration() throws Exception {
        Cohort cohort = CohortCsv.read(
                        Path.of(System.getProperty("spect.cohort")), CohortReadOptions.DEFAULT.withStates())
                .cohort();
        List<Prediction> predictions = new ArrayList<>();
        List<VesselLabels> labels = new ArrayList<>();
        for (Prediction prediction : PredictionCsv.read(Path.of(System.getProperty("spect.predictions")))) {
            PatientStudy patient = cohort.patient(prediction.patientId());
            patient.truth(Reference.ICA).ifPresent(truth -> {
                predictions.add(prediction);
                labels.add(truth.labels());
            });
        }
        OutOfSample all = OutOfSample.of(predictions, labels);
        System.out.println(all.patients() + " patients");
        for (int learned : new int[] {30, 60, 120}) {
            for (double coverage : new double[] {0.8, 0.9}) {
                print(all, learned, coverage);
            }
        }
    }

    private static void print(OutOfSample all, int learned, double coverage) {
        int vessels = VesselTerritory.ORDER.size();
        double[] sums = new double[vessels];
        double[] squares = new double[vessels];
        double answered = 0;
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, all.patients()).boxed().toList());
        Random random = new Random(1);
        for (int draw = 0; draw < DRAWS; draw++) {
            Collections.shuffle(order, random);
            OutOfSample site = all.subset(order.subList(0, learned));
            OutOfSample others = all.subset(order.subList(learned, order.size()));
            Calibration platt = Calibration.fit(CalibrationMethod.PLATT, site, "the site");
            ConformalSets sets = ConformalSets.of(site.calibrated(platt), coverage);
            OutOfSample calibrated = others.calibrated(platt);
            for (VesselTerritory vessel : VesselTerritory.ORDER) {
                double[] p = calibrated.probabilities(vessel);
                int[] truth = calibrated.labels(vessel);
                int held = 0;
                for (int i = 0; i < p.length; i++) {
                    ConformalSets.LabelSet set = sets.set(vessel, p[i]);
                    held += set.contains(truth[i] == 1) ? 1 : 0;
                    answered += (set.isAnswer() ? 1.0 : 0) / p.length / DRAWS / vessels;
                }
                double covered = (double) held / p.length;
                sums[vessel.ordinal()] += covered;
                squares[vessel.ordinal()] += covered * covered;
            }
        }
        StringBuilder line = new StringBuilder(
                String.format("%d patients, nominal %.2f, answered %.2f:", learned, coverage, answered));
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            double mean = sums[vessel.ordinal()] / DRAWS;
            double deviation = Math.sqrt(squares[vessel.ordinal()] / DRAWS - mean * mean);
            line.append(String.format(" %s mean %.4f, deviation %.3f;", vessel, mean, deviation));
        }
        System.out.println(line);
    }
}
