package io.github.spectcad.nn.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.nn.train.PhantomTraining;
import io.github.spectcad.nn.train.Trainer;
import io.github.spectcad.nn.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProbabilityCalibrationTest {
    @TempDir
    private Path folder;

    /** Patients whose risk has the logit {@code slope * x} where the network says {@code x}. */
    private static OutOfSample data(int patients, double slope) {
        SplittableRandom random = new SplittableRandom(11);
        List<List<Double>> probabilities = new ArrayList<>();
        List<List<Integer>> labels = new ArrayList<>();
        for (int vessel = 0; vessel < VesselTerritory.ORDER.size(); vessel++) {
            List<Double> p = new ArrayList<>();
            List<Integer> y = new ArrayList<>();
            for (int i = 0; i < patients; i++) {
                double x = 1.5 * random.nextGaussian();
                p.add(1 / (1 + Math.exp(-x)));
                y.add(random.nextDouble() < 1 / (1 + Math.exp(-slope * x)) ? 1 : 0);
            }
            probabilities.add(p);
            labels.add(y);
        }
        return new OutOfSample(probabilities, labels);
    }

    @ParameterizedTest
    @EnumSource(CalibrationMethod.class)
    void mapsRiseAndStayInRangeEvenWherePredictionsPointTheWrongWay(CalibrationMethod method) {
        for (double slope : new double[] {0.5, -0.5}) {
            Calibration calibration = Calibration.fit(method, data(200, slope), "test");
            for (VesselTerritory vessel : VesselTerritory.ORDER) {
                double last = 0;
                for (double p = 0; p <= 1; p += 0.01) {
                    double mapped = calibration.map(vessel).applyAsDouble(p);
                    assertTrue(mapped >= last && mapped <= 1, vessel + " " + p + " " + mapped);
                    last = mapped;
                }
            }
        }
    }

    @Test
    void aPlattMapFindsTheTrueSlope() {
        Calibration calibration = Calibration.fit(CalibrationMethod.PLATT, data(4000, 0.5), "test");
        for (List<Double> map : calibration.parameters()) {
            assertEquals(0.5, map.get(1), 0.08);
        }
        assertEquals(
                0.5,
                1
                        / Calibration.fit(CalibrationMethod.TEMPERATURE, data(4000, 0.5), "test")
                                .parameters()
                                .get(0)
                                .get(0),
                0.08);
    }

    @Test
    void aVesselOfOneClassIsRefusedByName() {
        OutOfSample healthy = new OutOfSample(
                List.of(List.of(.1, .2), List.of(.1, .2), List.of(.1, .2)),
                List.of(List.of(0, 1), List.of(0, 0), List.of(0, 1)));
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> Calibration.fit(CalibrationMethod.PLATT, healthy, "test"));
        assertTrue(refused.getMessage().contains("RCA"), refused.getMessage());
    }

    @Test
    void mapsThatWouldReverseTheRankingOrAreIncompleteAreRefused() {
        List<Double> falling = List.of(0.0, -1.0);
        assertThrows(
                IllegalArgumentException.class,
                () -> new Calibration(CalibrationMethod.PLATT, List.of(falling, falling, falling), 9, "x"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Calibration(CalibrationMethod.PLATT, List.of(List.of(0.0, 1.0)), 9, "x"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new OutOfSample(List.of(List.of(2.0), List.of(0.0), List.of(0.0)), OutOfSample.NONE.labels()));
    }

    @Test
    void aModelKeepsItsCalibrationInItsFileAndItsDecisions() throws IOException {
        List<PatientStudy> patients = PhantomTraining.patients(6);
        try (TrainedModel model = Trainer.of(PhantomTraining.configuration("cnn1", "early-fusion"))
                .train(PhantomTraining.training(8), PhantomTraining.validation(6), TrainingListener.NONE)
                .model()) {
            Assurance trained = model.description().assurance();
            assertEquals(6, trained.outOfSample().patients());
            assertEquals(CalibrationMethod.NONE, trained.calibration().method());
            assertTrue(trained.profile().features().stream()
                    .anyMatch(f -> f.name().equals("stress_17") && f.patients() == 8));
            Calibration calibration = Calibration.fit(CalibrationMethod.PLATT, data(100, 0.7), "test");
            Thresholds thresholds = calibration.apply(model.thresholds());
            Derivation step = new Derivation("0".repeat(64), "test", 100, "", "test");
            Path file = folder.resolve("calibrated.zip");
            ModelFile.save(
                    model,
                    model.description()
                            .withAssurance(
                                    trained.derived(trained.outOfSample(), calibration, step),
                                    thresholds.toList(),
                                    SeenPatients.of(List.of(), List.of("someone"))),
                    file);
            try (TrainedModel loaded = ModelFile.load(file)) {
                List<Prediction> raw = model.classify(patients);
                assertEquals(raw, loaded.classifyUncalibrated(patients, MapGate.refusing()));
                List<Prediction> calibrated = loaded.classify(patients);
                assertEquals(raw.stream().map(calibration::apply).toList(), calibrated);
                assertNotEquals(raw, calibrated);
                for (int i = 0; i < raw.size(); i++) {
                    assertEquals(
                            model.thresholds().decide(raw.get(i)),
                            loaded.thresholds().decide(calibrated.get(i)));
                }
                assertEquals(List.of(step), loaded.description().assurance().derivations());
                assertTrue(loaded.description()
                        .data()
                        .patients()
                        .partitionOf("someone")
                        .isPresent());
                assertArrayEquals(
                        trained.outOfSample().probabilities(VesselTerritory.LAD),
                        loaded.description().assurance().outOfSample().probabilities(VesselTerritory.LAD));
            }
        }
    }
}
