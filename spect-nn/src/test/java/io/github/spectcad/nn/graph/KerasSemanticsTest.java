package io.github.spectcad.nn.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.layer.BatchNorm;
import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.Dropout;
import io.github.spectcad.nn.layer.Initializer;
import io.github.spectcad.nn.layer.Padding;
import io.github.spectcad.nn.layer.Pool2d;
import io.github.spectcad.nn.layer.Shape;
import io.github.spectcad.nn.layer.Stack;
import io.github.spectcad.nn.layer.ZeroPadding;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What Keras does, where other libraries or plausible code do something else. */
class KerasSemanticsTest {
    private static final float[] FOUR = {1, 2, 3, 4};

    private static Network linear(double l2) {
        NetworkBuilder net = new NetworkBuilder();
        return net.build(net.dense("dense", net.input("x", Shape.vector(4)), 3, l2), 1);
    }

    private static double softplus(double x) {
        return Math.log1p(Math.exp(x));
    }

    @Test
    void theLossIsTheMeanOverOutputsAndSamples() {
        try (Network network = linear(0);
                TrainingSession session = network.train(Adam.KERAS)) {
            network.setParameter("dense/kernel", new float[12]);
            network.setParameter("dense/bias", new float[] {2, -1, 0.5f});
            double sample = (softplus(-2) + softplus(-1) + softplus(-0.5)) / 3;
            float[] labels = {1, 0, 1};
            assertEquals(sample, session.differentiate(List.of(FOUR), labels, 0), 1e-6);
            float[] two = {1, 2, 3, 4, 1, 2, 3, 4};
            assertEquals(sample, session.differentiate(List.of(two), new float[] {1, 0, 1, 1, 0, 1}, 0), 1e-6);
            // (p - y) / 3 an output; the mean over two equal samples is the same
            float[] gradient = Transfer.toFloats(session.gradient("dense/bias"));
            assertEquals((1 / (1 + Math.exp(-2)) - 1) / 3, gradient[0], 1e-6);
        }
    }

    @Test
    void theGradientOfAConfidentMistakeIsNotClipped() {
        try (Network network = linear(0);
                TrainingSession session = network.train(Adam.KERAS)) {
            network.setParameter("dense/kernel", new float[12]);
            network.setParameter("dense/bias", new float[] {-40, 300, 0});
            double loss = session.differentiate(List.of(FOUR), new float[] {1, 0, 0}, 0);
            assertEquals((40 + 300 + Math.log(2)) / 3, loss, 1e-4);
            float[] gradient = Transfer.toFloats(session.gradient("dense/bias"));
            assertArrayEquals(new float[] {-1f / 3, 1f / 3, 0.5f / 3}, gradient, 1e-6f);
        }
    }

    @Test
    void thePenaltyIsTheSumOfSquaresWithoutAHalfAndSparesTheBias() {
        try (Network plain = linear(0);
                Network penalised = linear(0.01);
                TrainingSession plainSession = plain.train(Adam.KERAS);
                TrainingSession session = penalised.train(Adam.KERAS)) {
            float[] labels = {1, 0, 1};
            double difference = session.differentiate(List.of(FOUR), labels, 0)
                    - plainSession.differentiate(List.of(FOUR), labels, 0);
            double sum = 0;
            float[] kernel = penalised.parameterValues("dense/kernel");
            for (float w : kernel) {
                sum += (double) w * w;
            }
            assertEquals(0.01 * sum, difference, 1e-6);
            float[] with = Transfer.toFloats(session.gradient("dense/kernel"));
            float[] without = Transfer.toFloats(plainSession.gradient("dense/kernel"));
            assertEquals(0.02 * kernel[5], with[5] - without[5], 1e-6);
            assertArrayEquals(
                    Transfer.toFloats(plainSession.gradient("dense/bias")),
                    Transfer.toFloats(session.gradient("dense/bias")));
        }
    }

