package io.github.spectcad.nn.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.AhaGeometry;
import io.github.spectcad.core.AhaSegment;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.TerritoryMap;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.nn.backbone.Backbones;
import io.github.spectcad.nn.fusion.FusionStrategies;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.SaliencySession;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.model.MapScaling;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.train.PhantomTraining;
import io.github.spectcad.nn.train.Trainer;
import io.github.spectcad.nn.train.TrainingListener;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

class ExplainerTest {
    private static TrainedModel early;
    private static TrainedModel late;

    private final PatientStudy patient = PhantomTraining.patients(1).get(0);

    @BeforeAll
    static void train() throws IOException {
        early = trained("early-fusion");
        late = trained("late-fusion");
    }

    private static TrainedModel trained(String fusion) throws IOException {
        return Trainer.of(PhantomTraining.configuration("cnn2", fusion))
                .train(PhantomTraining.training(8), PhantomTraining.validation(4), TrainingListener.NONE)
                .model();
    }

    @AfterAll
    static void close() {
        early.close();
        late.close();
    }

    private static List<TrainedModel> models() {
        return List.of(early, late);
    }

    static Stream<String> methods() {
        return SaliencyMethods.load().providers().stream().map(SaliencyMethod::id);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void saliencyIsScaledToItsLargestValueAndZeroOutsideTheDisc(String id) {
        for (TrainedModel model : models()) {
            try (Explainer explainer = Explainer.of(model)) {
                SaliencyMethod method = SaliencyMethods.load().require(id);
                Explanation explanation = explainer.explain(patient, VesselTerritory.RCA, method);
                assertEquals(List.of(PerfusionState.REST, PerfusionState.STRESS), explanation.states());
                double max = 0;
                for (PerfusionState state : explanation.states()) {
                    PolarMap map = explanation.map(state);
                    double[] saliency = explanation.saliency(state);
                    assertEquals(map.pixels() * map.pixels(), saliency.length);
                    for (int i = 0; i < saliency.length; i++) {
                        int row = i / map.pixels();
                        assertTrue(saliency[i] >= 0 && saliency[i] <= 1);
                        if (map.disc().relativeRadius(i % map.pixels(), row) > 1) {
                            assertEquals(0, saliency[i]);
                        }
                        max = Math.max(max, saliency[i]);
                    }
                }
                boolean nothing = max == 0 && id.equals("grad-cam"); // coarse maps may all speak against disease
                assertTrue(max == 1 || nothing, "the largest saliency is " + max);
                assertEquals(id, explanation.method());
                double sum = explanation.territoryShares().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum();
                assertEquals(nothing ? 0 : 1, sum, 1e-9);
            }
        }
    }

    @Test
    void repeatedExplanationsAreEqual() {
        try (Explainer explainer = Explainer.of(late)) {
            for (SaliencyMethod method : SaliencyMethods.load().providers()) {
                Explanation first = explainer.explain(patient, VesselTerritory.LAD, method);
                Explanation second = explainer.explain(patient, VesselTerritory.LAD, method);
                assertArrayEquals(first.saliency(PerfusionState.STRESS), second.saliency(PerfusionState.STRESS));
            }
        }
    }

    @Test
    void theMostProbableVesselIsExplainedByDefault() {
        assertEquals(VesselTerritory.LCX, Explainer.mostProbable(new Prediction("p", 0.1, 0.2, 0.3)));
        assertEquals(VesselTerritory.RCA, Explainer.mostProbable(new Prediction("p", 0.1, 0.3, 0.3)));
        try (Explainer explainer = Explainer.of(early)) {
            Explanation explanation = explainer.explain(patient);
            assertEquals(Explainer.mostProbable(early.classify(patient)), explanation.vessel());
            assertEquals(early.classify(patient), explanation.prediction());
            assertEquals(SaliencyMethods.defaultFor(early.description()).id(), explanation.method());
        }
    }

    @Test
    void modelsThatStandardiseTheirMapsAreExplainedByIntegratedGradientsAndOthersAsInThePaper() throws IOException {
        assertEquals(
                InputGradient.ID,
                SaliencyMethods.defaultFor(early.description()).id());
        try (TrainedModel standardised = Trainer.of(PhantomTraining.configuration("cnn2", "early-fusion").toBuilder()
                        .settings(settings -> settings.maps(MapScaling.STANDARDISED))
                        .build())
                .train(PhantomTraining.training(8), PhantomTraining.validation(4), TrainingListener.NONE)
                .model()) {
            assertEquals(
                    "integrated-gradients",
                    SaliencyMethods.defaultFor(standardised.description()).id());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"early-fusion", "late-fusion"})
    void inputGradientIsThePositivePartOfTheSlopeOfTheLogit(String fusion) {
        TrainedModel model = fusion.equals("early-fusion") ? early : late;
        List<float[]> inputs = model.encoder().allocate(1);
        model.encoder().encode(List.of(patient), inputs);
        inputs.replaceAll(ExplainerTest::onGrid);
        int images = model.encoder().images().size();
        NetworkBuilder builder = new NetworkBuilder();
        Tensor logits = PhantomTraining.configuration("cnn2", fusion)
                .network()
                .build(
                        builder,
                        Backbones.load().require("cnn2"),
                        FusionStrategies.load().require(fusion));
        try (Network exact = builder.build(logits, 7, DataType.DOUBLE);
                SaliencySession session = exact.saliency()) {
            for (VesselTerritory vessel : VesselTerritory.ORDER) {
                float[] saliency = new InputGradient()
                        .attribute(session, inputs, images, vessel.ordinal())
                        .get(0);
                float[] absolute = new AbsoluteGradient()
                        .attribute(session, inputs, images, vessel.ordinal())
                        .get(0);
                // along a row through the middle
                for (int i = 16 * 32; i < 17 * 32; i++) {
                    double slope = slope(session, inputs, i, vessel);
                    assertEquals(Math.max(0, slope), saliency[i], 1e-4 * max(absolute));
                    assertEquals(Math.abs(slope), absolute[i], 1e-4 * max(absolute));
                }
            }
        }
    }

    private static float[] onGrid(float[] values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = Math.round(values[i] * 0x1p20f) * 0x1p-20f;
        }
        return rounded;
    }

