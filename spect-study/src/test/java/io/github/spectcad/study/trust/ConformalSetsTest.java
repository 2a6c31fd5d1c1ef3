package io.github.spectcad.study.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.AhaGeometry;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.TerritoryMap;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.phantom.PhantomCohort;
import io.github.spectcad.core.quality.MapFinding;
import io.github.spectcad.core.quality.TrainingMaps;
import io.github.spectcad.nn.model.OutOfSample;
import io.github.spectcad.study.trust.ConformalSets.LabelSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ConformalSetsTest {
    private static final List<Double> COVERAGES = List.of(0.8, 0.9, 0.95);

    private static double covered(OutOfSample learned, OutOfSample measured, double coverage, VesselTerritory vessel) {
        ConformalSets sets = ConformalSets.of(learned, coverage);
        double[] p = measured.probabilities(vessel);
        int[] labels = measured.labels(vessel);
        int held = 0;
        for (int i = 0; i < p.length; i++) {
            held += sets.set(vessel, p[i]).contains(labels[i] == 1) ? 1 : 0;
        }
        return (double) held / p.length;
    }

    @Test
    void setsHoldTheTruthAsOftenAsStatedHoweverWrongTheProbabilities() {
        OutOfSample learned = CalibrationTrialTest.data(2000, 0.5, 1, 21);
        OutOfSample measured = CalibrationTrialTest.data(2000, 0.5, 1, 22);
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            for (double coverage : COVERAGES) {
                assertEquals(coverage, covered(learned, measured, coverage, vessel), 0.02, vessel + " " + coverage);
            }
        }
    }

    /** Sets from 60 patients of a site, as after `recalibrate`: what is covered varies from site to site, its mean does not. */
    @Test
    void smallSitesGetWhatTheyAskedForOnAverage() {
        OutOfSample measured = CalibrationTrialTest.data(2000, 2, 0, 41);
        for (double coverage : List.of(0.8, 0.9)) {
            double mean = 0;
            int sites = 200;
            for (int site = 0; site < sites; site++) {
                OutOfSample learned = CalibrationTrialTest.data(60, 2, 0, 1000 + site);
                mean += covered(learned, measured, coverage, VesselTerritory.RCA) / sites;
            }
            assertEquals(coverage, mean, 0.015, "mean over sites");
        }
    }

    /** The darkness of a vessel's territory at stress, a score that knows nothing of probabilities. */
    private static OutOfSample phantoms(long seed) {
        List<PatientStudy> patients = PhantomCohort.withAngiographyOnly(2000, seed).patients().parallelStream()
                .map(patient -> patient.study(32))
                .toList();
        List<Prediction> predictions = patients.stream()
                .map(patient -> {
                    PolarMap stress = patient.stress().orElseThrow();
                    double[] means = AhaGeometry.STANDARD
                            .grid(32, stress.disc())
                            .territoryMeans(stress, TerritoryMap.standard());
                    return new Prediction(patient.patientId(), 1 - means[0], 1 - means[1], 1 - means[2]);
                })
                .toList();
        List<VesselLabels> labels = patients.stream()
                .map(patient -> patient.angiography().orElseThrow().labels())
                .toList();
        return OutOfSample.of(predictions, labels);
    }

    @Test
    @Tag("slow") // 8,000 maps
    void setsHoldTheTruthOfTwoThousandPhantomPatientsAsOftenAsStated() {
        OutOfSample learned = phantoms(31);
        OutOfSample measured = phantoms(32);
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            for (double coverage : COVERAGES) {
                double covered = covered(learned, measured, coverage, vessel);
                System.out.printf("%s: nominal %.2f, covered %.4f%n", vessel, coverage, covered);
                assertEquals(coverage, covered, 0.02, vessel + " " + coverage);
            }
        }
    }

    @Test
    void clearProbabilitiesAreAnsweredAndDoubtfulOnesAreNot() {
        OutOfSample data = CalibrationTrialTest.data(500, 2, 0, 23);
        ConformalSets sets = ConformalSets.of(data, 0.9);
        assertEquals(LabelSet.DISEASED, sets.set(VesselTerritory.LAD, 0.99));
        assertEquals(LabelSet.HEALTHY, sets.set(VesselTerritory.LAD, 0.01));
        ConformalSets strict = ConformalSets.of(data, 0.99);
        assertEquals(LabelSet.BOTH, strict.set(VesselTerritory.LAD, 0.5));
        ConformalSets lax = ConformalSets.of(data, 0.3);
        assertEquals(LabelSet.NEITHER, lax.set(VesselTerritory.LAD, 0.5));
    }

    @Test
    void fewPatientsMakeSetsLargerInsteadOfWrong() {
        OutOfSample few = CalibrationTrialTest.data(8, 2, 0, 24);
        ConformalSets sets = ConformalSets.of(few, 0.95);
        for (double p = 0; p <= 1; p += 0.1) {
            assertEquals(LabelSet.BOTH, sets.set(VesselTerritory.RCA, p));
        }
        assertThrows(IllegalArgumentException.class, () -> ConformalSets.of(few, 1));
        assertThrows(IllegalArgumentException.class, () -> ConformalSets.of(OutOfSample.NONE, 0.9));
    }

    @Test
    void aMapFarFromTheMapsTheModelWasTrainedOnGetsNoAnswer() {
        List<PatientStudy> patients = PhantomCohort.withAngiographyOnly(120, 5).patients().stream()
                .map(patient -> patient.study(32))
                .toList();
        TrainingMaps maps = TrainingMaps.fit(patients.subList(0, 100), Set.of(PerfusionState.values()));
        ConformalSets sets = ConformalSets.of(CalibrationTrialTest.data(500, 2, 0, 23), 0.9);
        Prediction clear = new Prediction("p", 0.99, 0.01, 0.99);
        PatientStudy another = patients.get(110);
        assertEquals("diseased", Answer.of(clear, maps.findings(another), sets).of(VesselTerritory.LAD));

        PolarMap stress = another.stress().orElseThrow();
        float[] values = new float[32 * 32];
        stress.copyTo(values, 0);
        for (int i = 0; i < values.length; i++) {
            values[i] = (i / 32 + i) % 2 == 0 ? values[i] : values[i] / 8; // a chessboard
        }
        PatientStudy odd = PatientStudy.builder("p")
                .map(another.rest().orElseThrow())
                .map(PolarMap.of(PerfusionState.STRESS, 32, values, stress.disc(), "odd"))
                .build();
        Answer refused = Answer.of(clear, maps.findings(odd), sets);
        assertEquals("no answer", refused.of(VesselTerritory.LAD));
        assertTrue(
                refused.refusal().orElseThrow().contains("unlike those the model was trained on"), refused.toString());
    }

    @Test
    void aMapUnlikeTheTrainingDataGetsNoAnswerWithTheReason() {
        ConformalSets sets = ConformalSets.of(CalibrationTrialTest.data(500, 2, 0, 23), 0.9);
        Prediction clear = new Prediction("p", 0.99, 0.01, 0.5);
        Answer answer = Answer.of(clear, List.of(), sets);
        assertEquals("diseased", answer.of(VesselTerritory.LAD));
        assertEquals("not diseased", answer.of(VesselTerritory.RCA));
        MapFinding unlike =
                new MapFinding(MapFinding.Kind.UNLIKE_TRAINING, "p", "lies far from the training maps", "look at it");
        Answer refused = Answer.of(clear, List.of(unlike), sets);
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            assertEquals("no answer", refused.of(vessel));
            assertEquals(
                    "lies far from the training maps", refused.reason(vessel).orElseThrow());
        }
        MapFinding suspicion = new MapFinding(MapFinding.Kind.OVERLAY, "p", "letters", "look at it");
        assertTrue(Answer.of(clear, List.of(suspicion), sets).refusal().isEmpty());
    }
}
