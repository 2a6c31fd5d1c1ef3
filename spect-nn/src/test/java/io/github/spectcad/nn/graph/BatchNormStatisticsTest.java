package io.github.spectcad.nn.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.spectcad.nn.layer.BatchNorm;
import io.github.spectcad.nn.layer.BatchNormStatistics;
import io.github.spectcad.nn.layer.Layer;
import io.github.spectcad.nn.layer.Relu;
import io.github.spectcad.nn.layer.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchNormStatisticsTest {
    private static final float[] BATCH = {1, 2, 3, 6}; // two samples of one channel, 1 x 2 pixels: mean 3
    private static final float[] LABELS = {1, 0};

    private static Network network(double momentum) {
        NetworkBuilder net = new NetworkBuilder();
        Tensor x = net.input("images", Shape.map(1, 1, 2));
        x = net.add("bn", new BatchNorm(1e-3, momentum, true, true, false, false), x);
        return net.build(net.dense("fc", net.flatten("flatten", x), 1, 0), 1);
    }

    private static void step(Network network, BatchNormStatistics statistics) {
        try (TrainingSession session = network.train(Adam.KERAS, statistics)) {
            session.step(List.of(BATCH), LABELS, 1e-3, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.99, 0.999})
    void runningMeanMovesByTheMomentum(double momentum) {
        try (Network network = network(BatchNorm.DEFAULT_MOMENTUM)) {
            step(network, new BatchNormStatistics(momentum, false));
            assertEquals((1 - momentum) * 3, network.parameterValues("bn/moving_mean")[0], 1e-6);
        }
    }

    @Test
    void aLayersOwnMomentumIsKept() {
        try (Network network = network(0.9)) {
            step(network, new BatchNormStatistics(0.5, false));
            assertEquals(0.3, network.parameterValues("bn/moving_mean")[0], 1e-6);
        }
    }

    @Test
    void frozenStatisticsStayAndTrainingNormalisesAsPredictionDoes() {
        try (Network network = network(BatchNorm.DEFAULT_MOMENTUM)) {
            network.setParameter("bn/moving_mean", new float[] {2});
            network.setParameter("bn/moving_variance", new float[] {4});
            float[] logits;
            try (FrozenNetwork frozen = network.freeze()) {
                logits = frozen.logits(List.of(BATCH), 2);
            }
            double expected = (Math.log1p(Math.exp(-logits[0])) + Math.log1p(Math.exp(logits[1]))) / 2;
            try (TrainingSession session = network.train(Adam.KERAS, new BatchNormStatistics(0.99, true))) {
                assertEquals(expected, session.step(List.of(BATCH), LABELS, 1e-3, 1), 1e-6);
            }
            assertArrayEquals(new float[] {2}, network.parameterValues("bn/moving_mean"));
            assertArrayEquals(new float[] {4}, network.parameterValues("bn/moving_variance"));
        }
    }

    @Test
    void otherLayersAreLeftAlone() {
        Layer relu = new Relu();
        assertSame(relu, new BatchNormStatistics(0.5, true).apply(relu));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void aMomentumOutsideItsRangeIsRefused(double momentum) {
        assertThrows(IllegalArgumentException.class, () -> new BatchNormStatistics(momentum, false));
    }
}
