package io.github.spectcad.nn.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrozenNetworkTest {
    private Network network;

    @BeforeEach
    void buildAndTrainALittle() {
        NetworkBuilder net = new NetworkBuilder();
        Tensor x = net.input("image", Shape.map(2, 20, 20));
        Tensor clinical = net.input("clinical", Shape.vector(4));
        x = net.relu(
                "relu1",
                net.batchNorm("bn1", net.conv("conv1", x, Conv2d.of(8, 3).noBias()), 1e-3));
        Tensor y = net.batchNorm("bn2", net.conv("conv2", x, Conv2d.of(8, 1)), 1e-3);
        x = net.relu("relu2", net.batchNorm("bn3", net.concat("concat", x, y), 1e-3));
        x = net.dropout("drop", net.dense("dense1", net.flatten("flatten", x), 8, 0.01), 0.3);
        network = net.build(net.dense("dense2", net.concat("features", x, clinical), 3, 0), 1);
        try (TrainingSession session = network.train(Adam.KERAS)) {
            for (int i = 0; i < 20; i++) {
                session.step(inputs(i, 2), new float[] {1, 0, 1, 0, 1, 0}, 1e-3, i);
            }
        }
    }

    @AfterEach
    void close() {
        network.close();
    }

    private List<float[]> inputs(long seed, int batch) {
        return RandomInputs.of(network, batch, new SplittableRandom(seed));
    }

    @Test
    void foldingChangesNothing() {
        try (FrozenNetwork frozen = network.freeze();
                SaliencySession unfolded = network.saliency()) {
            for (int i = 0; i < 5; i++) {
                assertArrayEquals(unfolded.logits(inputs(i, 1)), frozen.logits(inputs(i, 1), 1), 1e-5f);
            }
        }
    }

    @Test
    void aBatchGivesWhatItsSamplesGive() {
        try (FrozenNetwork frozen = network.freeze()) {
            List<float[]> three = inputs(7, 3);
            float[] logits = frozen.logits(three, 3);
            for (int i = 0; i < 3; i++) {
                List<float[]> one = new ArrayList<>();
                for (float[] values : three) {
                    int size = values.length / 3;
                    one.add(java.util.Arrays.copyOfRange(values, i * size, (i + 1) * size));
                }
                assertArrayEquals(java.util.Arrays.copyOfRange(logits, 3 * i, 3 * i + 3), frozen.logits(one, 1), 1e-5f);
            }
        }
    }

    @Test
    void laterTrainingDoesNotReachAFrozenNetwork() {
        try (FrozenNetwork frozen = network.freeze()) {
            float[] before = frozen.logits(inputs(1, 1), 1);
            network.flatParameters().assign(0);
            assertArrayEquals(before, frozen.logits(inputs(1, 1), 1));
        }
    }

    @Test
    void concurrentCallersGetWhatASingleOneGets() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (FrozenNetwork frozen = network.freeze()) {
            List<float[]> expected = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                expected.add(frozen.logits(inputs(i, 1), 1));
            }
            List<Future<float[]>> results = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                List<float[]> inputs = inputs(i, 1);
                results.add(threads.submit(() -> frozen.logits(inputs, 1)));
            }
            for (int i = 0; i < 40; i++) {
                assertArrayEquals(expected.get(i), results.get(i).get(), "caller " + i);
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void badInputIsRefusedBeforeItReachesNativeCode() {
        try (FrozenNetwork frozen = network.freeze()) {
            List<float[]> good = inputs(1, 1);
            float[] poisoned = good.get(0).clone();
            poisoned[17] = Float.NaN;
            String message = assertThrows(
                            IllegalArgumentException.class, () -> frozen.logits(List.of(poisoned, good.get(1)), 1))
                    .getMessage();
            assertEquals("input image is NaN at index 17: every value must be a finite number", message);
            assertThrows(IllegalArgumentException.class, () -> frozen.logits(good, 0));
            assertThrows(IllegalArgumentException.class, () -> frozen.logits(good, 2));
            assertThrows(IllegalArgumentException.class, () -> frozen.logits(List.of(good.get(0)), 1));
            message = assertThrows(
                            IllegalArgumentException.class, () -> frozen.logits(List.of(new float[3], good.get(1)), 1))
                    .getMessage();
            assertTrue(message.contains("input image has 3 values"), message);
        }
    }
}
