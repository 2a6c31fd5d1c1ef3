package io.github.spectcad.nn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.SummedScores;
import io.github.spectcad.core.phantom.SimulatedPatients;
import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.model.TrainingConfiguration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** About 10 s on one core. */
class PretrainerTest {
    private static final NetworkSpec SMALL = new NetworkSpec("cnn1", "stress", 8, HeadSpec.RECOMMENDED);

    private static TrainedModel small(long seed) {
        return Pretrainer.of(SMALL, 2, seed).withEpochOf(128).train(TrainingListener.NONE);
    }

    @Test
    void sameSeedGivesTheSameWeights() {
        try (TrainedModel a = small(1);
                TrainedModel b = small(1);
                TrainedModel c = small(2)) {
            assertEquals(a.weightsFingerprint(), b.weightsFingerprint());
            assertEquals(a.description(), b.description());
            assertNotEquals(a.weightsFingerprint(), c.weightsFingerprint());
        }
    }

    @Test
    void theModelSaysThatItIsMadeFromSimulationAndHasNoAuxiliaryOutputs() {
        try (TrainedModel model = small(1)) {
            ModelDescription description = model.description();
            assertEquals(Pretrainer.STRATEGY, description.training().strategy());
            assertEquals(256, description.data().trainingPatients());
            assertEquals("", description.data().initialWeights());
            assertTrue(description.weights().stream().noneMatch(w -> w.name().startsWith("auxiliary")));
            assertEquals(SMALL.pixels(), description.training().network().pixels());
        }
    }

    @Test
    void learnsTheDiseaseOfSimulatedPatientsFromTheirMaps() {
        NetworkSpec spec = new NetworkSpec("cnn2", "early-fusion", 16, HeadSpec.RECOMMENDED);
        List<EpochRecord> epochs = new ArrayList<>();
        try (TrainedModel model = Pretrainer.of(spec, 2, 3).withEpochOf(2048).train(new TrainingListener() {
            @Override
            public void epochDone(EpochRecord record) {
                epochs.add(record);
            }
        })) {
            assertEquals(2, epochs.size());
            // 1000 patients, 3000 vessels: the standard error is about .01
            assertTrue(
                    model.description().validation().auc() > .62,
                    model.description().validation().toString());
            assertTrue(
                    model.description().imageUse().looksAtImage(),
                    model.description().imageUse().describe());
        }
    }

    @Test
    void aTrainingStartsFromAllOfItsWeights() throws IOException {
        TrainingConfiguration configuration =
                TrainingConfiguration.recommended("cnn1", "stress", "strategy-1").toBuilder()
                        .network(SMALL)
                        .settings(settings -> settings.epochs(1).batchSize(8))
                        .build();
        try (TrainedModel start = small(1)) {
            TrainingResult result = Trainer.of(configuration)
                    .withInitialWeights(start)
                    .train(patients(0, 16), patients(16, 32), TrainingListener.NONE);
            try (TrainedModel model = result.model()) {
                assertEquals(List.of(), result.transfer().orElseThrow().fresh());
                assertEquals(
                        start.weightsFingerprint(), model.description().data().initialWeights());
            }
        }
    }

    private static TrainingData patients(long from, long to) {
        SimulatedPatients series = SimulatedPatients.of(9);
        return TrainingData.of(LongStream.range(from, to)
                .mapToObj(number -> series.patient(number, SMALL.pixels()).study())
                .map(study -> LabelledPatient.of(
                        study, study.angiography().orElseThrow().labels()))
                .toList());
    }

    @Test
    void canBeEnded() {
        TrainingListener cancelling = new TrainingListener() {
            @Override
            public boolean isCancelled() {
                return true;
            }
        };
        Pretrainer pretrainer = Pretrainer.of(SMALL, 1, 1).withEpochOf(64);
        TrainingCancelledException ended =
                assertThrows(TrainingCancelledException.class, () -> pretrainer.train(cancelling));
        assertTrue(ended.bestModel().isEmpty());
    }

    @Test
    void auxiliaryTargetsAreScoresBroughtToTheUnitInterval() {
        SegmentScores stress = SegmentScores.of(4, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
        SegmentScores rest = SegmentScores.of(3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        float[] targets = new float[1 + AuxiliaryTargets.COUNT];
        AuxiliaryTargets.put(new SummedScores(stress, rest), targets, 1);
        assertEquals(37, AuxiliaryTargets.COUNT);
        assertEquals(0, targets[0]);
        assertEquals(1, targets[1]);
        assertEquals(.5f, targets[2]);
        assertEquals(.25f, targets[17]);
        assertEquals(.75f, targets[18]);
        assertEquals(7 / 34f, targets[35]);
        assertEquals(3 / 34f, targets[36]);
        assertEquals(4 / 34f, targets[37]);
    }
}
