package io.github.spectcad.study.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.nn.model.Calibration;
import io.github.spectcad.nn.model.CalibrationMethod;
import io.github.spectcad.nn.model.OutOfSample;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationTrialTest {
    private static final List<CalibrationMethod> ALL = List.of(CalibrationMethod.values());

    /** Patients whose risk has the logit {@code slope * x - shift} where the network says {@code x}. */
    static OutOfSample data(int patients, double slope, double shift, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<Double>> probabilities = new ArrayList<>();
        List<List<Integer>> labels = new ArrayList<>();
        for (int vessel = 0; vessel < VesselTerritory.ORDER.size(); vessel++) {
            List<Double> p = new ArrayList<>();
            List<Integer> y = new ArrayList<>();
            for (int i = 0; i < patients; i++) {
                double x = 1.5 * random.nextGaussian();
                p.add(1 / (1 + Math.exp(-x)));
                y.add(random.nextDouble() < 1 / (1 + Math.exp(shift - slope * x)) ? 1 : 0);
            }
            probabilities.add(p);
            labels.add(y);
        }
        return new OutOfSample(probabilities, labels);
    }

    @Test
    void calibratingHelpsWhereProbabilitiesAreTooHighAndTooExtreme() {
        CalibrationTrial trial = CalibrationTrial.of(data(150, 0.4, 1, 3), Calibration.NONE, ALL, 1);
        assertTrue(trial.interval().lower() > 0, trial.toString());
        assertTrue(trial.before().slope() < 0.7 && trial.before().inTheLarge() < -0.5);
        assertEquals(1, trial.chosenWithin().slope(), 0.35);
        assertEquals(0, trial.chosenWithin().inTheLarge(), 0.2);
        assertTrue(trial.after().get(trial.chosen()).brier() < trial.before().brier());
    }

    @Test
    void calibratingIsWorthNothingWhereProbabilitiesAreRight() {
        CalibrationTrial trial = CalibrationTrial.of(
                data(150, 1, 0, 4), Calibration.NONE, List.of(CalibrationMethod.NONE, CalibrationMethod.PLATT), 1);
        assertTrue(trial.gain() < 0.002, trial.toString());
        assertEquals(trial.before(), trial.after().get(CalibrationMethod.NONE));
    }

    @Test
    void tooFewPatientsAreRefused() {
        OutOfSample few = data(19, 1, 0, 5);
        assertThrows(IllegalArgumentException.class, () -> CalibrationTrial.of(few, Calibration.NONE, ALL, 1));
    }
}