    @Test
    void adamIsKerasAdam() {
        try (Network network = linear(0.01);
                TrainingSession session = network.train(Adam.KERAS);
                Network copy = linear(0.01);
                TrainingSession gradients = copy.train(Adam.KERAS)) {
            float[] labels = {1, 0, 1};
            double m = 0;
            double v = 0;
            double w = network.parameterValues("dense/kernel")[7];
            for (int t = 1; t <= 3; t++) {
                copy.copyParametersFrom(network);
                double loss = gradients.differentiate(List.of(FOUR), labels, 0);
                double g = Transfer.toFloats(gradients.gradient("dense/kernel"))[7];
                assertEquals(loss, session.step(List.of(FOUR), labels, 0.1, 0), 1e-6);
                m = 0.9 * m + 0.1 * g;
                v = 0.999 * v + 0.001 * g * g;
                w -= 0.1 * Math.sqrt(1 - Math.pow(0.999, t)) / (1 - Math.pow(0.9, t)) * m / (Math.sqrt(v) + 1e-7);
                assertEquals(w, network.parameterValues("dense/kernel")[7], 1e-5);
            }
            assertEquals(3, session.steps());
        }
    }

    @Test
    void aRestoredOptimizerContinuesExactly() {
        try (Network network = linear(0.01);
                TrainingSession session = network.train(Adam.KERAS);
                Network copy = linear(0.01)) {
            float[] labels = {1, 0, 1};
            session.step(List.of(FOUR), labels, 0.1, 0);
            session.step(List.of(FOUR), labels, 0.1, 1);
            copy.copyParametersFrom(network);
            try (TrainingSession resumed = copy.train(Adam.KERAS)) {
                resumed.restore(session.state());
                resumed.step(List.of(FOUR), labels, 0.1, 2);
            }
            session.step(List.of(FOUR), labels, 0.1, 2);
            assertArrayEquals(network.parameterValues("dense/kernel"), copy.parameterValues("dense/kernel"));
        }
    }

    /** The running statistics after one training step on two samples of [1, 2, 2], as one copy or as two. */
    private static float[][] runningStatistics(float[] values, boolean stacked) {
        NetworkBuilder net = new NetworkBuilder();
        Tensor x;
        if (stacked) {
            Tensor a = net.input("a", Shape.map(1, 2, 2));
            Tensor b = net.input("b", Shape.map(1, 2, 2));
            x = net.add("bn", BatchNorm.of(1e-3), net.add("stack", new Stack(), a, b));
            x = net.add("first", new io.github.spectcad.nn.layer.Unstack(0, 2), x);
        } else {
            x = net.batchNorm("bn", net.input("a", Shape.map(1, 2, 2)), 1e-3);
        }
        Tensor output = net.dense("dense", net.flatten("flatten", x), 3, 0);
        try (Network network = net.build(output, 1);
                TrainingSession session = network.train(Adam.KERAS)) {
            float[] second = values.clone();
            for (int i = 0; i < second.length; i++) {
                second[i] += 10;
            }
            List<float[]> inputs = stacked ? List.of(values, second) : List.of(values);
            session.differentiate(inputs, new float[] {1, 0, 1, 0, 1, 0}, 0);
            return new float[][] {
                network.parameterValues("bn/moving_mean"), network.parameterValues("bn/moving_variance")
            };
        }
    }

    @Test
    void batchNormMovesItsStatisticsByOneHundredthAndBesselsCorrection() {
        float[] values = {1, 2, 3, 4, 5, 6, 7, 8};
        float[][] statistics = runningStatistics(values, false);
        assertEquals(0.01 * 4.5, statistics[0][0], 1e-6);
        assertEquals(0.99 + 0.01 * 5.25 * 8 / 7, statistics[1][0], 1e-6);
    }

    @Test
    void aSharedTowerHasStatisticsOfItsOwnForEachCall() {
        float[] values = {1, 2, 3, 4, 5, 6, 7, 8};
        float[][] statistics = runningStatistics(values, true);
        assertEquals(0.99 * (0.01 * 4.5) + 0.01 * 14.5, statistics[0][0], 1e-6);
        double once = 0.99 + 0.01 * 6;
        // the same spread in both calls: the distance between them does not count
        assertEquals(0.99 * once + 0.01 * 6, statistics[1][0], 1e-6);
    }

