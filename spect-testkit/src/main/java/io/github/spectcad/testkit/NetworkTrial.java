package io.github.spectcad.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.backbone.Backbone;
import io.github.spectcad.nn.fusion.FusionStrategy;
import io.github.spectcad.nn.graph.Adam;
import io.github.spectcad.nn.graph.FrozenNetwork;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.Parameter;
import io.github.spectcad.nn.graph.SaliencySession;
import io.github.spectcad.nn.graph.TrainingSession;
import io.github.spectcad.nn.layer.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;

/** The checks that backbones and fusions share: what a whole network made of them does. */
final class NetworkTrial {
    private static final long SEED = 7;
    private static final HeadSpec HEAD = new HeadSpec(16, 0, 0, 4);

    private final Backbone backbone;
    private final FusionStrategy fusion;
    private final int pixels;

    NetworkTrial(Backbone backbone, FusionStrategy fusion, int pixels) {
        this.backbone = backbone;
        this.fusion = fusion;
        this.pixels = pixels;
    }

    private Network assembled(long seed) {
        return new NetworkSpec(backbone.id(), fusion.id(), pixels, HEAD).assemble(backbone, fusion, seed);
    }

    /** The network, or an end of the check where there is none: that is the failure of one check alone. */
    private Network assemble(long seed) {
        try {
            return assembled(seed);
        } catch (IllegalArgumentException e) {
            return Assumptions.abort("no network can be assembled: " + e.getMessage());
        }
    }

    void everyInputAndLayerLeadsToTheOutput() {
        assembled(SEED).close(); // throws where one does not
    }

    /** Discs with a defect whose place tells the label. */
    private static List<float[]> inputs(Network network, int batch) {
        Random random = new Random(SEED);
        List<float[]> inputs = new ArrayList<>();
        for (Shape shape : network.inputShapes()) {
            int size = Math.toIntExact(shape.size());
            float[] values = new float[batch * size];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat();
            }
            for (int sample = 0; sample < batch; sample++) {
                int from = sample * size;
                int part = size / 3;
                for (int vessel = 0; vessel < 3; vessel++) {
                    if (((sample >> vessel) & 1) != 0) {
                        Arrays.fill(values, from + vessel * part, from + (vessel + 1) * part, 0f);
                    }
                }
            }
            inputs.add(values);
        }
        return inputs;
    }

    private static float[] labels(int batch) {
        float[] labels = new float[3 * batch];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = ((i / 3) >> (i % 3)) & 1;
        }
        return labels;
    }

    void equalSeedsGiveEqualNetworksAndOthersDiffer() {
        try (Network first = assemble(SEED);
                Network second = assemble(SEED);
                Network other = assemble(SEED + 1)) {
            boolean differs = false;
            for (Parameter parameter : first.parameters()) {
                float[] values = first.parameterValues(parameter.name());
                assertArrayEquals(
                        values,
                        second.parameterValues(parameter.name()),
                        "the first values of " + parameter.name() + " differ for one seed");
                differs |= !Arrays.equals(values, other.parameterValues(parameter.name()));
            }
            assertTrue(differs, "all seeds give the same first values");
        }
    }

    void everyTrainableParameterGetsAGradient() {
        try (Network network = assemble(SEED);
                TrainingSession session = network.train(Adam.KERAS)) {
            session.differentiate(inputs(network, 8), labels(8), SEED);
            for (Parameter parameter : network.parameters()) {
                if (parameter.trainable()) {
                    double size = 0;
                    for (float value : session.gradientValues(parameter.name())) {
                        size += Math.abs(value);
                    }
                    assertTrue(Double.isFinite(size), "the gradient of " + parameter.name() + " is not finite");
                    assertTrue(size > 0, "the gradient of " + parameter.name() + " is 0: is it connected?");
                }
            }
        }
    }

    void eightSamplesCanBeOverfitted(int steps) {
        try (Network network = assemble(SEED);
                TrainingSession session = network.train(Adam.KERAS)) {
            List<float[]> inputs = inputs(network, 8);
            double first = session.step(inputs, labels(8), 1e-3, SEED);
            double last = first;
            for (int i = 1; i < steps && last > first / 4; i++) {
                last = session.step(inputs, labels(8), 1e-3, SEED + i);
            }
            double reached = last;
            assertTrue(
                    reached <= first / 4,
                    () -> "the loss on eight samples fell only from " + first + " to " + reached + " in " + steps
                            + " steps");
        }
    }

    void inferenceAgreesWithTheUnfoldedNetwork() {
        try (Network network = assemble(SEED);
                TrainingSession session = network.train(Adam.KERAS)) {
            session.step(inputs(network, 8), labels(8), 1e-4, SEED); // moves running statistics away from their start
            List<float[]> one = inputs(network, 1);
            try (FrozenNetwork frozen = network.freeze();
                    SaliencySession plain = network.saliency()) {
                float[] expected = plain.logits(one);
                float[] actual = frozen.logits(one, 1);
                for (int i = 0; i < expected.length; i++) {
                    float tolerance = 1e-4f * Math.max(1, Math.abs(expected[i]));
                    assertTrue(
                            Math.abs(expected[i] - actual[i]) <= tolerance,
                            "frozen for inference the logits differ: " + expected[i] + " and " + actual[i]);
                }
            }
        }
    }

    void aSampleIsPredictedAlikeAloneAndInABatch() {
        try (Network network = assemble(SEED);
                FrozenNetwork frozen = network.freeze()) {
            List<float[]> three = inputs(network, 3);
            List<float[]> first = new ArrayList<>();
            for (int i = 0; i < three.size(); i++) {
                first.add(Arrays.copyOf(
                        three.get(i),
                        Math.toIntExact(network.inputShapes().get(i).size())));
            }
            float[] together = frozen.logits(three, 3);
            float[] alone = frozen.logits(first, 1);
            for (int i = 0; i < alone.length; i++) {
                assertTrue(
                        Math.abs(alone[i] - together[i]) <= 1e-4f * Math.max(1, Math.abs(alone[i])),
                        "a sample's prediction depends on the other samples of the batch");
            }
        }
    }

    void predictionsAreFiniteForEmptyAndFullMaps() {
        try (Network network = assemble(SEED);
                FrozenNetwork frozen = network.freeze()) {
            for (float value : new float[] {0, 1}) {
                List<float[]> inputs = inputs(network, 1);
                inputs.forEach(values -> Arrays.fill(values, value));
                for (double p : frozen.probabilities(inputs, 1)) {
                    assertFalse(Double.isNaN(p), "the prediction for maps of " + value + " is NaN");
                }
            }
        }
    }
}
