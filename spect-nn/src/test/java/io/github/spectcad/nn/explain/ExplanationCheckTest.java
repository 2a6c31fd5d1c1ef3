package io.github.spectcad.nn.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.nn.graph.FeatureMap;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.SaliencySession;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.train.PhantomTraining;
import io.github.spectcad.nn.train.Trainer;
import io.github.spectcad.nn.train.TrainingListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExplanationCheckTest {
    private static TrainedModel early;
    private static TrainedModel late;

    private final PatientStudy patient = PhantomTraining.patients(1).get(0);

    /** Looks at the maps and not at the network: dark parts of the disc are bright. */
    private static final class DarkParts implements SaliencyMethod {
        @Override
        public String id() {
            return "test:dark-parts";
        }

        @Override
        public List<float[]> attribute(SaliencySession session, List<float[]> inputs, int images, int output) {
            List<float[]> saliency = new ArrayList<>();
            for (int image = 0; image < images; image++) {
                float[] values = inputs.get(image).clone();
                int pixels = session.network().inputShapes().get(image).width();
                Disc disc = Disc.inscribed(pixels);
                float max = 0;
                for (float value : values) {
                    max = Math.max(max, value);
                }
                for (int i = 0; i < values.length; i++) {
                    int pixel = i % (pixels * pixels);
                    boolean inside = disc.relativeRadius(pixel % pixels, Math.floorDiv(pixel, pixels)) <= 0.85;
                    values[i] = inside ? Math.max(0, max - values[i]) : 0;
                }
                saliency.add(values);
            }
            return saliency;
        }
    }

    @BeforeAll
    static void train() throws IOException {
        early = trained("early-fusion");
        late = trained("late-fusion");
    }

    private static TrainedModel trained(String fusion) throws IOException {
        return Trainer.of(PhantomTraining.configuration("cnn1", fusion))
                .train(PhantomTraining.training(8), PhantomTraining.validation(4), TrainingListener.NONE)
                .model();
    }

    @AfterAll
    static void close() {
        early.close();
        late.close();
    }

    @Test
    void gradientsChangeWhileTheWeightsAreRandomised() {
        ExplanationCheck check = ExplanationCheck.of(early, patient, VesselTerritory.LAD, new AbsoluteGradient());
        assertTrue(check.changesWithWeights(), check.describe());
        assertTrue(check.describe().startsWith("the explanation changes with the weights"));
        int layers = check.randomisation().get(check.randomisation().size() - 1).layers();
        assertEquals(1, check.randomisation().get(0).layers());
        assertEquals(6, layers); // three convolutions, three dense layers
    }

    @Test
    void aMethodThatLooksAtTheMapsAloneIsFoundNotToChange() {
        ExplanationCheck check = ExplanationCheck.of(late, patient, VesselTerritory.RCA, new DarkParts());
        check.randomisation().forEach(stage -> assertEquals(1, stage.correlation(), 1e-9));
        assertFalse(check.changesWithWeights());
        assertTrue(check.describe().startsWith("the explanation DOES NOT CHANGE WITH THE WEIGHTS"));
    }

    @Test
    void theModelIsTheSameAfterACheck() {
        String weights = early.weightsFingerprint();
        ExplanationCheck.of(early, patient, VesselTerritory.LCX, new InputGradient());
        assertEquals(weights, early.weightsFingerprint());
    }

    @Test
    void deletionStartsAndInsertionEndsWithThePrediction() {
        for (TrainedModel model : List.of(early, late)) {
            ExplanationCheck check = ExplanationCheck.of(model, patient, VesselTerritory.LAD, new DarkParts());
            List<Double> deletion = check.deletion().probabilities();
            List<Double> insertion = check.insertion().probabilities();
            assertEquals(model.classify(patient).lad(), deletion.get(0), 1e-4);
            assertEquals(deletion.get(0), insertion.get(insertion.size() - 1), 1e-6);
            assertEquals(deletion.get(deletion.size() - 1), insertion.get(0), 1e-6);
        }
    }

    @Test
    void darkPartsLieInDefectsMoreThanByChance() {
        Localisation place =
                Localisation.of(early, VesselTerritory.LCX, new DarkParts()).orElseThrow();
        assertEquals(30, place.patients());
        assertTrue(place.inside() > 1.5 * place.area(), place.describe());
        assertTrue(place.pointing().lower() > place.area(), place.describe());
    }

    @Test
    void lastFeatureMapsBelongToTheirTowers() {
        try (Network one = early.copyNetwork();
                Network two = late.copyNetwork()) {
            assertEquals(
                    List.of(new TreeSet<>(List.of(0))),
                    one.lastFeatureMaps().stream().map(FeatureMap::inputs).toList());
            assertEquals(
                    List.of(
                            new FeatureMap("unstack_rest", new TreeSet<>(List.of(0))),
                            new FeatureMap("unstack_stress", new TreeSet<>(List.of(1)))),
                    two.lastFeatureMaps());
        }
    }

    @Test
    void correlationsAreSpearmansWithTies() {
        // SciPy: spearmanr
        double[] a = {1, 2, 2, 4, 5};
        double[] b = {2, 1, 3, 3, 5};
        assertEquals(0.7631578947368421, WeightRandomisation.correlation(a, b), 1e-12);
        assertEquals(0, WeightRandomisation.correlation(a, new double[5]));
    }
}