    @Test
    void dropoutScalesWhatItKeepsAndFollowsTheSeedOfTheStep() {
        NetworkBuilder net = new NetworkBuilder();
        Tensor x = net.add("drop", Dropout.of(0.3), net.input("x", Shape.vector(3)));
        Tensor output = net.dense("dense", x, 3, 0);
        try (Network network = net.build(output, 1);
                TrainingSession session = network.train(Adam.KERAS)) {
            float[] ones = new float[3 * 2000];
            java.util.Arrays.fill(ones, 1);
            float[] labels = new float[3 * 2000];
            network.setParameter("dense/kernel", new float[9]);
            session.differentiate(List.of(ones), labels, 4);
            // with kernel 0 every logit has gradient 0.5 / count, so the kernel's gradient counts what was kept
            float[] gradient = Transfer.toFloats(session.gradient("dense/kernel"));
            double kept = gradient[0] * labels.length / 0.5 / 2000;
            assertEquals(1, kept, 0.05);
            double unit = kept * 2000 * 0.7;
            assertEquals(Math.rint(unit), unit, 0.05);
            session.differentiate(List.of(ones), labels, 4);
            assertArrayEquals(gradient, Transfer.toFloats(session.gradient("dense/kernel")));
            session.differentiate(List.of(ones), labels, 5);
            assertNotEquals(gradient[0], Transfer.toFloats(session.gradient("dense/kernel"))[0]);
        }
    }

    @Test
    void glorotsUniformHasKerasLimit() {
        float[] values = new float[20_000];
        Initializer.glorotUniform(3 * 3 * 16, 3 * 3 * 32).fill(values, new SplittableRandom(1));
        double limit = Math.sqrt(6.0 / (9 * 48));
        double max = 0;
        double squares = 0;
        for (float v : values) {
            max = Math.max(max, Math.abs(v));
            squares += (double) v * v;
        }
        assertTrue(max <= limit && max > 0.999 * limit);
        assertEquals(limit * limit / 3, squares / values.length, 0.02 * limit * limit / 3);
    }

    @Test
    void varianceScalingKeepsItsVarianceAfterTruncation() {
        float[] values = new float[50_000];
        Initializer.varianceScalingNormal(2, 9 * 32).fill(values, new SplittableRandom(1));
        double variance = 2.0 / (9 * 32);
        double squares = 0;
        double max = 0;
        for (float v : values) {
            squares += (double) v * v;
            max = Math.max(max, Math.abs(v));
        }
        assertEquals(variance, squares / values.length, 0.02 * variance);
        assertTrue(max <= 2 * Math.sqrt(variance) / 0.8796 && max > 1.9 * Math.sqrt(variance) / 0.8796);
    }

    private static float[] outputOf(io.github.spectcad.nn.layer.Layer layer, Shape shape, float... values) {
        NetworkBuilder net = new NetworkBuilder();
        Tensor x = net.add("layer", layer, net.input("x", shape));
        try (Network network = net.build(net.dense("dense", net.flatten("flatten", x), 1, 0), 1);
                SaliencySession session = network.saliency()) {
            session.logits(List.of(values));
            return session.activation("layer");
        }
    }

    @Test
    void averagesDoNotCountPaddingAndMaximaIgnoreIt() {
        Shape shape = Shape.map(1, 3, 3);
        float[] minus = {-1, -1, -1, -1, -1, -1, -1, -1, -1};
        for (float v : outputOf(Pool2d.average(3, 1).same(), shape, minus)) {
            assertEquals(-1, v, 1e-6);
        }
        for (float v : outputOf(Pool2d.max(3, 2).same(), shape, minus)) {
            assertEquals(-1, v, 1e-6);
        }
        assertEquals(0, outputOf(ZeroPadding.of(1), shape, minus)[0]);
    }

    @Test
    void samePaddingPutsTheOddPixelBottomAndRight() {
        NetworkBuilder net = new NetworkBuilder();
        Tensor x = net.conv(
                "conv", net.input("x", Shape.map(1, 4, 4)), Conv2d.of(1, 3).stride(2));
        try (Network network = net.build(net.dense("dense", net.flatten("flatten", x), 1, 0), 1);
                SaliencySession session = network.saliency()) {
            network.setParameter("conv/kernel", new float[] {1, 0, 0, 0, 0, 0, 0, 0, 0});
            float[] values = new float[16];
            for (int i = 0; i < 16; i++) {
                values[i] = i + 1;
            }
            session.logits(List.of(values));
            // the kernel's corner meets pixel (0, 0) first: nothing was padded above or to the left
            assertArrayEquals(new float[] {1, 3, 9, 11}, session.activation("conv"), 1e-6f);
        }
        assertEquals(Padding.SAME, Conv2d.of(1, 3).padding());
    }
}
