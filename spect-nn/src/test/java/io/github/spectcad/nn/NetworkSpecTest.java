package io.github.spectcad.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.backbone.Backbones;
import io.github.spectcad.nn.fusion.FusionStrategies;
import io.github.spectcad.nn.graph.Adam;
import io.github.spectcad.nn.graph.FrozenNetwork;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.SaliencySession;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.graph.TrainingSession;
import io.github.spectcad.nn.layer.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkSpecTest {
    private static final int PIXELS = 16;
    private static final int PATIENTS = 8;
    private static final int BATCH = 8;

    @ParameterizedTest
    @CsvSource({
        "cnn1, 1, 92672, 92672, 36, 128",
        "cnn1, 2, 92960, 92960, 36, 128",
        "cnn1, 3, 93248, 93248, 36, 128",
        "cnn2, 1, 294672, 293712, 18, 128",
        "cnn2, 2, 294816, 293856, 18, 128",
        "cnn2, 3, 294960, 294000, 18, 128"
    })
    void backbonesHaveTheDocumentedNumberOfParameters(
            String id, int channels, long total, long trainable, int outputPixels, int outputChannels) {
        NetworkBuilder net = new NetworkBuilder();
        Tensor out = Backbones.load().require(id).build(net, net.input("image", Shape.map(channels, 290, 290)));
        assertEquals(total, net.parameterCount(false));
        assertEquals(trainable, net.parameterCount(true));
        assertEquals(Shape.map(outputChannels, outputPixels, outputPixels), out.shape());
    }

    @ParameterizedTest
    @CsvSource({"cnn1, 92960, 21250703", "cnn2, 294816, 5325455"})
    void theHeadHasTheDocumentedNumberOfParameters(String id, long body, long head) {
        NetworkBuilder net = new NetworkBuilder();
        new NetworkSpec(id, "early-fusion", 290, HeadSpec.PAPER)
                .build(
                        net,
                        Backbones.load().require(id),
                        FusionStrategies.load().require("early-fusion"));
        assertEquals(body + head, net.parameterCount(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rest", "stress", "early-fusion", "late-fusion"})
    void trainingOverfitsEightMapsAndPredictionsAgree(String fusion) {
        for (String backbone : List.of("cnn1", "cnn2")) {
            NetworkSpec spec = new NetworkSpec(backbone, fusion, PIXELS, new HeadSpec(32, 0.1, 1e-4, 4));
            try (Network network = spec.assemble(1);
                    TrainingSession session = network.train(Adam.KERAS)) {
                List<List<float[]>> patients = patients(network);
                float[][] labels = labels();
                for (int epoch = 0; epoch < 450; epoch++) {
                    for (int i = 0; i < PATIENTS; i += BATCH) {
                        session.step(
                                batch(patients, i), joined(labels, i), epoch < 250 ? 1e-3 : 1e-4, epoch * 100L + i);
                    }
                }
                try (FrozenNetwork frozen = network.freeze();
                        SaliencySession unfolded = network.saliency()) {
                    for (int i = 0; i < PATIENTS; i++) {
                        double[] p = frozen.probabilities(patients.get(i), 1);
                        for (int k = 0; k < 3; k++) {
                            assertEquals(labels[i][k], p[k], 0.4, backbone + " patient " + i + " output " + k);
                        }
                        assertArrayEquals(unfolded.logits(patients.get(i)), frozen.logits(patients.get(i), 1), 1e-4f);
                    }
                }
            }
        }
    }

    @Test
    void sameSeedGivesTheSameNetworkAndOtherSeedsDoNot() {
        NetworkSpec spec = new NetworkSpec("cnn2", "early-fusion", PIXELS, HeadSpec.PAPER);
        try (Network a = spec.assemble(1);
                Network b = spec.assemble(1);
                Network c = spec.assemble(2);
                TrainingSession trainA = a.train(Adam.KERAS);
                TrainingSession trainB = b.train(Adam.KERAS)) {
            List<float[]> inputs = patients(a).get(0);
            for (int i = 0; i < 3; i++) {
                assertEquals(trainA.step(inputs, labels()[0], 1e-3, i), trainB.step(inputs, labels()[0], 1e-3, i));
            }
            String kernel = "block1_conv1/kernel";
            assertArrayEquals(a.parameterValues(kernel), b.parameterValues(kernel));
            assertTrue(a.parameterValues(kernel)[0] != c.parameterValues(kernel)[0]);
        }
    }

    private static List<List<float[]>> patients(Network network) {
        SplittableRandom random = new SplittableRandom(5);
        List<List<float[]>> patients = new ArrayList<>();
        for (int i = 0; i < PATIENTS; i++) {
            List<float[]> inputs = new ArrayList<>();
            for (Shape shape : network.inputShapes()) {
                float[] values = new float[(int) shape.size()];
                for (int j = 0; j < values.length; j++) {
                    // thirds of the rows are dark where the vessel of the same index is diseased
                    int third = j / shape.width() % shape.height() * 3 / shape.height();
                    values[j] = 1 - 0.7f * (i >> third & 1) + 0.2f * random.nextFloat();
                }
                inputs.add(values);
            }
            patients.add(inputs);
        }
        return patients;
    }

    private static float[][] labels() {
        float[][] labels = new float[PATIENTS][3];
        for (int i = 0; i < PATIENTS; i++) {
            for (int k = 0; k < 3; k++) {
                labels[i][k] = i >> k & 1;
            }
        }
        return labels;
    }

    private static List<float[]> batch(List<List<float[]>> patients, int first) {
        List<float[]> joined = new ArrayList<>();
        for (int k = 0; k < patients.get(first).size(); k++) {
            float[][] samples = new float[PATIENTS][];
            for (int i = 0; i < PATIENTS; i++) {
                samples[i] = patients.get(i).get(k);
            }
            joined.add(joined(samples, first));
        }
        return joined;
    }

    private static float[] joined(float[][] samples, int first) {
        int size = samples[first].length;
        float[] joined = new float[BATCH * size];
        for (int i = 0; i < BATCH; i++) {
            System.arraycopy(samples[first + i], 0, joined, i * size, size);
        }
        return joined;
    }
}