    private static double slope(SaliencySession session, List<float[]> inputs, int index, VesselTerritory vessel) {
        float step = 0x1p-16f;
        double[] logits = new double[2];
        for (int side = 0; side < 2; side++) {
            float[] moved = inputs.get(0).clone();
            // pixels on a grid of 2^-20: moved exactly
            moved[index] += side == 0 ? -step : step;
            List<float[]> changed = Gradients.withImages(inputs, 1, (i, values) -> moved);
            session.logits(changed);
            logits[side] = session.output().getDouble(vessel.ordinal());
        }
        return (logits[1] - logits[0]) / (2 * step);
    }

    private static double max(float[] values) {
        double max = 0;
        for (float value : values) {
            max = Math.max(max, value);
        }
        return max;
    }

    @Test
    void integratedGradientsSumToTheChangeOfTheLogitWithinOnePercent() {
        for (TrainedModel model : models()) {
            List<float[]> inputs = model.encoder().allocate(1);
            model.encoder().encode(List.of(patient), inputs);
            int images = model.encoder().images().size();
            try (SaliencySession session = model.saliencySession()) {
                for (VesselTerritory vessel : VesselTerritory.ORDER) {
                    double sum = 0;
                    for (float[] image : IntegratedGradients.signed(session, inputs, images, vessel.ordinal())) {
                        for (float value : image) {
                            sum += value;
                        }
                    }
                    double logit = session.logits(inputs)[vessel.ordinal()];
                    List<float[]> empty = Gradients.withImages(inputs, images, (i, values) -> new float[values.length]);
                    double change = logit - session.logits(empty)[vessel.ordinal()];
                    assertEquals(change, sum, 0.01 * Math.max(0.02, Math.abs(change)));
                }
            }
        }
    }

    @Test
    void sharesFollowTheTerritoriesOfThePatient() {
        PolarMap map = patient.stress().orElseThrow();
        float[] values = new float[map.pixels() * map.pixels()];
        // one bright pixel in segment 10, mid inferior: RCA by default
        int row = 16 + 9;
        values[row * 32 + 16] = 5;
        Map<PerfusionState, PolarMap> maps = new EnumMap<>(Map.of(PerfusionState.STRESS, map));
        Explanation explanation = new Explanation(
                new Prediction("p", 0.1, 0.2, 0.3),
                VesselTerritory.LAD,
                "test",
                maps,
                new EnumMap<>(Map.of(PerfusionState.STRESS, values)));
        assertEquals(
                Map.of(VesselTerritory.LAD, 0.0, VesselTerritory.RCA, 1.0, VesselTerritory.LCX, 0.0),
                explanation.territoryShares());
        assertEquals(
                1,
                explanation
                        .territoryShares(
                                AhaGeometry.STANDARD,
                                TerritoryMap.standard().with(AhaSegment.ofNumber(10), VesselTerritory.LCX))
                        .get(VesselTerritory.LCX));
        assertThrows(IllegalArgumentException.class, () -> explanation.saliency(PerfusionState.REST));
    }

    @Test
    void nothingAttributedGivesZeros() {
        PolarMap map = patient.stress().orElseThrow();
        Explanation explanation = new Explanation(
                new Prediction("p", 0.1, 0.2, 0.3),
                VesselTerritory.LAD,
                "test",
                Map.of(PerfusionState.STRESS, map),
                new EnumMap<>(Map.of(PerfusionState.STRESS, new float[map.pixels() * map.pixels()])));
        assertEquals(
                0, Arrays.stream(explanation.saliency(PerfusionState.STRESS)).sum());
        assertEquals(0.0, explanation.territoryShares().get(VesselTerritory.LAD));
    }
}
