package io.github.spectcad.study.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.CadClassifier;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.stats.Auc;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelEnsembleTest {
    private static final int PATIENTS = 300;

    /** A model that sees half of what decides, each time another half, and is far too sure. */
    private static final class Half implements CadClassifier {
        private final int seed;
        private boolean closed;

        Half(int seed) {
            this.seed = seed;
        }

        @Override
        public OptionalInt pixels() {
            return OptionalInt.empty();
        }

        @Override
        public Set<PerfusionState> states() {
            return Set.of(seed == 1 ? PerfusionState.REST : PerfusionState.STRESS);
        }

        @Override
        public List<Prediction> classify(List<PatientStudy> patients, MapGate gate) {
            return patients.stream()
                    .map(patient -> {
                        double x = signal(patient.patientId(), seed);
                        double p = 1 / (1 + Math.exp(-4 * x));
                        return new Prediction(patient.patientId(), p, p, p);
                    })
                    .toList();
        }

        @Override
        public Thresholds thresholds() {
            return new Thresholds(0.2 * seed, 0.5, 0.5);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static double signal(String id, int seed) {
        return new SplittableRandom(31L * id.hashCode() + seed).nextGaussian();
    }

    private static final List<PatientStudy> COHORT = IntStream.range(0, PATIENTS)
            .mapToObj(i -> PatientStudy.builder("p" + i).build())
            .toList();

    private static final List<VesselLabels> LABELS = COHORT.stream()
            .map(patient -> {
                String id = patient.patientId();
                boolean diseased = signal(id, 1) + signal(id, 2) + signal(id, 9) > 0;
                return new VesselLabels(diseased, diseased, false);
            })
            .toList();

    private static double auc(CadClassifier model) {
        return Auc.of(
                        LABELS.stream().mapToInt(l -> l.lad() ? 1 : 0).toArray(),
                        model.classify(COHORT).stream()
                                .mapToDouble(Prediction::lad)
                                .toArray())
                .value();
    }

    @Test
    void togetherModelsRankBetterThanAlone() {
        List<CadClassifier> two = List.of(new Half(1), new Half(2));
        for (CadClassifier ensemble : List.of(
                ModelEnsemble.mean(two),
                ModelEnsemble.rankMean(two, COHORT, LABELS),
                ModelEnsemble.stacked(two, COHORT, LABELS))) {
            assertTrue(auc(ensemble) > auc(new Half(1)) + 0.05, "AUC " + auc(ensemble));
            assertEquals(Set.of(PerfusionState.REST, PerfusionState.STRESS), ensemble.states());
        }
    }

    @Test
    void stackingCalibratesModelsThatAreTooSure() {
        List<CadClassifier> two = List.of(new Half(1), new Half(2));
        int[] labels = LABELS.stream().mapToInt(l -> l.lad() ? 1 : 0).toArray();
        double[] p = ModelEnsemble.stacked(two, COHORT, LABELS).classify(COHORT).stream()
                .mapToDouble(Prediction::lad)
                .toArray();
        assertEquals(1, CalibrationMeasures.of(labels, p).slope(), 0.1);
        double[] alone = two.get(0).classify(COHORT).stream()
                .mapToDouble(Prediction::lad)
                .toArray();
        assertTrue(CalibrationMeasures.of(labels, alone).slope() < 0.5);
    }

    @Test
    void meansAreMeansAndMembersAreClosed() {
        Half one = new Half(1);
        Half two = new Half(2);
        List<PatientStudy> first = COHORT.subList(0, 1);
        try (ModelEnsemble ensemble = ModelEnsemble.mean(List.of(one, two))) {
            double mean = (one.classify(first).get(0).rca()
                            + two.classify(first).get(0).rca())
                    / 2;
            assertEquals(mean, ensemble.classify(first).get(0).rca(), 1e-15);
            assertEquals(0.3, ensemble.thresholds().lad(), 1e-15);
        }
        assertTrue(one.closed && two.closed);
        assertThrows(IllegalArgumentException.class, () -> ModelEnsemble.mean(List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> ModelEnsemble.stacked(List.of(one), new ArrayList<>(), List.of()));
    }
}
